package fairdraw.pf1.verify;

import fairdraw.pf1.Json;
import fairdraw.pf1.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Small changes to JSON: every leaf by its path, and each leaf a little different. */
final class Changes {

    private Changes() {}

    /** The paths of all leaves, such as {@code chain.contract} or {@code proof[2]}. */
    static List<String> leaves(JsonObject json) {
        var paths = new ArrayList<String>();
        leaves("", json.fields(), paths);
        paths.sort(null);
        return paths;
    }

    private static void leaves(String path, Object value, List<String> paths) {
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach((name, inner) ->
                            leaves(path.isEmpty() ? "" + name : path + "." + name, inner, paths));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    leaves(path + "[" + i + "]", list.get(i), paths);
                }
            }
            default -> paths.add(path);
        }
    }

    /** The same JSON with one leaf changed. */
    static String change(String json, String path) {
        var fields = Json.parse(json).fields();
        return Json.canonicalText(asMap(changed("", fields, path)));
    }

    /** The same JSON with one more field, a number if it looks like one. */
    static String add(String json, String field, String value) {
        var fields = new LinkedHashMap<>(Json.parse(json).fields());
        fields.put(field, value.matches("[0-9]+") ? (Object) Long.valueOf(value) : value);
        return Json.canonicalText(fields);
    }

    /** A node's answer with another result. */
    static String changeResult(String json, UnaryOperator<String> change) {
        var fields = new LinkedHashMap<>(Json.parse(json).fields());
        fields.compute("result", (_, result) -> change.apply((String) result));
        return Json.canonicalText(fields);
    }

    /** The text with its last bit of the digit at this place turned. */
    static String flip(String text, int at) {
        char digit = text.charAt(at);
        char other =
                Character.digit(digit, 16) < 0
                        ? (digit == 'x' ? 'y' : 'x')
                        : Character.forDigit(Character.digit(digit, 16) ^ 1, 16);
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    private static Object changed(String at, Object value, String path) {
        if (at.equals(path)) {
            return changed(value);
        }
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((name, inner) ->
                        copy.put(
                                (String) name,
                                changed(at.isEmpty() ? "" + name : at + "." + name, inner, path)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    copy.add(changed(at + "[" + i + "]", list.get(i), path));
                }
                yield copy;
            }
            default -> value;
        };
    }

    private static Object changed(Object leaf) {
        return switch (leaf) {
            case Long number -> number + 1;
            case Boolean truth -> !truth;
            // A time's milliseconds, a hash's last digit, a JSON text's last character but one.
            case String text when text.endsWith("Z") -> flip(text, text.length() - 2);
            case String text when text.endsWith("\"}") -> flip(text, text.length() - 3);
            case String text when text.endsWith("}") -> flip(text, text.indexOf(':') + 2);
            case String text -> flip(text, text.length() - 1);
            default -> throw new IllegalArgumentException("" + leaf);
        };
    }

    private static Map<String, Object> asMap(Object value) {
        var map = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) value).forEach((name, inner) -> map.put((String) name, inner));
        return map;
    }
}
