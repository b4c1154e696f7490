package fairdraw.reporting.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;

/**
 * What orders days, and with the last two parts differences; as text it is the cursor of the next
 * page.
 *
 * @param tail currency of a day, or transaction and cause of a difference
 */
record DayKey(LocalDate day, String operator, String tail) {

    private static final int CHARS_MAX = 700;
    private static final int PARTS = 3;

    /** The cursor. */
    String text() {
        String plain = day + "\n" + operator + "\n" + tail;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
    }

    /** Reads a cursor; one that we did not make is refused. */
    static DayKey parse(String text) {
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
            return new DayKey(LocalDate.parse(parts[0]), parts[1], parts[2]);
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "after", "after is the next of a page.")
                    .toException();
        }
    }
}
