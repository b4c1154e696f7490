package fairdraw.backoffice.operator;

import fairdraw.backoffice.operator.OperatorDraft.CreditDraft;
import fairdraw.backoffice.operator.OperatorDraft.LimitsDraft;
import fairdraw.kernel.Currencies;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a draft into an operator, or says everything that is wrong with it. */
final class OperatorCheck {

    static final int NAME_CHARS_MAX = 80;
    static final int URL_CHARS_MAX = 500;
    static final int REASON_CHARS_MAX = 500;
    static final int CURRENCIES_MAX = 50;
    static final int LANGUAGES_MAX = 50;
    static final int REGIONS_MAX = 300;
    static final int FRAME_ORIGINS_MAX = 20;

    /** Keeps every amount exact in JSON and every product with a multiplier inside 64 bits. */
    static final long AMOUNT_MINOR_MAX = 1_000_000_000_000_000L;

    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern REGION = Pattern.compile("([A-Z]{2})(-[A-Z0-9]{1,3})?");
    private static final Set<String> COUNTRIES =
            new HashSet<>(Arrays.asList(Locale.getISOCountries()));
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final List<Refusal> problems = new ArrayList<>();

    private final Set<String> catalogue;

    private OperatorCheck(Set<String> catalogue) {
        this.catalogue = catalogue;
    }

    /** What the check found. */
    sealed interface Checked {
        /** Nothing wrong; version 0. */
        record Sound(Operator operator) implements Checked {}

        /** At least one problem, each naming its field. */
        record Unsound(List<Refusal> problems) implements Checked {}
    }

    /**
     * Checks every field, so that a form can show all mistakes at once.
     *
     * @param catalogue the codes of the wallet catalogue
     */
    static Checked check(OperatorDraft draft, Set<String> catalogue) {
        return new OperatorCheck(catalogue).run(draft);
    }

    private Checked run(OperatorDraft draft) {
        String id = id(draft.id());
        String name = text("name", draft.name(), NAME_CHARS_MAX);
        OperatorStatus status = status(draft.status());
        String wallet = walletUrl(draft.walletUrl());
        List<CurrencyLimits> currencies = currencies(draft.currencies());
        List<String> languages =
                codes("languages", draft.languages(), 1, LANGUAGES_MAX, this::language);
        List<String> regions = codes("regions", draft.regions(), 1, REGIONS_MAX, this::region);
        List<String> origins =
                codes("frameOrigins", draft.frameOrigins(), 0, FRAME_ORIGINS_MAX, this::origin);
        WalletDialect dialect = new DialectCheck(catalogue, this::wrong).dialect(draft.dialect());
        String reason = draft.reason();
        if (reason != null && (reason.length() > REASON_CHARS_MAX || hasControl(reason))) {
            wrong("reason", "at most " + REASON_CHARS_MAX + " characters, no control characters");
        }
        if (!problems.isEmpty()) {
            return new Checked.Unsound(List.copyOf(problems));
        }
        return new Checked.Sound(
                new Operator(
                        id,
                        name,
                        status,
                        wallet,
                        currencies,
                        languages,
                        regions,
                        origins,
                        dialect,
                        0));
    }

    private String id(@Nullable String id) {
        if (id == null || !SLUG.matcher(id).matches()) {
            wrong("id", "1 to 40 of a-z, 0-9 and -");
            return "";
        }
        return id;
    }

    private String text(String field, @Nullable String text, int charsMax) {
        String trimmed = text == null ? "" : text.strip();
        if (trimmed.isEmpty() || trimmed.length() > charsMax || hasControl(trimmed)) {
            wrong(field, "1 to " + charsMax + " characters, no control characters");
        }
        return trimmed;
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private OperatorStatus status(@Nullable String status) {
        for (OperatorStatus known : OperatorStatus.values()) {
            if (known.name().equals(status)) {
                return known;
            }
        }
        wrong("status", "one of ACTIVE, SUSPENDED, CLOSED");
        return OperatorStatus.CLOSED;
    }

    private String walletUrl(@Nullable String text) {
        String rule = "https address without query, fragment and user; plain http on loopback only";
        Optional<URI> url = address(text);
        if (url.isEmpty() || url.get().getRawPath().endsWith("/")) {
            wrong("walletUrl", rule + "; no slash at the end");
            return "";
        }
        return url.get().toString();
    }

    private @Nullable String origin(String text) {
        return address(text)
                .filter(url -> url.getRawPath().isEmpty())
                .map(url -> url.toString().toLowerCase(Locale.ROOT))
                .orElse(null);
    }

    /** An absolute http or https address that carries no secret and hides nothing. */
    private static Optional<URI> address(@Nullable String text) {
        if (text == null || text.length() > URL_CHARS_MAX) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text);
            String host = url.getHost();
            boolean plain =
                    "http".equals(url.getScheme()) && host != null && LOOPBACK.contains(host);
            boolean bare =
                    url.getRawUserInfo() == null
                            && url.getRawQuery() == null
                            && url.getRawFragment() == null
                            && url.getPort() <= 65_535;
            boolean good = host != null && bare && (plain || "https".equals(url.getScheme()));
            return good ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    private @Nullable String language(String tag) {
        try {
            String canonical = new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            return canonical.equals("und") ? null : canonical;
        } catch (IllformedLocaleException notATag) {
            return null;
        }
    }

    private @Nullable String region(String code) {
        var parts = REGION.matcher(code);
        return parts.matches() && COUNTRIES.contains(parts.group(1)) ? code : null;
    }

    private List<String> codes(
            String field,
            @Nullable List<@Nullable String> given,
            int least,
            int most,
            Function<String, @Nullable String> canonical) {
        if (given == null || given.size() < least || given.size() > most) {
            wrong(field, least + " to " + most + " entries");
            return List.of();
        }
        var codes = new TreeSet<String>();
        for (int i = 0; i < given.size(); i++) {
            String item = given.get(i);
            String code = item == null ? null : canonical.apply(item);
            if (code == null) {
                wrong(field + "[" + i + "]", "not valid here: " + shortened(item));
            } else if (!codes.add(code)) {
                wrong(field + "[" + i + "]", "named twice: " + code);
            }
        }
        return List.copyOf(codes);
    }

    private static String shortened(@Nullable String item) {
        return item == null ? "null" : item.substring(0, Math.min(item.length(), 40));
    }

    private List<CurrencyLimits> currencies(@Nullable List<@Nullable LimitsDraft> given) {
        if (given == null || given.isEmpty() || given.size() > CURRENCIES_MAX) {
            wrong("currencies", "1 to " + CURRENCIES_MAX + " entries");
            return List.of();
        }
        var seen = new HashSet<String>();
        var limits = new ArrayList<CurrencyLimits>();
        for (int i = 0; i < given.size(); i++) {
            String field = "currencies[" + i + "]";
            LimitsDraft draft = given.get(i);
            if (draft == null) {
                wrong(field, "must be an object");
                continue;
            }
            String code = draft.currency();
            if (code == null || !Currencies.known(code)) {
                wrong(field + ".currency", "an ISO 4217 code of /v1/currencies");
            } else if (!seen.add(code)) {
                wrong(field + ".currency", "named twice: " + code);
            } else {
                limits(field, code, draft).ifPresent(limits::add);
            }
        }
        limits.sort(Comparator.comparing(CurrencyLimits::currency));
        return List.copyOf(limits);
    }

    private Optional<CurrencyLimits> limits(String field, String code, LimitsDraft draft) {
        long min = amount(field + ".minStake", draft.minStake(), 1, "1 minor unit");
        long max = amount(field + ".maxStake", draft.maxStake(), min, "the minimum stake");
        long win = amount(field + ".maxWin", draft.maxWin(), max, "the maximum stake");
        long liability =
                amount(field + ".roundLiability", draft.roundLiability(), win, "the maximum win");
        return Optional.of(
                new CurrencyLimits(
                        code, min, max, win, liability, credit(field + ".credit", draft.credit())));
    }

    private @Nullable CreditTerms credit(String field, @Nullable CreditDraft draft) {
        if (draft == null) {
            return null;
        }
        CreditTerms.Mode mode =
                Arrays.stream(CreditTerms.Mode.values())
                        .filter(each -> each.name().equals(draft.mode()))
                        .findFirst()
                        .orElse(null);
        if (mode == null) {
            wrong(field + ".mode", "CREDIT or PREPAID");
        }
        long limit = amount(field + ".limit", draft.limit(), 0, "0");
        return mode == null ? null : new CreditTerms(mode, limit);
    }

    private long amount(String field, @Nullable Long minor, long least, String leastName) {
        if (minor == null) {
            wrong(field, "a whole number of minor units, required");
            return least;
        }
        if (minor < least || minor > AMOUNT_MINOR_MAX) {
            wrong(field, "at least " + leastName + ", at most 10^15 minor units");
            return least;
        }
        return minor;
    }

    private void wrong(String field, String rule) {
        problems.add(Refusal.of(RefusalCode.INVALID_FIELD, field, field + ": " + rule + "."));
    }
}
