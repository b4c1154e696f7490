package fairdraw.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical JSON (RFC 8785), the bytes that signatures and hashes are made over. Of numbers it
 * takes only whole ones: nothing that Fairdraw signs is a fraction.
 */
public final class Jcs {

    /** The largest whole number that every JSON reader keeps exact (RFC 7493): 2^53 - 1. */
    public static final long INTEGER_MAX = (1L << 53) - 1;

    private static final String SHORT_ESCAPES = "\b\t\n\f\r\"\\";
    private static final String SHORT_NAMES = "btnfr\"\\";

    private Jcs() {}

    /**
     * The canonical UTF-8 bytes of an object.
     *
     * @param object of strings, booleans, nulls, whole numbers within +-{@link #INTEGER_MAX}, lists
     *     and maps
     * @throws IllegalArgumentException for any other value, and for a string that is not Unicode
     */
    public static byte[] canonical(Map<String, ? extends @Nullable Object> object) {
        StringBuilder out = new StringBuilder(256);
        object(object, out);
        return out.toString().getBytes(UTF_8);
    }

    private static void value(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String text -> string(text, out);
            case Boolean truth -> out.append(truth.booleanValue());
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(exact(number));
            case Map<?, ?> map -> object(map, out);
            case List<?> list -> array(list, out);
            default ->
                    throw new IllegalArgumentException(
                            "no canonical form of " + value.getClass().getName());
        }
    }

    private static long exact(long number) {
        if (number > INTEGER_MAX || number < -INTEGER_MAX) {
            throw new IllegalArgumentException(number + " is past 2^53 - 1: send it as a string");
        }
        return number;
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        // String.compareTo orders by UTF-16 code units, as RFC 8785 wants.
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((name, member) -> sorted.put((String) name, member));
        out.append('{');
        String comma = "";
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            out.append(comma);
            string(member.getKey(), out);
            out.append(':');
            value(member.getValue(), out);
            comma = ",";
        }
        out.append('}');
    }

    private static void array(List<?> list, StringBuilder out) {
        out.append('[');
        String comma = "";
        for (Object element : list) {
            out.append(comma);
            value(element, out);
            comma = ",";
        }
        out.append(']');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = SHORT_ESCAPES.indexOf(c);
            if (escape >= 0) {
                out.append('\\').append(SHORT_NAMES.charAt(escape));
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16));
                out.append(Character.forDigit(c & 15, 16));
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
                out.append(c).append(lowSurrogate(text.charAt(++i)));
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("a lone surrogate at " + i);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static char lowSurrogate(char c) {
        if (!Character.isLowSurrogate(c)) {
            throw new IllegalArgumentException("a lone surrogate");
        }
        return c;
    }
}
