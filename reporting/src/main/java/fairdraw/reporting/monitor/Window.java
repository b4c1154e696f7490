package fairdraw.reporting.monitor;

import java.time.Duration;

/** How far back a look goes, from the end of the running hour. */
public enum Window {
    /** 24 hours. */
    DAY(Duration.ofDays(1)),
    /** 30 days. */
    MONTH(Duration.ofDays(30)),
    /** Everything that is kept, ten years at most. */
    LIFE(Duration.ofDays(3_650));

    private final Duration length;

    Window(Duration length) {
        this.length = length;
    }

    Duration length() {
        return length;
    }
}
