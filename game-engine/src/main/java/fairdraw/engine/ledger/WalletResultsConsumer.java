package fairdraw.engine.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.WalletResult;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Books what the operators' wallets confirmed; hearing it twice books it once. */
@ApplicationScoped
class WalletResultsConsumer {

    private final Pool pool;
    private final PgLedger ledger;
    private final InstantSource clock;

    WalletResultsConsumer(Pool pool, PgLedger ledger, InstantSource clock) {
        this.pool = pool;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Incoming("wallet-results")
    Uni<Void> consume(byte[] payload) throws InvalidProtocolBufferException {
        var result = WalletResult.parseFrom(payload);
        return switch (result.getKind()) {
            // The betting path told of debits, and a round-close notice moves no money.
            case WALLET_CALL_KIND_DEBIT, WALLET_CALL_KIND_ROUND_CLOSE ->
                    Uni.createFrom().voidItem();
            case WALLET_CALL_KIND_CREDIT,
                    WALLET_CALL_KIND_ROLLBACK,
                    WALLET_CALL_KIND_ADJUSTMENT,
                    WALLET_CALL_KIND_PROMOTION,
                    WALLET_CALL_KIND_UNSPECIFIED,
                    UNRECOGNIZED ->
                    book(result);
        };
    }

    private Uni<Void> book(WalletResult result) {
        return switch (result.getResultCase()) {
            case APPLIED -> delivered(result);
            case CLOSED_BY_HAND -> {
                Log.infof(
                        "closed by hand transaction=%s operator=%s approval=%s",
                        result.getTransaction(),
                        result.getOperator(),
                        result.getClosedByHand().getApproval());
                yield delivered(result);
            }
            case PARKED -> {
                // It stays due: that is the operator's liability until somebody resolves it.
                Log.warnf(
                        "parked transaction=%s operator=%s cause=%s",
                        result.getTransaction(),
                        result.getOperator(),
                        result.getParked().getCause());
                yield Uni.createFrom().voidItem();
            }
            // Only a call that is not tried again ends so; what is due is tried until it is done.
            case NOT_APPLIED, UNKNOWN -> Uni.createFrom().voidItem();
            case RESULT_NOT_SET ->
                    throw new IllegalArgumentException("a result without what became of it");
        };
    }

    private Uni<Void> delivered(WalletResult result) {
        UUID transaction = UUID.fromString(result.getTransaction());
        return pool.withTransaction(tx ->
                ledger.find(tx, transaction)
                        .chain(due ->
                                due.isEmpty()
                                        // A credit of 0, or the rollback of a free bet, moves no
                                        // money.
                                        ? Uni.createFrom().voidItem()
                                        : ledger.append(
                                                tx,
                                                List.of(Delivery.of(due.get(), clock.millis())))));
    }
}
