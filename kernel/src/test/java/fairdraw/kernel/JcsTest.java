package fairdraw.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class JcsTest {

    @Test
    void members_sort_by_utf16_as_in_rfc_8785_3_2_3() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("\u20ac", "Euro Sign");
        object.put("\r", "Carriage Return");
        object.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
        object.put("1", "One");
        object.put("\ud83d\ude00", "Emoji: Grinning Face");
        object.put("\u0080", "Control");
        object.put("\u00f6", "Latin Small Letter O With Diaeresis");
        assertEquals(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\","
                        + "\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
                text(object));
    }

    @Test
    void strings_and_literals_come_out_as_in_rfc_8785_3_2_2() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("string", "\u20ac$\u000f\nA'B\"\\\\\"/");
        object.put("literals", Arrays.asList(null, true, false));
        assertEquals(
                "{\"literals\":[null,true,false],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
                text(object));
    }

    @Test
    void whole_numbers_stay_exact_and_others_are_refused() {
        assertEquals(
                "{\"a\":9007199254740991,\"b\":-9007199254740991,\"c\":0}",
                text(Map.of("a", Jcs.INTEGER_MAX, "b", -Jcs.INTEGER_MAX, "c", 0)));
        for (Object wrong :
                new Object[] {
                    Jcs.INTEGER_MAX + 1, Long.MIN_VALUE, 1.5, Float.NaN, new byte[1], 'c'
                }) {
            assertThrows(IllegalArgumentException.class, () -> Jcs.canonical(Map.of("a", wrong)));
        }
    }

    @Test
    void lone_surrogates_are_refused() {
        for (String wrong : new String[] {"\ud83d", "\ude00", "\ud83dx", "\ude00\ud83d"}) {
            assertThrows(IllegalArgumentException.class, () -> Jcs.canonical(Map.of("a", wrong)));
        }
    }

    @Test
    void the_reference_implementation_agrees() throws IOException {
        SplittableRandom random = new SplittableRandom(8785);
        for (int i = 0; i < 500; i++) {
            Map<String, Object> object = object(random, 3);
            String expected =
                    new JsonCanonicalizer(new JsonMapper().writeValueAsString(object))
                            .getEncodedString();
            assertEquals(expected, text(object));
        }
    }

    private static String text(Map<String, Object> object) {
        return new String(Jcs.canonical(object), UTF_8);
    }

    private static Map<String, Object> object(SplittableRandom random, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.put(string(random), value(random, depth));
        }
        return object;
    }

    private static Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> random.nextLong(-Jcs.INTEGER_MAX, Jcs.INTEGER_MAX);
            case 1 -> random.nextBoolean();
            case 2 -> string(random);
            case 3 -> object(random, depth - 1);
            default -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
        };
    }

    private static String string(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x1_1000);
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }
}
