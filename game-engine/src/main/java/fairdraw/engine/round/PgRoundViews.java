package fairdraw.engine.round;

import com.google.protobuf.ByteString;
import fairdraw.engine.game.Registration;
import fairdraw.engine.v1.RoundState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rounds as they are shown, by any replica. */
@ApplicationScoped
class PgRoundViews {

    private static final String COLUMNS =
            """
            select r.game, r.number, r.state, r.open_at_ms, r.close_at_ms, r.confirm_by_ms, r.batch,
                   r.leaf_index, r.seed_hash, r.proof, r.beacon_round, r.beacon_at_ms, r.table_hash,
                   r.opening, r.opening_signature, r.bet_root, r.bet_count, r.sealed_at_ms,
                   r.seal_signature, r.outcome, r.numbers, r.beacon_signature, r.record_hash,
                   r.reason, r.settled_at_ms, g.registration
              from rounds r join game_registration g on g.game = r.game
            """;

    private static final String ONE = COLUMNS + " where r.game = $1 and r.number = $2";

    // The newest that opened; what was skipped behind it is told by its number.
    private static final String CURRENT =
            COLUMNS
                    + """
                    where r.game = $1 and r.state <> 'SKIPPED' and r.open_at_ms <= $2
                    order by r.open_at_ms desc limit 1\
                    """;

    private static final String PAGE =
            COLUMNS
                    + """
                    where r.game = $1 and r.open_at_ms >= $2 and r.open_at_ms < $3
                      and r.number < $4
                    order by r.number desc limit $5\
                    """;

    private static final String LAST_SKIP =
            """
            select number, reason from rounds
             where game = $1 and open_at_ms <= $2 and state = 'SKIPPED'
             order by open_at_ms desc limit 1\
            """;

    private final Pool pool;

    PgRoundViews(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<fairdraw.engine.v1.Round>> find(String game, long number) {
        return pool.preparedQuery(ONE).execute(Tuple.of(game, number)).map(PgRoundViews::first);
    }

    /** The newest round that opened by this time. */
    Uni<Optional<fairdraw.engine.v1.Round>> current(String game, long nowMs) {
        return pool.preparedQuery(CURRENT).execute(Tuple.of(game, nowMs)).map(PgRoundViews::first);
    }

    /** Number of the newest skipped round, -1 when none was. */
    Uni<Long> lastSkipped(String game, long nowMs) {
        return pool.preparedQuery(LAST_SKIP)
                .execute(Tuple.of(game, nowMs))
                .map(rows -> rows.size() == 0 ? -1L : rows.iterator().next().getLong("number"));
    }

    /** Rounds that open in [from, to) with a number below {@code before}, newest first. */
    Uni<List<fairdraw.engine.v1.Round>> page(
            String game, long fromMs, long toMs, long before, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(game, fromMs, toMs, before, limit))
                .map(rows -> {
                    var page = new ArrayList<fairdraw.engine.v1.Round>();
                    rows.forEach(row -> page.add(message(row)));
                    return page;
                });
    }

    private static Optional<fairdraw.engine.v1.Round> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(message(rows.iterator().next()));
    }

    private static fairdraw.engine.v1.Round message(Row row) {
        var round =
                fairdraw.engine.v1.Round.newBuilder()
                        .setGame(row.getString("game"))
                        .setRound(row.getLong("number"))
                        .setState(RoundState.valueOf("ROUND_STATE_" + row.getString("state")))
                        .setOpenAtMs(row.getLong("open_at_ms"))
                        .setCloseAtMs(row.getLong("close_at_ms"))
                        .setConfirmByMs(row.getLong("confirm_by_ms"))
                        .setReason(row.getString("reason"))
                        .setGameId(
                                ByteString.copyFrom(
                                        Registration.terms(row.getBuffer("registration").getBytes())
                                                .gameId()
                                                .toArray()));
        if (row.getLong("batch") != null) {
            opening(row, round);
        }
        if (row.getLong("bet_count") != null) {
            round.setBetRoot(bytes(row, "bet_root")).setBetCount(row.getLong("bet_count"));
        }
        if (row.getLong("sealed_at_ms") != null) {
            round.setSealedAtMs(row.getLong("sealed_at_ms"))
                    .setSealSignature(bytes(row, "seal_signature"));
        }
        if (row.getInteger("outcome") != null) {
            round.setOutcome(row.getInteger("outcome"))
                    .addAllNumbers(List.of(row.getArrayOfIntegers("numbers")))
                    .setBeaconSignature(bytes(row, "beacon_signature"));
        }
        if (row.getLong("settled_at_ms") != null) {
            round.setSettledAtMs(row.getLong("settled_at_ms"));
        }
        return round.setRecordHash(bytes(row, "record_hash")).build();
    }

    private static void opening(Row row, fairdraw.engine.v1.Round.Builder round) {
        round.setBatch(row.getLong("batch"))
                .setIndex(row.getInteger("leaf_index"))
                .setSeedHash(bytes(row, "seed_hash"))
                .setBeaconRound(row.getLong("beacon_round"))
                .setBeaconAtMs(row.getLong("beacon_at_ms"))
                .setTableHash(bytes(row, "table_hash"))
                .setOpening(row.getString("opening"))
                .setOpeningSignature(bytes(row, "opening_signature"));
        PgStoredRounds.split(row.getBuffer("proof").getBytes())
                .forEach(hash -> round.addProof(ByteString.copyFrom(hash.toArray())));
    }

    private static ByteString bytes(Row row, String column) {
        @Nullable Buffer value = row.getBuffer(column);
        return value == null ? ByteString.EMPTY : ByteString.copyFrom(value.getBytes());
    }
}
