package fairdraw.bench;

import java.util.Arrays;
import java.util.List;

/** {@code ./dev bench NAME}: runs one benchmark and prints its table. */
public final class Bench {

    private Bench() {}

    /**
     * Runs a benchmark.
     *
     * @param args its name, then its own words
     */
    public static void main(String[] args) throws Exception {
        List<String> words = Arrays.asList(args);
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "accept" -> AcceptBench.run();
            case "slow-operator" -> SlowOperatorBench.run();
            default -> {
                System.err.println("./dev bench accept | slow-operator");
                System.exit(2);
            }
        }
        // Vert.x threads of the load are no daemons.
        System.exit(0);
    }
}
