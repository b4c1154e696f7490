package fairdraw.engine.config;

/** Whether money is real. A TEST ticket runs through everything and is left out of every figure. */
public enum Mode {
    REAL,
    TEST
}
