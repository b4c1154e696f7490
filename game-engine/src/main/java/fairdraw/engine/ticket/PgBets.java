package fairdraw.engine.ticket;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.engine.receipt.BetEntry;
import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The accepted bets of rounds, in the order of their leaves; they are only ever added. */
@ApplicationScoped
public class PgBets {

    private static final int LOAD_ROWS = 1_000;

    private static final String BETS =
            """
            insert into bets (game, round, sequence, ticket, index, operator, player, mode,
                   currency, market, selection, stake, salt, leaf, head, free)
            select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::uuid[], $5::int[],
                   $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
                   $12::bigint[], $13::bytea[], $14::bytea[], $15::bytea[],
                   $16::boolean[])\
            """;

    private static final String LEAVES =
            "select leaf from bets where game = $1 and round = $2 order by sequence";

    private static final String OF_ROUND =
            """
            select sequence, operator, currency, mode, player, free, market, selection, stake, leaf
              from bets where game = $1 and round = $2 order by sequence\
            """;

    private static final String SEALED =
            """
            select r.bet_root, r.bet_count, t.body as table_body
              from rounds r join payout_table t on t.table_hash = r.table_hash
             where r.game = $1 and r.number = $2 and r.sealed_at_ms is not null\
            """;

    private final Pool pool;

    PgBets(Pool pool) {
        this.pool = pool;
    }

    /**
     * The sealed set of a round: its root, and the leaves as they are stored.
     *
     * @param table canonical JSON of the payout table that the round was opened with
     */
    public record SealedLeaves(Bytes root, long count, List<Bytes> leaves, String table) {}

    private record Line(TicketBody body, int index, BetEntry entry) {
        PricedBet bet() {
            return body.bets().get(index);
        }
    }

    /** The sealed set of a round with its leaves; empty when the round is not sealed. */
    public Uni<Optional<SealedLeaves>> sealed(String game, long round) {
        var key = io.vertx.mutiny.sqlclient.Tuple.of(game, round);
        return pool.withTransaction(tx ->
                tx.preparedQuery(SEALED)
                        .execute(key)
                        .chain(rows -> {
                            if (rows.size() == 0) {
                                return Uni.createFrom().item(Optional.<SealedLeaves>empty());
                            }
                            var row = rows.iterator().next();
                            var root = Bytes.of(row.getBuffer("bet_root").getBytes());
                            long count = row.getLong("bet_count");
                            String table = row.getString("table_body");
                            return leaves(tx, game, round)
                                    .collect()
                                    .asList()
                                    .map(all ->
                                            Optional.of(new SealedLeaves(root, count, all, table)));
                        }));
    }

    /** The leaves of a round, in order. */
    public Multi<Bytes> leaves(SqlConnection tx, String game, long round) {
        return stream(tx, LEAVES, game, round)
                .map(row -> Bytes.of(row.getBuffer("leaf").getBytes()));
    }

    /** The accepted bets of a round in order, page by page as they are taken. */
    public Multi<StoredBet> ofRound(SqlConnection tx, String game, long round) {
        return stream(tx, OF_ROUND, game, round).map(PgBets::stored);
    }

    private static StoredBet stored(Row row) {
        return new StoredBet(
                row.getLong("sequence"),
                new Party(
                        row.getString("operator"),
                        row.getString("currency"),
                        Mode.valueOf(row.getString("mode"))),
                row.getString("player"),
                row.getBoolean("free"),
                row.getString("market"),
                row.getString("selection"),
                row.getLong("stake"),
                Bytes.of(row.getBuffer("leaf").getBytes()));
    }

    private static Multi<Row> stream(SqlConnection tx, String sql, String game, long round) {
        return tx.prepare(sql)
                .onItem()
                .transformToMulti(prepared ->
                        prepared.createStream(
                                        LOAD_ROWS, io.vertx.mutiny.sqlclient.Tuple.of(game, round))
                                .toMulti());
    }

    /** Adds the bets of tickets that go into their round. */
    Uni<Void> append(SqlClient tx, List<Ticket.Accepted> tickets) {
        var lines = new ArrayList<Line>();
        for (var ticket : tickets) {
            for (int i = 0; i < ticket.bets().size(); i++) {
                lines.add(new Line(ticket.body(), i, ticket.bets().get(i)));
            }
        }
        var rows =
                Tuple.tuple()
                        .addArrayOfString(texts(lines, l -> l.body().game()))
                        .addArrayOfLong(longs(lines, l -> l.body().round()))
                        .addArrayOfLong(longs(lines, l -> l.entry().sequence()))
                        .addArrayOfUUID(uuids(lines, l -> l.body().id()))
                        .addArrayOfInteger(lines.stream().map(Line::index).toArray(Integer[]::new))
                        .addArrayOfString(texts(lines, l -> l.body().party().operator()))
                        .addArrayOfString(texts(lines, l -> l.body().player()))
                        .addArrayOfString(texts(lines, l -> l.body().party().mode().name()))
                        .addArrayOfString(texts(lines, l -> l.body().party().currency()))
                        .addArrayOfString(texts(lines, l -> l.bet().market()))
                        .addArrayOfString(texts(lines, l -> l.bet().selection()))
                        .addArrayOfLong(longs(lines, l -> l.bet().stake()))
                        .addArrayOfBuffer(buffers(lines, l -> l.entry().salt()))
                        .addArrayOfBuffer(buffers(lines, l -> l.entry().leaf()))
                        .addArrayOfBuffer(buffers(lines, l -> l.entry().head()))
                        .addArrayOfBoolean(
                                lines.stream().map(l -> l.body().free()).toArray(Boolean[]::new));
        return tx.preparedQuery(BETS)
                .execute(io.vertx.mutiny.sqlclient.Tuple.newInstance(rows))
                .replaceWithVoid();
    }

    private static String[] texts(List<Line> lines, Function<Line, String> of) {
        return lines.stream().map(of).toArray(String[]::new);
    }

    private static UUID[] uuids(List<Line> lines, Function<Line, UUID> of) {
        return lines.stream().map(of).toArray(UUID[]::new);
    }

    private static Long[] longs(List<Line> lines, Function<Line, Long> of) {
        return lines.stream().map(of).toArray(Long[]::new);
    }

    private static Buffer[] buffers(List<Line> lines, Function<Line, Bytes> of) {
        return lines.stream()
                .map(line -> Buffer.buffer(of.apply(line).toArray()))
                .toArray(Buffer[]::new);
    }
}
