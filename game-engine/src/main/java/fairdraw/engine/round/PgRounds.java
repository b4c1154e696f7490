package fairdraw.engine.round;

import fairdraw.engine.approval.Correction;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Writes the moves of rounds. Each names the state it comes from, so that it happens once. */
@ApplicationScoped
class PgRounds {

    private static final String OPEN =
            """
            insert into rounds (game, number, state, open_at_ms, close_at_ms, confirm_by_ms,
                   opened_at_ms, config_position, batch, leaf_index, seed_hash, proof, beacon_round,
                   beacon_at_ms, table_hash, opening, opening_signature)
            values ($1, $2, 'OPEN', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)\
            """;

    private static final String SKIP =
            """
            insert into rounds (game, number, state, open_at_ms, close_at_ms, confirm_by_ms, reason)
            values ($1, $2, 'SKIPPED', $3, $4, $5, $6) on conflict do nothing\
            """;

    private static final String CLOSE =
            """
            update rounds set state = 'CLOSED'
             where game = $1 and number = $2 and state = 'OPEN'\
            """;

    private static final String FIX =
            """
            update rounds set bet_root = $3, bet_count = $4
             where game = $1 and number = $2 and state = 'CLOSED' and bet_root is null\
            """;

    private static final String SEAL =
            """
            update rounds
               set state = 'SEALED', sealed_at_ms = $3, seal = $4, seal_signature = $5,
                   sealed_late = $6
             where game = $1 and number = $2 and state = 'CLOSED' and bet_root is not null\
            """;

    private static final String DRAW =
            """
            update rounds
               set state = 'DRAWN', outcome = $3, numbers = $4, beacon_signature = $5,
                   drawn_at_ms = $6
             where game = $1 and number = $2 and state = 'SEALED'\
            """;

    private static final String SETTLE =
            """
            update rounds set state = 'SETTLED', settled_at_ms = $3
             where game = $1 and number = $2 and state = 'DRAWN'\
            """;

    private static final String PUBLISH =
            """
            update rounds set state = 'PUBLISHED', record_hash = $3, published_at_ms = $4
             where game = $1 and number = $2 and state = 'SETTLED'\
            """;

    // By the stored time of the beacon, so that no stale state of ours can void what is drawn.
    private static final String ANNUL =
            """
            update rounds set state = 'VOIDED', reason = $3, voided_at_ms = $4
             where game = $1 and number = $2 and state in ('OPEN', 'CLOSED', 'SEALED')
               and beacon_at_ms > $4\
            """;

    private static final String VOIDED_TICKETS =
            """
            select count(*) as tickets from tickets
             where game = $1 and round = $2 and reason = 'VOID'\
            """;

    private static final String UNTOLD_VOIDS =
            """
            select number, reason from rounds
             where game = $1 and state = 'VOIDED' and not void_told
             order by number limit 64\
            """;

    private static final String VOID_TOLD =
            """
            update rounds set void_told = true, record_hash = $3
             where game = $1 and number = $2 and state = 'VOIDED'\
            """;

    private static final String UNTOLD =
            """
            select number, reason from rounds
             where game = $1 and state = 'SKIPPED' and not skip_told
             order by number limit 64\
            """;

    private static final String TOLD =
            "update rounds set skip_told = true where game = $1 and number = $2";

    private final Pool pool;

    PgRounds(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> open(SqlClient tx, Round.Open round, long nowMs) {
        var plan = round.plan();
        var opening = round.opening();
        return one(
                tx,
                OPEN,
                io.vertx.sqlclient.Tuple.tuple()
                        .addString(plan.game())
                        .addLong(plan.number())
                        .addLong(plan.openAtMs())
                        .addLong(plan.closeAtMs())
                        .addLong(plan.confirmByMs())
                        .addLong(nowMs)
                        .addLong(round.configPosition())
                        .addLong(opening.batch())
                        .addInteger(opening.index())
                        .addBuffer(buffer(opening.seedHash()))
                        .addBuffer(joined(opening.proof()))
                        .addLong(opening.beaconRound())
                        .addLong(opening.beaconAtMs())
                        .addBuffer(buffer(opening.tableHash()))
                        .addString(opening.text())
                        .addBuffer(buffer(opening.signature())));
    }

    /** True when this call recorded it. */
    Uni<Boolean> skip(SqlClient tx, Round.Skipped round) {
        var plan = round.plan();
        return tx.preparedQuery(SKIP)
                .execute(
                        Tuple.of(
                                plan.game(),
                                plan.number(),
                                plan.openAtMs(),
                                plan.closeAtMs(),
                                plan.confirmByMs(),
                                round.reason()))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> close(SqlClient tx, RoundPlan plan) {
        return one(tx, CLOSE, key(plan));
    }

    Uni<Void> fix(SqlClient tx, RoundPlan plan, BetSet bets) {
        return one(tx, FIX, key(plan).addBuffer(buffer(bets.root())).addLong(bets.count()));
    }

    Uni<Void> seal(SqlClient tx, RoundPlan plan, Seal seal) {
        return one(
                tx,
                SEAL,
                key(plan)
                        .addLong(seal.sealedAtMs())
                        .addString(seal.text())
                        .addBuffer(buffer(seal.signature()))
                        .addBoolean(seal.late()));
    }

    Uni<Void> draw(SqlClient tx, RoundPlan plan, Draw draw, long nowMs) {
        return one(
                tx,
                DRAW,
                key(plan)
                        .addInteger(draw.outcome())
                        .addArrayOfInteger(draw.numbers().toArray(Integer[]::new))
                        .addBuffer(buffer(draw.beaconSignature()))
                        .addLong(nowMs));
    }

    Uni<Void> settle(SqlClient tx, RoundPlan plan, long nowMs) {
        return one(tx, SETTLE, key(plan).addLong(nowMs));
    }

    Uni<Void> publish(SqlClient tx, RoundPlan plan, Bytes recordHash, long nowMs) {
        return one(tx, PUBLISH, key(plan).addBuffer(buffer(recordHash)).addLong(nowMs));
    }

    /** Voids the round, or refuses because it is too late. */
    Uni<Void> annul(SqlClient tx, Round.Voided round, long nowMs) {
        return tx.preparedQuery(ANNUL)
                .execute(
                        Tuple.newInstance(
                                key(round.plan()).addString(round.reason()).addLong(nowMs)))
                .invoke(rows -> {
                    if (rows.rowCount() != 1) {
                        throw Refusal.of(RefusalCode.TOO_LATE).toException();
                    }
                })
                .replaceWithVoid();
    }

    /** Tickets that the voiding of a round refunded. */
    Uni<Long> voidedTickets(Correction.VoidRound order) {
        return pool.preparedQuery(VOIDED_TICKETS)
                .execute(Tuple.of(order.game(), order.round()))
                .map(rows -> rows.iterator().next().getLong("tickets"));
    }

    /** Voided rounds whose record fairness has not published, at most 64, oldest first. */
    Uni<List<Untold>> untoldVoids(String game) {
        return pool.preparedQuery(UNTOLD_VOIDS).execute(Tuple.of(game)).map(PgRounds::untold);
    }

    Uni<Void> voidTold(String game, long number, Bytes recordHash) {
        return pool.preparedQuery(VOID_TOLD)
                .execute(Tuple.of(game, number, buffer(recordHash)))
                .replaceWithVoid();
    }

    /** Skipped rounds that fairness has not been told of, at most 64, oldest first. */
    Uni<List<Untold>> untoldSkips(String game) {
        return pool.preparedQuery(UNTOLD).execute(Tuple.of(game)).map(PgRounds::untold);
    }

    Uni<Void> told(String game, long number) {
        return pool.preparedQuery(TOLD).execute(Tuple.of(game, number)).replaceWithVoid();
    }

    /** The end of a round that fairness has yet to hear of. */
    record Untold(long number, String reason) {}

    private static List<Untold> untold(RowSet<Row> rows) {
        var untold = new ArrayList<Untold>();
        rows.forEach(row -> untold.add(new Untold(row.getLong("number"), row.getString("reason"))));
        return untold;
    }

    private static Uni<Void> one(SqlClient tx, String sql, io.vertx.sqlclient.Tuple parameters) {
        return tx.preparedQuery(sql)
                .execute(Tuple.newInstance(parameters))
                .invoke(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new IllegalStateException("not in that state: " + sql);
                    }
                })
                .replaceWithVoid();
    }

    private static io.vertx.sqlclient.Tuple key(RoundPlan plan) {
        return io.vertx.sqlclient.Tuple.tuple().addString(plan.game()).addLong(plan.number());
    }

    private static Buffer buffer(Bytes bytes) {
        return Buffer.buffer(bytes.toArray());
    }

    private static Buffer joined(List<Bytes> hashes) {
        var joined = Buffer.buffer();
        hashes.forEach(hash -> joined.appendBytes(hash.toArray()));
        return joined;
    }
}
