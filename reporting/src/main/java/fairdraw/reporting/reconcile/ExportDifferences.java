package fairdraw.reporting.reconcile;

import fairdraw.kernel.Currencies;
import fairdraw.reporting.access.Scope;
import fairdraw.reporting.reconcile.Difference.Side;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes differences as CSV (RFC 4180), page by page, so that memory does not grow with them. */
@ApplicationScoped
public class ExportDifferences {

    private static final String HEAD =
            "day,posting_day,operator,transaction,cause,kind,ticket,game,round,currency,"
                    + "booked_player,booked_amount,booked_at,"
                    + "called_player,called_amount,called_at,called_state,"
                    + "operator_player,operator_amount,operator_at,operator_moved,"
                    + "operator_transaction,day_from,day_to,zone\r\n";

    private final PgReconciliation reconciliation;

    ExportDifferences(PgReconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /** The lines of the file, amounts in units of the currency. */
    public Multi<String> csv(Scope scope, ReconcileQuery query) {
        Multi<String> pages =
                Multi.createBy()
                        .repeating()
                        .uni(
                                () -> new AtomicReference<>(query.after()),
                                cursor -> page(scope, query, cursor))
                        .whilst(rows -> rows.size() == ReconcileQuery.PAGE_ROWS_MAX)
                        .map(rows ->
                                rows.stream()
                                        .map(row -> line(query, row))
                                        .collect(Collectors.joining()));
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(HEAD), pages);
    }

    private Uni<List<Difference>> page(
            Scope scope, ReconcileQuery query, AtomicReference<Optional<DayKey>> cursor) {
        return reconciliation
                .differences(scope, query.page(ReconcileQuery.PAGE_ROWS_MAX, cursor.get()))
                .invoke(rows -> {
                    if (!rows.isEmpty()) {
                        cursor.set(Optional.of(rows.getLast().key()));
                    }
                });
    }

    private static String line(ReconcileQuery query, Difference it) {
        return Stream.of(
                                it.day().toString(),
                                Objects.toString(it.postingDay(), ""),
                                text(it.operator()),
                                text(it.transaction()),
                                it.cause().name(),
                                text(it.kind()),
                                text(it.ticket()),
                                text(it.game()),
                                Objects.toString(it.round(), ""),
                                it.currency(),
                                side(it.booked(), it.currency()),
                                side(it.told(), it.currency()),
                                it.told() == null ? "" : text(it.told().state()),
                                side(it.stated(), it.currency()),
                                it.stated() == null
                                        ? ""
                                        : Objects.toString(it.stated().moved(), ""),
                                it.stated() == null ? "" : text(it.stated().operatorTransaction()),
                                query.startOf(it.day()).toString(),
                                query.startOf(it.day().plusDays(1)).toString(),
                                query.zone().getId())
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String side(@Nullable Side side, String currency) {
        if (side == null) {
            return ",,";
        }
        String in = Objects.requireNonNullElse(side.currency(), currency);
        return text(side.player()) + "," + amount(side.amount(), in) + "," + side.at();
    }

    private static String amount(@Nullable Long minor, String currency) {
        if (minor == null) {
            return "";
        }
        int decimals = Objects.requireNonNullElse(Currencies.exponents().get(currency), 2);
        return BigDecimal.valueOf(minor, decimals).toPlainString();
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
