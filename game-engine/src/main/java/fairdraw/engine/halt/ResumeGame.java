package fairdraw.engine.halt;

import fairdraw.engine.halt.Halt.Resumption;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Lets a game go on that was stopped, and tells so, in one transaction. */
@ApplicationScoped
class ResumeGame {

    private final Pool pool;
    private final PgHalts halts;
    private final Outbox outbox;
    private final InstantSource clock;

    ResumeGame(Pool pool, PgHalts halts, Outbox outbox, InstantSource clock) {
        this.pool = pool;
        this.halts = halts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The halt with its end; the first person stands when it is asked again. */
    Uni<Halt> resume(UUID id, String by, String reason) {
        var resumption = new Resumption(by, reason, clock.millis());
        return pool.withTransaction(tx -> resume(tx, id, resumption)).invoke(outbox::wake);
    }

    private Uni<Halt> resume(SqlConnection tx, UUID id, Resumption by) {
        return halts.find(tx, id)
                .map(found ->
                        found.orElseThrow(() -> Refusal.of(RefusalCode.NOT_FOUND).toException()))
                .chain(halt ->
                        halts.resume(tx, id, by)
                                .chain(first ->
                                        first
                                                ? outbox.append(
                                                                tx,
                                                                List.of(
                                                                        KafkaResumed.of(
                                                                                halt.resumed(by),
                                                                                by)))
                                                        .replaceWith(halt.resumed(by))
                                                : halts.find(tx, id).map(it -> it.orElse(halt))));
    }

    Uni<List<Halt>> all() {
        return halts.list(pool);
    }
}
