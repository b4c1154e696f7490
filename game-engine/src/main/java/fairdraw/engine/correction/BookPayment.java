package fairdraw.engine.correction;

import fairdraw.engine.approval.Correction;
import fairdraw.engine.approval.PgCorrections;
import fairdraw.engine.ledger.CorrectionPostings;
import fairdraw.engine.ledger.PgCredit;
import fairdraw.engine.ledger.PgLedger;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;

/** Books a payment between an operator and the house, once for each approval. */
@ApplicationScoped
class BookPayment {

    private final Pool pool;
    private final PgCorrections corrections;
    private final PgCredit credit;
    private final PgLedger ledger;
    private final InstantSource clock;

    BookPayment(
            Pool pool,
            PgCorrections corrections,
            PgCredit credit,
            PgLedger ledger,
            InstantSource clock) {
        this.pool = pool;
        this.corrections = corrections;
        this.credit = credit;
        this.ledger = ledger;
        this.clock = clock;
    }

    Uni<Void> book(Correction.Payment payment) {
        long now = clock.millis();
        return pool.withTransaction(tx ->
                // A payment to the operator uses credit up as a stake does.
                credit.lock(tx, List.of(payment.party()))
                        .chain(() -> corrections.keep(tx, payment, now))
                        .chain(fresh ->
                                fresh
                                        ? ledger.append(
                                                tx, CorrectionPostings.payment(payment, now))
                                        : Uni.createFrom().voidItem()));
    }
}
