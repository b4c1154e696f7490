package fairdraw.stack.up;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What the person at the terminal is told. */
public final class Console {

    private static final Pattern WARNING = Pattern.compile("^\\S+ \\S+ +(WARN|ERROR|FATAL) .*");

    /** Said by libraries at every start of a healthy stack. */
    private static final Pattern EXPECTED =
            Pattern.compile(
                    ".*\\[io\\.quarkus\\.(config|oidc[.a-zA-Z]*)].*"
                            + "|.*Gauge has been already registered.*"
                            + "|.*SRMSG18235.*");

    private static final int WARNINGS_PER_WINDOW = 5;
    private static final long WINDOW_NS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean verbose;
    private final Map<Place, Window> windows = new HashMap<>();

    private static final class Window {
        private long since = System.nanoTime();
        private int warnings;
    }

    /** A console that writes to the stream; verbose prints every line of every process. */
    public Console(PrintStream out, boolean verbose) {
        this.out = out;
        this.verbose = verbose;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** A line of a process's log, which is shown when it is a warning of a service. */
    synchronized void log(Place place, String line) {
        if (verbose) {
            say("%-12s | %s".formatted(place.label(), line));
        } else if (Place.SERVICES.contains(place) && warning(line)) {
            warn(place, line);
        }
    }

    private static boolean warning(String line) {
        return WARNING.matcher(line).matches() && !EXPECTED.matcher(line).matches();
    }

    private void warn(Place place, String line) {
        var window = windows.computeIfAbsent(place, _ -> new Window());
        if (System.nanoTime() - window.since > WINDOW_NS) {
            window.since = System.nanoTime();
            window.warnings = 0;
        }
        window.warnings++;
        if (window.warnings <= WARNINGS_PER_WINDOW) {
            say("%-12s | %s".formatted(place.label(), line));
        } else if (window.warnings == WARNINGS_PER_WINDOW + 1) {
            say("%-12s | ... more: ./dev logs %s".formatted(place.label(), place.label()));
        }
    }
}
