package fairdraw.reporting.revenue;

import fairdraw.kernel.Currencies;
import fairdraw.reporting.access.Scope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a report as CSV (RFC 4180), page by page, so that its memory does not grow with it. */
@ApplicationScoped
public class ExportRevenue {

    private static final String HEAD =
            "period,currency,operator,operator_name,game,market,table,rounds,bets,winning_bets,"
                    + "stakes,payouts,ggr,actual_rtp,theoretical_rtp,rtp_low_95,rtp_high_95,"
                    + "interval,z,signal,missing_rounds,adjustments,promotions,free_bets,"
                    + "winning_free_bets,free_bet_stakes,free_bet_payouts,from,to,zone\r\n";

    private final PgRevenue revenue;

    ExportRevenue(PgRevenue revenue) {
        this.revenue = revenue;
    }

    /** The lines of the file, amounts in units of the currency. */
    public Multi<String> csv(Scope scope, RevenueQuery query) {
        Multi<String> pages =
                Multi.createBy()
                        .repeating()
                        .uni(
                                () -> new AtomicReference<>(query.after()),
                                cursor -> page(scope, query, cursor))
                        .whilst(rows -> rows.size() == RevenueQuery.PAGE_ROWS_MAX)
                        .map(rows ->
                                rows.stream()
                                        .map(row -> line(query, row))
                                        .collect(Collectors.joining()));
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(HEAD), pages);
    }

    private Uni<List<RevenueRow>> page(
            Scope scope, RevenueQuery query, AtomicReference<Optional<RowKey>> cursor) {
        return revenue.rows(scope, query.page(RevenueQuery.PAGE_ROWS_MAX, cursor.get()))
                .invoke(rows -> {
                    if (!rows.isEmpty()) {
                        cursor.set(Optional.of(rows.getLast().key()));
                    }
                });
    }

    private static String line(RevenueQuery query, RevenueRow row) {
        return Stream.of(
                                row.period().toString(),
                                row.currency(),
                                text(row.operator()),
                                text(row.operatorName()),
                                text(row.game()),
                                text(row.market()),
                                text(row.table()),
                                Long.toString(row.rounds()),
                                row.bets().toString(),
                                row.winners().toString(),
                                amount(row.stakes(), row.currency()),
                                amount(row.payouts(), row.currency()),
                                amount(row.ggr(), row.currency()),
                                row.rtp().actual(),
                                row.rtp().theoretical(),
                                row.rtp().low(),
                                row.rtp().high(),
                                row.rtp().exact() ? "exact" : "at most",
                                row.rtp().z(),
                                row.rtp().signal().name(),
                                Long.toString(row.rtp().missingRounds()),
                                amount(row.adjustments(), row.currency()),
                                amount(row.promotions(), row.currency()),
                                row.freeBets().bets().toString(),
                                row.freeBets().winners().toString(),
                                amount(row.freeBets().stakes(), row.currency()),
                                amount(row.freeBets().payouts(), row.currency()),
                                row.from().toString(),
                                row.to().toString(),
                                query.zone().getId())
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String amount(BigInteger minor, String currency) {
        int decimals = Objects.requireNonNullElse(Currencies.exponents().get(currency), 2);
        return new BigDecimal(minor, decimals).toPlainString();
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
