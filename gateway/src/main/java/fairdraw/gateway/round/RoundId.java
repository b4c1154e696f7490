package fairdraw.gateway.round;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A round's name in REST: {@code digits-3:1234}.
 *
 * @param game slug
 * @param number 0 or more
 */
public record RoundId(String game, long number) {

    private static final Pattern FORM =
            Pattern.compile("([a-z0-9][a-z0-9-]{0,39}):(0|[1-9][0-9]{0,14})");

    /**
     * Reads a round's name.
     *
     * @throws fairdraw.kernel.RefusedException INVALID_FIELD when it has another form
     */
    public static RoundId parse(String field, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw Refusal.of(
                            RefusalCode.INVALID_FIELD,
                            field,
                            field + " must be game:number, such as digits-3:1234")
                    .toException();
        }
        return new RoundId(matcher.group(1), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return game + ":" + number;
    }
}
