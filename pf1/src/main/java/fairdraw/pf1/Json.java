package fairdraw.pf1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * JSON of text, whole numbers, booleans, lists and objects. Written canonically (RFC 8785), whole
 * numbers above 2^53-1 as decimal text; read with bounds, repeated names refused, null as absence.
 */
public final class Json {

    private static final long SAFE_MAX = (1L << 53) - 1;
    private static final int DEPTH_MAX = 16;
    private static final int TEXT_CHARS_MAX = 1 << 24;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxDocumentLength(TEXT_CHARS_MAX)
                                    .build())
                    .build();

    private Json() {}

    /** The canonical bytes of an object of String, Long, Integer, Boolean, List and Map. */
    public static byte[] canonical(Map<String, ?> object) {
        try {
            return new JsonCanonicalizer(plain(object)).getEncodedUTF8();
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    /** The same as text. */
    public static String canonicalText(Map<String, ?> object) {
        return new String(canonical(object), StandardCharsets.UTF_8);
    }

    /**
     * Reads one JSON object.
     *
     * @throws MalformedException if the text is anything else
     */
    public static JsonObject parse(String text) {
        if (read(text) instanceof Map<?, ?> object) {
            return JsonObject.of("", object);
        }
        throw new MalformedException("", "not a JSON object");
    }

    /**
     * Reads one JSON list of objects.
     *
     * @throws MalformedException if the text is anything else
     */
    public static List<JsonObject> parseList(String text) {
        if (read(text) instanceof List<?> list) {
            return JsonObject.objects("", list);
        }
        throw new MalformedException("", "not a JSON list");
    }

    private static Object read(String text) {
        try (var parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedException("", "more than one JSON value");
            }
            return value;
        } catch (IOException wrong) {
            throw new MalformedException("", "not JSON: " + wrong.getMessage());
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            var list = new ArrayList<Object>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return parser.getDecimalValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return parser.getBooleanValue();
        }
        throw new MalformedException("", "not a value: " + token);
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        var object = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                object.put(name, value(parser));
            }
        }
        return object;
    }

    private static String plain(Map<String, ?> object) throws IOException {
        var text = new StringWriter();
        try (var generator = FACTORY.createGenerator(text)) {
            write(generator, object);
        }
        return text.toString();
    }

    private static void write(JsonGenerator to, Object value) throws IOException {
        switch (value) {
            case String string -> to.writeString(string);
            case Integer number -> to.writeNumber(number);
            case Long number when Math.absExact(number) > SAFE_MAX ->
                    to.writeString(number.toString());
            case Long number -> to.writeNumber(number);
            case Boolean truth -> to.writeBoolean(truth);
            case List<?> list -> {
                to.writeStartArray();
                for (Object item : list) {
                    write(to, item);
                }
                to.writeEndArray();
            }
            case Map<?, ?> map -> {
                to.writeStartObject();
                for (var entry : map.entrySet()) {
                    to.writeFieldName((String) entry.getKey());
                    write(to, entry.getValue());
                }
                to.writeEndObject();
            }
            default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
        }
    }
}
