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
    public static void main(String[] args) {
        List<String> words = Arrays.asList(args);
        int code = 0;
        try {
            switch (words.isEmpty() ? "" : words.getFirst()) {
                case "accept" -> AcceptBench.run();
                case "slow-operator" -> SlowOperatorBench.run();
                default -> {
                    System.err.println("./dev bench accept | slow-operator");
                    code = 2;
                }
            }
        } catch (Exception failure) {
            failure.printStackTrace();
            code = 1;
        }
        // Vert.x threads of the load are no daemons, and would keep a failed run alive.
        System.exit(code);
    }
}
