package fairdraw.reporting.revenue;

import fairdraw.reporting.access.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Corrections and promotions; row-level security keeps an operator to its own. */
@ApplicationScoped
class PgCorrections {

    private static final String NOWHERE = "-";

    private static final String AS =
            """
            select set_config('fairdraw.operator', $1, true),
                   set_config('statement_timeout', '10s', true)\
            """;

    private static final String ROWS =
            """
            select c.operator, c.transaction, c.kind, c.currency, c.game, c.market, c.round,
                   c.ticket, c.player, c.free, c.amount, c.posted_at, r.settled_at
              from correction_fact c
              left join round_fact r on r.game = c.game and r.round = c.round
             where c.posted_at >= $1 and c.posted_at < $2 and c.mode = 'REAL'
               and ($3 = '' or c.operator = $3) and ($4 = '' or c.game = $4)
               and ($5 = '' or c.currency = $5) and ($6 = '' or c.market = $6)
               and (c.posted_at, c.operator, c.transaction) > ($7, $8, $9)
             order by c.posted_at, c.operator, c.transaction
             limit $10\
            """;

    private final Pool pool;

    PgCorrections(Pool pool) {
        this.pool = pool;
    }

    /** In order of their posting, past the key. */
    Uni<List<CorrectionRow>> rows(Scope scope, RevenueQuery query, CorrectionKey after, int limit) {
        Tuple asked =
                Tuple.tuple()
                        .addOffsetDateTime(query.from().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(query.to().atOffset(ZoneOffset.UTC))
                        .addString(query.operator())
                        .addString(query.game())
                        .addString(query.currency())
                        .addString(query.market())
                        .addOffsetDateTime(after.postedAt().atOffset(ZoneOffset.UTC))
                        .addString(after.operator())
                        .addString(after.transaction())
                        .addInteger(limit);
        return pool.withTransaction(tx ->
                tx.preparedQuery(AS)
                        .execute(Tuple.of(scope.operator()))
                        .chain(() -> tx.preparedQuery(ROWS).execute(asked))
                        .map(found -> {
                            var rows = new ArrayList<CorrectionRow>();
                            found.forEach(row -> rows.add(row(query.zone(), row)));
                            return List.copyOf(rows);
                        }));
    }

    private static CorrectionRow row(ZoneId zone, Row row) {
        var posted = row.getOffsetDateTime("posted_at");
        var settled = row.getOffsetDateTime("settled_at");
        return new CorrectionRow(
                posted.atZoneSameInstant(zone).toLocalDate(),
                settled == null ? null : settled.atZoneSameInstant(zone).toLocalDate(),
                posted.toInstant(),
                row.getString("kind"),
                row.getString("operator"),
                row.getString("transaction"),
                row.getString("player"),
                row.getString("ticket"),
                said(row.getString("game")),
                row.getLong("round"),
                said(row.getString("market")),
                row.getString("currency"),
                row.getBoolean("free"),
                row.getLong("amount"));
    }

    private static @Nullable String said(String value) {
        return value.equals(NOWHERE) ? null : value;
    }
}
