package fairdraw.engine.settlement;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The winning bets of a round, page by page, and their settlements. Losers cost no write. */
@ApplicationScoped
class PgWinners {

    private static final String PAGE =
            """
            select b.sequence, b.ticket, b.index, b.operator, b.player, b.mode, b.currency,
                   b.market, b.selection, b.stake, b.free
              from bets b
             where b.game = $1 and b.round = $2 and b.sequence > $3
               and ((b.market, b.selection) in (select * from unnest($4::text[], $5::text[]))
                    or b.operator = any($7))
             order by b.sequence limit $6\
            """;

    private static final String SETTLE =
            """
            insert into settlements (game, round, sequence, ticket, index, payout, transaction)
            select $1, $2, sequence, ticket, index, payout, transaction
              from unnest($3::bigint[], $4::uuid[], $5::int[], $6::bigint[], $7::uuid[])
                   as w (sequence, ticket, index, payout, transaction)\
            """;

    /**
     * Winning bets behind a sequence number, in order, and the losing ones of operators who want to
     * hear of them.
     */
    Uni<List<WinningBet>> page(
            SqlClient tx,
            RoundResult result,
            Collection<SettlementFigures.Winner> winners,
            Collection<String> told,
            long afterSequence,
            int limit) {
        var key =
                Tuple.tuple()
                        .addString(result.game())
                        .addLong(result.round())
                        .addLong(afterSequence)
                        .addArrayOfString(texts(winners, SettlementFigures.Winner::market))
                        .addArrayOfString(texts(winners, SettlementFigures.Winner::selection))
                        .addInteger(limit)
                        .addArrayOfString(told.toArray(String[]::new));
        return tx.preparedQuery(PAGE)
                .execute(io.vertx.mutiny.sqlclient.Tuple.newInstance(key))
                .map(rows -> {
                    var page = new ArrayList<WinningBet>(rows.size());
                    rows.forEach(row -> page.add(winner(result, row)));
                    return page;
                });
    }

    Uni<Void> settle(SqlClient tx, RoundResult result, List<WinningBet> winners) {
        if (winners.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows =
                Tuple.tuple()
                        .addString(result.game())
                        .addLong(result.round())
                        .addArrayOfLong(
                                winners.stream().map(WinningBet::sequence).toArray(Long[]::new))
                        .addArrayOfUUID(
                                winners.stream()
                                        .map(WinningBet::ticket)
                                        .toArray(java.util.UUID[]::new))
                        .addArrayOfInteger(
                                winners.stream().map(WinningBet::index).toArray(Integer[]::new))
                        .addArrayOfLong(
                                winners.stream().map(WinningBet::payout).toArray(Long[]::new))
                        .addArrayOfUUID(
                                winners.stream()
                                        .map(WinningBet::credit)
                                        .toArray(java.util.UUID[]::new));
        return tx.preparedQuery(SETTLE)
                .execute(io.vertx.mutiny.sqlclient.Tuple.newInstance(rows))
                .replaceWithVoid();
    }

    private static WinningBet winner(RoundResult result, Row row) {
        var selection =
                SettlementFigures.selection(
                        result, row.getString("market"), row.getString("selection"));
        return new WinningBet(
                row.getLong("sequence"),
                row.getUUID("ticket"),
                row.getInteger("index"),
                new Party(
                        row.getString("operator"),
                        row.getString("currency"),
                        Mode.valueOf(row.getString("mode"))),
                row.getBoolean("free"),
                row.getString("player"),
                selection.payout(row.getLong("stake"), result.outcome()));
    }

    private static String[] texts(
            Collection<SettlementFigures.Winner> winners,
            Function<SettlementFigures.Winner, String> of) {
        return winners.stream().map(of).toArray(String[]::new);
    }
}
