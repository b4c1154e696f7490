package fairdraw.reporting.revenue;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** What orders corrections; as text it is the cursor of the next page. */
record CorrectionKey(Instant postedAt, String operator, String transaction) {

    /** Before every correction. */
    static final CorrectionKey FIRST = new CorrectionKey(Instant.EPOCH, "", "");

    private static final int CHARS_MAX = 700;
    private static final int PARTS = 3;

    /** The cursor. */
    String text() {
        String plain = postedAt + "\n" + operator + "\n" + transaction;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
    }

    /** Reads a cursor; one that we did not make is refused. */
    static CorrectionKey parse(String text) {
        try {
            if (text.length() > CHARS_MAX) {
                throw new IllegalArgumentException("not a cursor");
            }
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\n", PARTS);
            if (parts.length != PARTS
                    || String.join("", parts).chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("not a cursor");
            }
            return new CorrectionKey(Instant.parse(parts[0]), parts[1], parts[2]);
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "after", "after is the next of a page.")
                    .toException();
        }
    }
}
