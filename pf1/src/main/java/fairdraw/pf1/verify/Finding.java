package fairdraw.pf1.verify;

/** What one step of a verification came to, in plain words. */
record Finding(Verdict verdict, String words) {

    /** From good to bad; only FAILED stops a verification. */
    enum Verdict {
        OK("ok"),
        WARNING("WARNING"),
        NOT_YET("not yet"),
        FAILED("FAILED");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static Finding ok(String words) {
        return new Finding(Verdict.OK, words);
    }

    static Finding warning(String words) {
        return new Finding(Verdict.WARNING, words);
    }

    static Finding notYet(String words) {
        return new Finding(Verdict.NOT_YET, words);
    }

    static Finding failed(String words) {
        return new Finding(Verdict.FAILED, words);
    }

    /** OK with these words, or FAILED with the others. */
    static Finding when(boolean holds, String words, String otherwise) {
        return holds ? ok(words) : failed(otherwise);
    }

    boolean failed() {
        return verdict == Verdict.FAILED;
    }
}
