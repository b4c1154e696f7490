package fairdraw.reporting.revenue;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** What orders the rows of a report; as text it is the cursor of the next page. */
record RowKey(
        Instant period,
        String currency,
        String operator,
        String game,
        String market,
        String table) {

    private static final int CHARS_MAX = 600;
    private static final int PARTS = 6;

    /** The cursor. */
    String text() {
        String plain =
                String.join(
                        "\n",
                        Long.toString(period.getEpochSecond()),
                        currency,
                        operator,
                        game,
                        market,
                        table);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
    }

    /** Reads a cursor; one that we did not make is refused. */
    static RowKey parse(String text) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\n", PARTS);
            if (text.length() > CHARS_MAX || parts.length != PARTS || text.contains("\0")) {
                throw new IllegalArgumentException("not a cursor");
            }
            for (String part : parts) {
                if (part.chars().anyMatch(Character::isISOControl)) {
                    throw new IllegalArgumentException("not a cursor");
                }
            }
            return new RowKey(
                    Instant.ofEpochSecond(Math.floorMod(Long.parseLong(parts[0]), 1L << 33)),
                    parts[1],
                    parts[2],
                    parts[3],
                    parts[4],
                    parts[5]);
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "after", "after is the next of a page.")
                    .toException();
        }
    }
}
