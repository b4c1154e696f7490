package fairdraw.reporting.revenue;

import fairdraw.kernel.Currencies;
import fairdraw.reporting.access.Scope;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes corrections as CSV (RFC 4180), page by page, so that memory does not grow with them. */
@ApplicationScoped
class ExportCorrections {

    private static final String HEAD =
            "posting_day,event_day,posted_at,kind,operator,transaction,player,ticket,game,round,"
                    + "market,currency,free_bet,amount,from,to,zone\r\n";

    private final PgCorrections corrections;

    ExportCorrections(PgCorrections corrections) {
        this.corrections = corrections;
    }

    /** The lines of the file, amounts in units of the currency. */
    Multi<String> csv(Scope scope, RevenueQuery query) {
        int most = RevenueQuery.PAGE_ROWS_MAX;
        Multi<String> pages =
                Multi.createBy()
                        .repeating()
                        .uni(
                                () -> new AtomicReference<>(CorrectionKey.FIRST),
                                after ->
                                        corrections
                                                .rows(scope, query, after.get(), most)
                                                .invoke(rows -> {
                                                    if (!rows.isEmpty()) {
                                                        after.set(rows.getLast().key());
                                                    }
                                                }))
                        .whilst(rows -> rows.size() == most)
                        .map(rows ->
                                rows.stream()
                                        .map(row -> line(query, row))
                                        .collect(Collectors.joining()));
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(HEAD), pages);
    }

    private static String line(RevenueQuery query, CorrectionRow row) {
        int decimals = Objects.requireNonNullElse(Currencies.exponents().get(row.currency()), 2);
        return Stream.of(
                                row.postingDay().toString(),
                                Objects.toString(row.eventDay(), ""),
                                row.postedAt().toString(),
                                row.kind(),
                                text(row.operator()),
                                text(row.transaction()),
                                text(row.player()),
                                text(row.ticket()),
                                text(row.game()),
                                Objects.toString(row.round(), ""),
                                text(row.market()),
                                row.currency(),
                                Boolean.toString(row.freeBet()),
                                BigDecimal.valueOf(row.amount(), decimals).toPlainString(),
                                query.from().toString(),
                                query.to().toString(),
                                query.zone().getId())
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** Quoted, and never a formula to the program that opens the file. */
    private static String text(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return "";
        }
        String safe = "=+-@\t".indexOf(given.charAt(0)) >= 0 ? "'" + given : given;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
