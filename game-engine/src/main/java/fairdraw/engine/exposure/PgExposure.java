package fairdraw.engine.exposure;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The exposure that is stored with the seal of a round. */
@ApplicationScoped
public class PgExposure {

    private static final String STORE =
            """
            insert into exposure
                   (game, round, operator, currency, mode, market, selection, bets, stakes, payouts,
                   free)
            select $1, $2, operator, currency, mode, market, selection, bets, stakes,
                   payouts::bigint[], free
              from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                   $8::bigint[], $9::bigint[], $10::text[], $11::boolean[]) as e (operator,
                   currency, mode, market, selection, bets, stakes, payouts, free)\
            """;

    private static final String LOAD =
            """
            select operator, currency, mode, free, market, selection, bets, stakes, payouts
              from exposure where game = $1 and round = $2
             order by operator, currency, mode, market, selection, free\
            """;

    /** Stores what a fixed set of bets can win. */
    public Uni<Void> store(
            SqlClient tx, String game, long round, List<SealedExposure.Entry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows =
                io.vertx.sqlclient.Tuple.tuple()
                        .addString(game)
                        .addLong(round)
                        .addArrayOfString(texts(entries, e -> e.party().operator()))
                        .addArrayOfString(texts(entries, e -> e.party().currency()))
                        .addArrayOfString(texts(entries, e -> e.party().mode().name()))
                        .addArrayOfString(texts(entries, SealedExposure.Entry::market))
                        .addArrayOfString(texts(entries, SealedExposure.Entry::selection))
                        .addArrayOfLong(longs(entries, SealedExposure.Entry::bets))
                        .addArrayOfLong(longs(entries, SealedExposure.Entry::stakes))
                        .addArrayOfString(texts(entries, e -> array(e.payouts())))
                        .addArrayOfBoolean(
                                entries.stream()
                                        .map(SealedExposure.Entry::free)
                                        .toArray(Boolean[]::new));
        return tx.preparedQuery(STORE).execute(Tuple.newInstance(rows)).replaceWithVoid();
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
                                            row.getBoolean("free"),
                                            row.getString("market"),
                                            row.getString("selection"),
                                            row.getLong("bets"),
                                            row.getLong("stakes"),
                                            List.of(row.getArrayOfLongs("payouts")))));
                    return entries;
                });
    }

    /**
     * An array as PostgreSQL reads it from text: arrays of arrays would have to be equally long.
     */
    private static String array(List<Long> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static String[] texts(
            List<SealedExposure.Entry> entries, Function<SealedExposure.Entry, String> of) {
        return entries.stream().map(of).toArray(String[]::new);
    }

    private static Long[] longs(
            List<SealedExposure.Entry> entries, Function<SealedExposure.Entry, Long> of) {
        return entries.stream().map(of).toArray(Long[]::new);
    }
}
