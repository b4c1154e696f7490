package fairdraw.reporting.reconcile;

import fairdraw.reporting.reconcile.Difference.Side;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a comparison. */
final class JudgedRow {

    /** Neither a transaction nor money. */
    static final Total NOTHING = new Total(0, BigInteger.ZERO);

    private JudgedRow() {}

    static DayKey key(Row row) {
        return new DayKey(
                row.getLocalDate("day"), row.getString("operator"), row.getString("currency"));
    }

    static KindTotals kind(Row row) {
        return new KindTotals(
                row.getString("kind"),
                total(row, "booked_n", "booked_sum"),
                total(row, "told_n", "told_sum"),
                total(row, "stated_n", "stated_sum"),
                total(row, "later_n", "later_sum"));
    }

    static Total total(Row row, String count, String sum) {
        BigDecimal amount = Objects.requireNonNullElse(row.getBigDecimal(sum), BigDecimal.ZERO);
        return new Total(row.getLong(count), amount.toBigIntegerExact());
    }

    static Difference difference(Row row) {
        return new Difference(
                row.getLocalDate("day"),
                row.getLocalDate("posting_day"),
                row.getString("operator"),
                row.getString("transaction"),
                Cause.valueOf(row.getString("cause")),
                row.getString("kind"),
                row.getString("ticket"),
                first(row.getString("booked_game"), row.getString("told_game")),
                first(row.getLong("booked_round"), row.getLong("told_round")),
                row.getString("currency"),
                side(row, "booked_", null, null, null),
                side(
                        row,
                        "told_",
                        row.getString("told_state"),
                        null,
                        row.getString("told_operator_transaction")),
                side(
                        row,
                        "stated_",
                        null,
                        row.getBoolean("stated_moved"),
                        row.getString("stated_operator_transaction")));
    }

    private static @Nullable Side side(
            Row row,
            String side,
            @Nullable String state,
            @Nullable Boolean moved,
            @Nullable String operatorTransaction) {
        var at = row.getOffsetDateTime(side + "at");
        if (at == null) {
            return null;
        }
        return new Side(
                row.getString(side + "kind"),
                row.getString(side + "player"),
                row.getString(side + "ticket"),
                row.getString(side + "currency"),
                row.getString(side + "mode"),
                row.getLong(side + "amount"),
                at.toInstant(),
                state,
                moved,
                operatorTransaction);
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }
}
