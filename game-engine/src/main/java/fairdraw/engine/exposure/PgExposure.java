package fairdraw.engine.exposure;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The exposure that is stored with the seal of a round. */
@ApplicationScoped
public class PgExposure {

    private static final String STORE =
            """
            insert into exposure
                   (game, round, operator, currency, mode, market, selection, bets, stakes, payouts)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)\
            """;

    private static final String LOAD =
            """
            select operator, currency, mode, market, selection, bets, stakes, payouts
              from exposure where game = $1 and round = $2
             order by operator, currency, mode, market, selection\
            """;

    /** Stores what a fixed set of bets can win. */
    public Uni<Void> store(
            SqlClient tx, String game, long round, List<SealedExposure.Entry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows =
                entries.stream()
                        .map(entry ->
                                Tuple.newInstance(
                                        io.vertx.sqlclient.Tuple.tuple()
                                                .addString(game)
                                                .addLong(round)
                                                .addString(entry.party().operator())
                                                .addString(entry.party().currency())
                                                .addString(entry.party().mode().name())
                                                .addString(entry.market())
                                                .addString(entry.selection())
                                                .addLong(entry.bets())
                                                .addLong(entry.stakes())
                                                .addArrayOfLong(
                                                        entry.payouts().toArray(Long[]::new))))
                        .toList();
        return tx.preparedQuery(STORE).executeBatch(rows).replaceWithVoid();
    }

    /** What was stored, in order of its keys. */
    public Uni<List<SealedExposure.Entry>> load(SqlClient tx, String game, long round) {
        return tx.preparedQuery(LOAD)
                .execute(Tuple.of(game, round))
                .map(rows -> {
                    var entries = new ArrayList<SealedExposure.Entry>(rows.size());
                    rows.forEach(row ->
                            entries.add(
                                    new SealedExposure.Entry(
                                            new Party(
                                                    row.getString("operator"),
                                                    row.getString("currency"),
                                                    Mode.valueOf(row.getString("mode"))),
                                            row.getString("market"),
                                            row.getString("selection"),
                                            row.getLong("bets"),
                                            row.getLong("stakes"),
                                            List.of(row.getArrayOfLongs("payouts")))));
                    return entries;
                });
    }
}
