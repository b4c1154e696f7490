package fairdraw.backoffice.ui;

import fairdraw.backoffice.operator.CurrencyLimits;
import fairdraw.backoffice.operator.Operator;
import fairdraw.backoffice.operator.OperatorDraft;
import fairdraw.backoffice.operator.OperatorDraft.CreditDraft;
import fairdraw.backoffice.operator.OperatorDraft.DialectDraft;
import fairdraw.backoffice.operator.OperatorDraft.LimitsDraft;
import fairdraw.backoffice.operator.WalletDialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The fields of the operator's form, as text. */
@NullUnmarked
class OperatorForm {

    private static final String ON = "on";
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,;]+");

    @RestForm @Nullable String csrf;
    @RestForm @Nullable String id;
    @RestForm @Nullable String name;
    @RestForm @Nullable String status;
    @RestForm @Nullable String walletUrl;
    @RestForm @Nullable String languages;
    @RestForm @Nullable String regions;
    @RestForm @Nullable String frameOrigins;
    @RestForm @Nullable String zeroCredits;
    @RestForm @Nullable String certifiedTombstones;
    @RestForm @Nullable String codePointer;
    @RestForm @Nullable String codes;
    @RestForm @Nullable String reason;
    @RestForm @Nullable String version;

    // One entry a row of the table, at the same place in each list.
    @RestForm List<String> currency;
    @RestForm List<String> minStake;
    @RestForm List<String> maxStake;
    @RestForm List<String> maxWin;
    @RestForm List<String> roundLiability;
    @RestForm List<String> creditMode;
    @RestForm List<String> creditLimit;

    /** One row of the table of limits. */
    record Row(
            String currency,
            String minStake,
            String maxStake,
            String maxWin,
            String roundLiability,
            String creditMode,
            String creditLimit) {

        static final Row EMPTY = new Row("", "", "", "", "", "", "");

        boolean isEmpty() {
            return (currency + minStake + maxStake + maxWin + roundLiability + creditLimit)
                    .isBlank();
        }

        LimitsDraft draft() {
            String code = currency.strip();
            return new LimitsDraft(
                    code,
                    Amount.minor(minStake, code).orElse(null),
                    Amount.minor(maxStake, code).orElse(null),
                    Amount.minor(maxWin, code).orElse(null),
                    Amount.minor(roundLiability, code).orElse(null),
                    credit(code));
        }

        /** A bound without a mode is a mistake to show, not one to forget. */
        private @Nullable CreditDraft credit(String code) {
            return creditMode.isEmpty() && creditLimit.isBlank()
                    ? null
                    : new CreditDraft(creditMode, Amount.minor(creditLimit, code).orElse(null));
        }

        static Row of(CurrencyLimits limits) {
            String code = limits.currency();
            return new Row(
                    code,
                    Amount.text(limits.minStake(), code),
                    Amount.text(limits.maxStake(), code),
                    Amount.text(limits.maxWin(), code),
                    Amount.text(limits.roundLiability(), code),
                    limits.credit() == null ? "" : limits.credit().mode().name(),
                    limits.credit() == null ? "" : Amount.text(limits.credit().limit(), code));
        }
    }

    /** The form of an operator as it stands. */
    static OperatorForm of(Operator operator) {
        var form = new OperatorForm();
        form.id = operator.id();
        form.name = operator.name();
        form.status = operator.status().name();
        form.walletUrl = operator.walletUrl();
        form.languages = String.join(", ", operator.languages());
        form.regions = String.join(", ", operator.regions());
        form.frameOrigins = String.join("\n", operator.frameOrigins());
        WalletDialect dialect = operator.dialect();
        form.zeroCredits = dialect.zeroCredits() ? ON : "";
        form.certifiedTombstones = dialect.certifiedTombstones() ? ON : "";
        form.codePointer = dialect.codePointer();
        form.codes =
                dialect.codes().entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue())
                        .collect(Collectors.joining("\n"));
        form.version = Long.toString(operator.version());
        form.fill(operator.currencies().stream().map(Row::of).toList());
        return form;
    }

    /** The form of a new operator. */
    static OperatorForm empty() {
        var form = new OperatorForm();
        form.status = "ACTIVE";
        form.fill(List.of());
        return form;
    }

    private void fill(List<Row> rows) {
        currency = rows.stream().map(Row::currency).toList();
        minStake = rows.stream().map(Row::minStake).toList();
        maxStake = rows.stream().map(Row::maxStake).toList();
        maxWin = rows.stream().map(Row::maxWin).toList();
        roundLiability = rows.stream().map(Row::roundLiability).toList();
        creditMode = rows.stream().map(Row::creditMode).toList();
        creditLimit = rows.stream().map(Row::creditLimit).toList();
    }

    /** The rows that say something. */
    List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < size(currency); i++) {
            var row =
                    new Row(
                            at(currency, i),
                            at(minStake, i),
                            at(maxStake, i),
                            at(maxWin, i),
                            at(roundLiability, i),
                            at(creditMode, i),
                            at(creditLimit, i));
            if (!row.isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** What the form asks for; an amount that is none is left out, which the check names. */
    OperatorDraft draft() {
        return new OperatorDraft(
                text(id).strip(),
                name,
                status,
                text(walletUrl).strip(),
                new ArrayList<@Nullable LimitsDraft>(rows().stream().map(Row::draft).toList()),
                words(languages),
                words(regions),
                words(frameOrigins),
                new DialectDraft(
                        ON.equals(zeroCredits),
                        ON.equals(certifiedTombstones),
                        text(codePointer).strip(),
                        pairs()),
                null,
                reason);
    }

    /** The lines {@code own = CODE}; a line without = has no code, which the check names. */
    private Map<String, @Nullable String> pairs() {
        var pairs = new LinkedHashMap<String, @Nullable String>();
        text(codes)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    int equals = line.lastIndexOf('=');
                    String own = equals < 0 ? line : line.substring(0, equals);
                    pairs.put(own.strip(), equals < 0 ? null : line.substring(equals + 1).strip());
                });
        return pairs;
    }

    /** The version that the form was drawn from; 0 when it names none. */
    long seen() {
        return text(version).matches("[1-9][0-9]{0,17}") ? Long.parseLong(version) : 0;
    }

    private static List<@Nullable String> words(@Nullable String text) {
        return new ArrayList<@Nullable String>(
                Arrays.stream(SEPARATOR.split(text(text)))
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    private static int size(@Nullable List<String> list) {
        return list == null ? 0 : list.size();
    }

    private static String at(@Nullable List<String> list, int index) {
        return index < size(list) ? list.get(index) : "";
    }

    /** The text, empty when there is none. */
    static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
