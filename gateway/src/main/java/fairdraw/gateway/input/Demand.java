package fairdraw.gateway.input;

import fairdraw.kernel.Currencies;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of single fields: the value, or a refusal that names the field. */
public final class Demand {

    /** An operator's name for a player; goes into keys of topics, hence no slash. */
    public static final Pattern PLAYER = Pattern.compile("[A-Za-z0-9._:@+=-]{1,64}");

    /** The slug of a game. */
    public static final Pattern GAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private Demand() {}

    /** The value, which must be there. */
    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw refused(field, field + " is required");
        }
        return value;
    }

    /** The text, which must be there and match. */
    public static String text(String field, @Nullable String value, Pattern pattern) {
        String text = present(field, value);
        if (!pattern.matcher(text).matches()) {
            throw refused(field, field + " must match " + pattern.pattern());
        }
        return text;
    }

    /** The text if it is there, in which case it must match. */
    public static @Nullable String optional(String field, @Nullable String value, Pattern pattern) {
        return value == null ? null : text(field, value, pattern);
    }

    /** An ISO 4217 code that we know. */
    public static String currency(String field, @Nullable String value) {
        String currency = present(field, value);
        if (!Currencies.known(currency)) {
            throw refused(field, field + " must be an ISO 4217 code");
        }
        return currency;
    }

    /** A UUID in its canonical form. */
    public static UUID uuid(String field, @Nullable String value) {
        String text = present(field, value);
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException notOne) {
            throw refused(field, field + " must be a UUID");
        }
        throw refused(field, field + " must be a UUID in its canonical form");
    }

    /** RFC 3339 as Unix milliseconds; 0 when absent. */
    public static long timeMs(String field, @Nullable String value) {
        if (value == null) {
            return 0;
        }
        try {
            return Instant.parse(value).toEpochMilli();
        } catch (DateTimeException | ArithmeticException notOne) {
            throw refused(field, field + " must be an RFC 3339 time in UTC");
        }
    }

    /** A page's size, 1..200; 50 when absent. */
    public static int limit(@Nullable String value) {
        if (value == null) {
            return 50;
        }
        if (!value.matches("[0-9]{1,3}")) {
            throw refused("limit", "limit must be 1..200");
        }
        int limit = Integer.parseInt(value);
        if (limit < 1 || limit > 200) {
            throw refused("limit", "limit must be 1..200");
        }
        return limit;
    }

    /** A refusal of one field, as an exception. */
    public static RefusedException refused(String field, String detail) {
        return Refusal.of(RefusalCode.INVALID_FIELD, field, detail).toException();
    }
}
