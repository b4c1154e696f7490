package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What one step of a verification came to, in plain words.
 *
 * @param bytes what the step worked on, by name, for whoever wants to do the sum again
 */
record Finding(Verdict verdict, String words, SequencedMap<String, String> bytes) {

    Finding {
        bytes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(bytes));
    }

    /** From good to bad; only FAILED stops a verification. */
    enum Verdict {
        OK("ok"),
        WARNING("WARNING"),
        NOT_YET("not yet"),
        NOT_CHECKED("not checked"),
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
        return of(Verdict.OK, words);
    }

    static Finding warning(String words) {
        return of(Verdict.WARNING, words);
    }

    static Finding notYet(String words) {
        return of(Verdict.NOT_YET, words);
    }

    /** What the step needs was not asked for. */
    static Finding notChecked(String words) {
        return of(Verdict.NOT_CHECKED, words);
    }

    static Finding failed(String words) {
        return of(Verdict.FAILED, words);
    }

    /** OK with these words, or FAILED with the others. */
    static Finding when(boolean holds, String words, String otherwise) {
        return holds ? ok(words) : failed(otherwise);
    }

    /** The same with bytes behind it. */
    Finding with(String name, Bytes value) {
        return with(name, value.hex());
    }

    /** The same with a list of bytes behind it, in order. */
    Finding with(String name, List<Bytes> values) {
        return with(name, String.join(" ", values.stream().map(Bytes::hex).toList()));
    }

    /** The same with a number or text behind it. */
    Finding with(String name, Object value) {
        var more = new LinkedHashMap<>(bytes);
        more.put(name, String.valueOf(value));
        return new Finding(verdict, words, more);
    }

    boolean failed() {
        return verdict == Verdict.FAILED;
    }

    private static Finding of(Verdict verdict, String words) {
        return new Finding(verdict, words, new LinkedHashMap<>());
    }
}
