package fairdraw.engine.round;

import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads stored rounds back into their states. */
@ApplicationScoped
class PgStoredRounds {

    private static final int HASH_BYTES = 32;

    private static final String ROUNDS =
            """
            select game, number, state, open_at_ms, close_at_ms, confirm_by_ms, config_position,
                   batch, leaf_index, seed_hash, proof, beacon_round, beacon_at_ms, table_hash,
                   opening, opening_signature, bet_root, bet_count, sealed_at_ms, seal,
                   seal_signature, sealed_late, outcome, numbers, beacon_signature, settled_at_ms,
                   record_hash, reason
              from rounds
            """;

    private static final String LIVE =
            ROUNDS
                    + """
                    where game = $1 and state in ('OPEN', 'CLOSED', 'SEALED', 'DRAWN', 'SETTLED')
                    order by number\
                    """;

    private static final String ONE = ROUNDS + " where game = $1 and number = $2";

    private static final String LAST = "select max(number) as last from rounds where game = $1";

    // An owner that ended between two rounds that it moved side by side leaves the older one out.
    private static final String MISSING =
            """
            select gap.number
              from (select max(number) as newest, min(number) as oldest from rounds
                     where game = $1) stored
             cross join lateral generate_series(
                       greatest(stored.oldest, stored.newest - $2), stored.newest) gap (number)
             where not exists (
                   select 1 from rounds r where r.game = $1 and r.number = gap.number)
             order by gap.number\
            """;

    /** How far behind the newest round one may be that was neither opened nor skipped. */
    private static final long MISSING_BEHIND_MAX = 1_000;

    private final Pool pool;

    PgStoredRounds(Pool pool) {
        this.pool = pool;
    }

    /** The rounds that opened and are not final, oldest first. */
    Uni<List<Round>> live(String game) {
        return pool.preparedQuery(LIVE)
                .execute(Tuple.of(game))
                .map(rows -> {
                    var live = new ArrayList<Round>();
                    rows.forEach(row -> live.add(round(row)));
                    return live;
                });
    }

    /** The round as it is stored; empty when it has neither opened nor been skipped. */
    Uni<Optional<Round>> find(String game, long number) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(game, number))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(round(rows.iterator().next())));
    }

    /** The newest round that was opened or skipped. */
    Uni<Optional<Long>> last(String game) {
        return pool.preparedQuery(LAST)
                .execute(Tuple.of(game))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getLong("last")));
    }

    /** Numbers behind the newest round that were neither opened nor skipped, oldest first. */
    Uni<List<Long>> missing(String game) {
        return pool.preparedQuery(MISSING)
                .execute(Tuple.of(game, MISSING_BEHIND_MAX))
                .map(rows -> {
                    var missing = new ArrayList<Long>();
                    rows.forEach(row -> missing.add(row.getLong("number")));
                    return missing;
                });
    }

    /** Hashes of 32 bytes that are stored one after another. */
    static List<Bytes> split(byte[] joined) {
        var hashes = new ArrayList<Bytes>();
        for (int at = 0; at < joined.length; at += HASH_BYTES) {
            hashes.add(Bytes.of(Arrays.copyOfRange(joined, at, at + HASH_BYTES)));
        }
        return hashes;
    }

    private static Round round(Row row) {
        var plan =
                new RoundPlan(
                        row.getString("game"),
                        row.getLong("number"),
                        row.getLong("open_at_ms"),
                        row.getLong("close_at_ms"),
                        row.getLong("confirm_by_ms"));
        return switch (row.getString("state")) {
            case "OPEN" -> new Round.Open(plan, opening(row), row.getLong("config_position"));
            case "CLOSED" ->
                    row.getBuffer("bet_root") == null
                            ? new Round.Closed(plan, opening(row), row.getLong("config_position"))
                            : new Round.Fixed(plan, opening(row), bets(row));
            case "SEALED" -> new Round.Sealed(plan, opening(row), bets(row), seal(row));
            case "DRAWN" -> new Round.Drawn(plan, bytes(row, "table_hash"), bets(row), draw(row));
            case "SETTLED" -> new Round.Settled(plan, row.getLong("settled_at_ms"));
            case "PUBLISHED" -> new Round.Published(plan, bytes(row, "record_hash"));
            case "SKIPPED" -> new Round.Skipped(plan, row.getString("reason"));
            case "VOIDED" -> new Round.Voided(plan, row.getString("reason"));
            default -> throw new IllegalStateException("no such state: " + row.getString("state"));
        };
    }

    private static Opening opening(Row row) {
        return new Opening(
                row.getLong("batch"),
                row.getInteger("leaf_index"),
                bytes(row, "seed_hash"),
                split(row.getBuffer("proof").getBytes()),
                row.getLong("beacon_round"),
                row.getLong("beacon_at_ms"),
                bytes(row, "table_hash"),
                row.getString("opening"),
                bytes(row, "opening_signature"));
    }

    private static BetSet bets(Row row) {
        return new BetSet(bytes(row, "bet_root"), row.getLong("bet_count"));
    }

    private static Seal seal(Row row) {
        return new Seal(
                row.getLong("sealed_at_ms"),
                row.getString("seal"),
                bytes(row, "seal_signature"),
                row.getBoolean("sealed_late"));
    }

    private static Draw draw(Row row) {
        return new Draw(
                row.getInteger("outcome"),
                List.of(row.getArrayOfIntegers("numbers")),
                row.getLong("beacon_round"),
                bytes(row, "beacon_signature"));
    }

    private static Bytes bytes(Row row, String column) {
        return Bytes.of(row.getBuffer(column).getBytes());
    }
}
