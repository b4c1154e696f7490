package fairdraw.engine.round;

import com.google.protobuf.ByteString;
import fairdraw.events.v1.RoundDrawn;
import fairdraw.events.v1.RoundEvent;
import fairdraw.events.v1.RoundOpened;
import fairdraw.events.v1.RoundPublished;
import fairdraw.events.v1.RoundSealed;
import fairdraw.events.v1.RoundSettled;
import fairdraw.events.v1.RoundSkipped;
import fairdraw.events.v1.RoundVoided;
import fairdraw.kernel.Ids;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.OutboxEvent;
import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** What the live feed shows of a round, numbered without gap and sent through the outbox. */
@ApplicationScoped
class PgRoundEvents {

    private static final String TOPIC = "fairdraw.rounds.v1";

    private static final String NEXT =
            """
            insert into round_event_sequence as newest (game, sequence) values ($1, 1)
            on conflict (game) do update set sequence = newest.sequence + 1
            returning sequence\
            """;

    private final Outbox outbox;

    PgRoundEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> opened(SqlClient tx, Round.Open round, long nextOpenAtMs, long nowMs) {
        var plan = round.plan();
        var opening = round.opening();
        var opened =
                RoundOpened.newBuilder()
                        .setOpenAtMs(plan.openAtMs())
                        .setCloseAtMs(plan.closeAtMs())
                        .setConfirmByMs(plan.confirmByMs())
                        .setNextOpenAtMs(nextOpenAtMs)
                        .setSeedHash(bytes(opening.seedHash()))
                        .setBatch(opening.batch())
                        .setIndex(opening.index())
                        .setBeaconRound(opening.beaconRound())
                        .setBeaconAtMs(opening.beaconAtMs())
                        .setTableHash(bytes(opening.tableHash()))
                        .setOpening(opening.text())
                        .setSignature(bytes(opening.signature()));
        opening.proof().forEach(hash -> opened.addProof(bytes(hash)));
        return append(
                tx,
                plan,
                nowMs,
                RoundEvent.newBuilder().setOpened(opened),
                "fairdraw.round.opened");
    }

    Uni<Void> sealed(SqlClient tx, Round.Sealed round, long nowMs) {
        var sealed =
                RoundSealed.newBuilder()
                        .setBetRoot(bytes(round.bets().root()))
                        .setBetCount(round.bets().count())
                        .setTableHash(bytes(round.opening().tableHash()))
                        .setSealedAtMs(round.seal().sealedAtMs())
                        .setSeal(round.seal().text())
                        .setSignature(bytes(round.seal().signature()));
        var event = RoundEvent.newBuilder().setSealed(sealed);
        return append(tx, round.plan(), nowMs, event, "fairdraw.round.sealed");
    }

    Uni<Void> drawn(SqlClient tx, Round.Drawn round, long nowMs) {
        var draw = round.draw();
        var drawn =
                RoundDrawn.newBuilder()
                        .setOutcome(draw.outcome())
                        .addAllNumbers(draw.numbers())
                        .setBeaconRound(draw.beaconRound())
                        .setBeaconSignature(bytes(draw.beaconSignature()));
        var event = RoundEvent.newBuilder().setDrawn(drawn);
        return append(tx, round.plan(), nowMs, event, "fairdraw.round.drawn");
    }

    Uni<Void> settled(SqlClient tx, RoundPlan plan, long nowMs) {
        var event = RoundEvent.newBuilder().setSettled(RoundSettled.getDefaultInstance());
        return append(tx, plan, nowMs, event, "fairdraw.round.settled");
    }

    Uni<Void> published(SqlClient tx, Round.Published round, long nowMs) {
        var published = RoundPublished.newBuilder().setRecordHash(bytes(round.recordHash()));
        var event = RoundEvent.newBuilder().setPublished(published);
        return append(tx, round.plan(), nowMs, event, "fairdraw.round.published");
    }

    Uni<Void> voided(SqlClient tx, Round.Voided round, long nowMs) {
        var voided = RoundVoided.newBuilder().setReason(round.reason());
        var event = RoundEvent.newBuilder().setVoided(voided);
        return append(tx, round.plan(), nowMs, event, "fairdraw.round.voided");
    }

    Uni<Void> skipped(SqlClient tx, Round.Skipped round, long nowMs) {
        var skipped = RoundSkipped.newBuilder().setReason(round.reason());
        var event = RoundEvent.newBuilder().setSkipped(skipped);
        return append(tx, round.plan(), nowMs, event, "fairdraw.round.skipped");
    }

    private Uni<Void> append(
            SqlClient tx, RoundPlan plan, long nowMs, RoundEvent.Builder event, String type) {
        return tx.preparedQuery(NEXT)
                .execute(Tuple.of(plan.game()))
                .map(rows -> rows.iterator().next().getLong("sequence"))
                .chain(sequence ->
                        outbox.append(
                                tx,
                                List.of(
                                        new OutboxEvent(
                                                Ids.next(),
                                                TOPIC,
                                                plan.game(),
                                                type,
                                                event.setGame(plan.game())
                                                        .setRound(plan.number())
                                                        .setSequence(sequence)
                                                        .setAtMs(nowMs)
                                                        .build()
                                                        .toByteArray(),
                                                Instant.ofEpochMilli(nowMs)))));
    }

    private static ByteString bytes(Bytes bytes) {
        return ByteString.copyFrom(bytes.toArray());
    }
}
