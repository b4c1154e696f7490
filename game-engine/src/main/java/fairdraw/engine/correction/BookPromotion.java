package fairdraw.engine.correction;

import fairdraw.engine.approval.Correction;
import fairdraw.engine.approval.PgCorrections;
import fairdraw.engine.ledger.CorrectionPostings;
import fairdraw.engine.ledger.PgLedger;
import fairdraw.kernel.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;

/** Pays a player a promotion of the house, once for each approval; it belongs to no bet. */
@ApplicationScoped
class BookPromotion {

    private final Pool pool;
    private final PgCorrections corrections;
    private final PgLedger ledger;
    private final Outbox outbox;
    private final InstantSource clock;

    BookPromotion(
            Pool pool,
            PgCorrections corrections,
            PgLedger ledger,
            Outbox outbox,
            InstantSource clock) {
        this.pool = pool;
        this.corrections = corrections;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> book(Correction.Promotion promotion) {
        long now = clock.millis();
        return pool.withTransaction(tx ->
                        corrections
                                .keep(tx, promotion, now)
                                .chain(fresh ->
                                        fresh
                                                ? book(tx, promotion, now)
                                                : Uni.createFrom().voidItem()))
                .invoke(outbox::wake);
    }

    private Uni<Void> book(SqlConnection tx, Correction.Promotion promotion, long now) {
        return ledger.append(tx, CorrectionPostings.promotion(promotion, now))
                .chain(() -> outbox.append(tx, List.of(KafkaPromotion.of(promotion, now))));
    }
}
