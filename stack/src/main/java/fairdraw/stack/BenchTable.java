package fairdraw.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a benchmark prints: a table of figures, each with its goal and whether it is met, under the
 * machine it came from.
 */
public final class BenchTable {

    private final String title;
    private final List<String> rows = new ArrayList<>();

    /** An empty table under a title. */
    public BenchTable(String title) {
        this.title = title;
    }

    /** A figure without a goal. */
    public void told(String what, String value) {
        rows.add("| %s | %s | | |".formatted(what, value));
    }

    /** A figure and what it should be. */
    public void held(String what, String value, String goal, boolean met) {
        rows.add("| %s | %s | %s | %s |".formatted(what, value, goal, met ? "met" : "MISSED"));
    }

    /** Writes it to the standard output. */
    public void print() {
        System.out.printf("%n## %s%n%n%s%n%n", title, machine());
        System.out.println("| figure | measured | goal | |\n|---|---|---|---|");
        rows.forEach(System.out::println);
    }

    /** Two digits behind the point while it is small, none after. */
    public static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }

    private static String machine() {
        return "%d cores, %s, %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        Runtime.version().feature());
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor unknown");
        } catch (IOException elsewhere) {
            return System.getProperty("os.arch");
        }
    }
}
