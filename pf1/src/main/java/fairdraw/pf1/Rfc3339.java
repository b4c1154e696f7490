package fairdraw.pf1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times of records: RFC 3339, UTC, exactly three decimals. */
final class Rfc3339 {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Rfc3339() {}

    static String text(long ms) {
        return FORMAT.format(Instant.ofEpochMilli(ms));
    }

    static long ms(String field, String text) {
        try {
            return Instant.from(FORMAT.parse(text)).toEpochMilli();
        } catch (DateTimeException notATime) {
            throw new MalformedException(field, "not a time with milliseconds: " + text);
        }
    }
}
