package fairdraw.pf1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON object that was read, with the field's path in every complaint. Each reader throws {@link
 * MalformedException} when the field is absent or of another form.
 */
public final class JsonObject {

    private final String path;
    private final Map<String, Object> fields;

    private JsonObject(String path, Map<String, Object> fields) {
        this.path = path;
        this.fields = fields;
    }

    static JsonObject of(String path, Map<?, ?> object) {
        var fields = new LinkedHashMap<String, Object>();
        object.forEach((name, value) -> fields.put((String) name, value));
        return new JsonObject(path, fields);
    }

    static List<JsonObject> objects(String path, List<?> list) {
        var objects = new ArrayList<JsonObject>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> map)) {
                throw new MalformedException(path, "not a list of objects");
            }
            objects.add(of(path + "[" + objects.size() + "]", map));
        }
        return List.copyOf(objects);
    }

    /** The fields as they were read. */
    public Map<String, Object> fields() {
        return Map.copyOf(fields);
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** A text. */
    public String text(String name) {
        if (get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "not a text");
    }

    /** A text, if the field is there. */
    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A whole number 0..2^63-1, also as decimal text. */
    public long number(String name) {
        return wholeNumber(name, get(name));
    }

    /** A whole number, if the field is there. */
    public OptionalLong optionalNumber(String name) {
        return has(name) ? OptionalLong.of(number(name)) : OptionalLong.empty();
    }

    /** A whole number 0..2^31-1. */
    public int integer(String name) {
        long number = number(name);
        if (number > Integer.MAX_VALUE) {
            throw wrong(name, "too large: " + number);
        }
        return (int) number;
    }

    /** True or false. */
    public boolean truth(String name) {
        if (get(name) instanceof Boolean truth) {
            return truth;
        }
        throw wrong(name, "neither true nor false");
    }

    /** Bytes in hexadecimal, exactly that many. */
    public Bytes bytes(String name, int length) {
        return bytes(name, text(name), length);
    }

    /** Bytes in hexadecimal, if the field is there. */
    public Optional<Bytes> optionalBytes(String name, int length) {
        return has(name) ? Optional.of(bytes(name, length)) : Optional.empty();
    }

    /** A list of bytes in hexadecimal, each exactly that long. */
    public List<Bytes> bytesList(String name, int length) {
        return texts(name).stream().map(text -> bytes(name, text, length)).toList();
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (Object item : list(name)) {
            if (!(item instanceof String text)) {
                throw wrong(name, "not a list of texts");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** A list of whole numbers 0..2^31-1. */
    public List<Integer> integers(String name) {
        var numbers = new ArrayList<Integer>();
        for (Object item : list(name)) {
            numbers.add(Math.toIntExact(wholeNumber(name, item)));
        }
        return List.copyOf(numbers);
    }

    /** A list of objects. */
    public List<JsonObject> objects(String name) {
        return objects(at(name), list(name));
    }

    /** An object. */
    public JsonObject object(String name) {
        if (get(name) instanceof Map<?, ?> map) {
            return of(at(name), map);
        }
        throw wrong(name, "not an object");
    }

    /** An object whose values are all whole numbers. */
    public Map<String, Long> numbers(String name) {
        var object = object(name);
        var numbers = new LinkedHashMap<String, Long>();
        object.fields.keySet().forEach(key -> numbers.put(key, object.number(key)));
        return numbers;
    }

    /** Refuses every field but these. */
    public void only(Set<String> names) {
        var others = new TreeSet<>(fields.keySet());
        others.removeAll(names);
        if (!others.isEmpty()) {
            throw wrong(others.first(), "unknown field");
        }
    }

    private List<?> list(String name) {
        if (get(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "not a list");
    }

    private Object get(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw wrong(name, "missing");
        }
        return value;
    }

    private long wholeNumber(String name, Object value) {
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        if (value instanceof String text && text.matches("0|[1-9][0-9]{0,17}")) {
            return Long.parseLong(text);
        }
        throw wrong(name, "not a whole number: " + value);
    }

    private Bytes bytes(String name, String text, int length) {
        Bytes bytes;
        try {
            bytes = Bytes.hex(text);
        } catch (IllegalArgumentException notHex) {
            throw wrong(name, "not hexadecimal");
        }
        if (bytes.length() != length) {
            throw wrong(name, bytes.length() + " bytes instead of " + length);
        }
        return bytes;
    }

    private MalformedException wrong(String name, String reason) {
        return new MalformedException(at(name), reason);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
