package fairdraw.backoffice.operator;

import fairdraw.backoffice.operator.OperatorDraft.DialectDraft;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks how a wallet differs from the contract; every problem names its field. */
final class DialectCheck {

    static final int CODES_MAX = 100;
    static final int CODE_CHARS_MAX = 64;
    static final int POINTER_CHARS_MAX = 200;

    private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)*");

    private final Set<String> catalogue;
    private final BiConsumer<String, String> wrong;

    DialectCheck(Set<String> catalogue, BiConsumer<String, String> wrong) {
        this.catalogue = catalogue;
        this.wrong = wrong;
    }

    WalletDialect dialect(@Nullable DialectDraft draft) {
        if (draft == null) {
            return WalletDialect.NONE;
        }
        return new WalletDialect(
                Objects.requireNonNullElse(draft.zeroCredits(), false),
                Objects.requireNonNullElse(draft.certifiedTombstones(), false),
                pointer(draft.codePointer()),
                codes(draft.codes()));
    }

    private String pointer(@Nullable String given) {
        String text = Objects.requireNonNullElse(given, "");
        if (text.length() > POINTER_CHARS_MAX
                || !POINTER.matcher(text).matches()
                || text.chars().anyMatch(Character::isISOControl)) {
            wrong.accept("dialect.codePointer", "a JSON pointer such as /error/code, or empty");
            return "";
        }
        // What the contract says needs no saying.
        return text.equals("/code") ? "" : text;
    }

    private SortedMap<String, String> codes(@Nullable Map<String, @Nullable String> given) {
        var codes = new TreeMap<String, String>();
        if (given == null) {
            return codes;
        }
        if (given.size() > CODES_MAX) {
            wrong.accept("dialect.codes", "at most " + CODES_MAX + " entries");
            return codes;
        }
        given.forEach((own, code) -> {
            String shown = own.substring(0, Math.min(own.length(), CODE_CHARS_MAX));
            if (own.isBlank()
                    || own.length() > CODE_CHARS_MAX
                    || own.chars().anyMatch(Character::isISOControl)) {
                wrong.accept(
                        "dialect.codes", "own codes have 1 to " + CODE_CHARS_MAX + " characters");
            } else if (code == null || !catalogue.contains(code)) {
                wrong.accept(
                        "dialect.codes." + shown,
                        "one of " + String.join(", ", new java.util.TreeSet<>(catalogue)));
            } else {
                codes.put(own, code);
            }
        });
        return codes;
    }
}
