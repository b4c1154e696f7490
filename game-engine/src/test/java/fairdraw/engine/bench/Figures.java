package fairdraw.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of figures, each with its goal and whether it is met, under the machine it came from. */
final class Figures {

    private final String title;
    private final List<String> rows = new ArrayList<>();

    Figures(String title) {
        this.title = title;
    }

    /** A figure without a goal. */
    void told(String what, String value) {
        rows.add("| %s | %s | | |".formatted(what, value));
    }

    /** A figure and what it should be. */
    void held(String what, String value, String goal, boolean met) {
        rows.add("| %s | %s | %s | %s |".formatted(what, value, goal, met ? "met" : "MISSED"));
    }

    void print() throws IOException {
        System.out.printf("%n## %s%n%n%s%n%n", title, machine());
        System.out.println("| figure | measured | goal | |\n|---|---|---|---|");
        rows.forEach(System.out::println);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }

    private static String machine() throws IOException {
        var processor =
                Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("processor unknown");
        return "%d cores, %s, Java %s, heap at most %d MB"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        Runtime.version().feature(),
                        Runtime.getRuntime().maxMemory() >> 20);
    }
}
