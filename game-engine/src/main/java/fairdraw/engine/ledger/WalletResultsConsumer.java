package fairdraw.engine.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.WalletResult;
import fairdraw.kernel.KafkaPoison;
import fairdraw.kernel.Outbox;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Books what the operators' wallets confirmed; hearing it twice books it once. Most of what it
 * hears is of debits, which the betting path told of: so it hears many at a time.
 */
@ApplicationScoped
class WalletResultsConsumer {

    private static final Duration RETRY_MIN = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);

    private final Pool pool;
    private final PgLedger ledger;
    private final Outbox outbox;
    private final InstantSource clock;

    WalletResultsConsumer(Pool pool, PgLedger ledger, Outbox outbox, InstantSource clock) {
        this.pool = pool;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A message that tells of a delivery. */
    private record Delivered(ConsumerRecord<String, byte[]> message, UUID transaction) {}

    @Incoming("wallet-results")
    Uni<Void> consume(ConsumerRecords<String, byte[]> messages) {
        List<Delivered> delivered = new ArrayList<>();
        List<ConsumerRecord<String, byte[]>> unreadable = new ArrayList<>();
        for (var message : messages) {
            try {
                var result = WalletResult.parseFrom(message.value());
                if (delivers(result)) {
                    var transaction = UUID.fromString(result.getTransaction());
                    delivered.add(new Delivered(message, transaction));
                }
            } catch (InvalidProtocolBufferException | IllegalArgumentException broken) {
                Log.errorf(broken, "poison in %s at %d", message.topic(), message.offset());
                unreadable.add(message);
            }
        }
        // A database that is away is waited for: what a wallet did must not be forgotten.
        return bookAll(delivered)
                .chain(() -> setAside(unreadable))
                .onFailure()
                .invoke(failure -> Log.warnf("wallet results wait: %s", failure))
                .onFailure()
                .retry()
                .withBackOff(RETRY_MIN, RETRY_MAX)
                .indefinitely();
    }

    private static boolean delivers(WalletResult result) {
        return switch (result.getKind()) {
            // The betting path told of debits, and a round-close notice moves no money.
            case WALLET_CALL_KIND_DEBIT, WALLET_CALL_KIND_ROUND_CLOSE -> false;
            case WALLET_CALL_KIND_CREDIT,
                    WALLET_CALL_KIND_ROLLBACK,
                    WALLET_CALL_KIND_ADJUSTMENT,
                    WALLET_CALL_KIND_PROMOTION,
                    WALLET_CALL_KIND_UNSPECIFIED,
                    UNRECOGNIZED ->
                    applied(result);
        };
    }

    private static boolean applied(WalletResult result) {
        return switch (result.getResultCase()) {
            case APPLIED -> true;
            case CLOSED_BY_HAND -> {
                Log.infof(
                        "closed by hand transaction=%s operator=%s approval=%s",
                        result.getTransaction(),
                        result.getOperator(),
                        result.getClosedByHand().getApproval());
                yield true;
            }
            case PARKED -> {
                // It stays due: that is the operator's liability until somebody resolves it.
                Log.warnf(
                        "parked transaction=%s operator=%s cause=%s",
                        result.getTransaction(),
                        result.getOperator(),
                        result.getParked().getCause());
                yield false;
            }
            // Only a call that is not tried again ends so; what is due is tried until it is done.
            case NOT_APPLIED, UNKNOWN -> false;
            case RESULT_NOT_SET ->
                    throw new IllegalArgumentException("a result without what became of it");
        };
    }

    /** All in one transaction; one after another when the books refuse something among them. */
    private Uni<Void> bookAll(List<Delivered> delivered) {
        return book(delivered)
                .onFailure(WalletResultsConsumer::refused)
                .recoverWithUni(() ->
                        Multi.createFrom()
                                .iterable(delivered)
                                .onItem()
                                .transformToUniAndConcatenate(this::bookAlone)
                                .collect()
                                .last()
                                .replaceWithVoid());
    }

    private Uni<Void> bookAlone(Delivered one) {
        return book(List.of(one))
                .onFailure(WalletResultsConsumer::refused)
                .recoverWithUni(refusal -> {
                    Log.errorf(refusal, "not booked transaction=%s", one.transaction());
                    return setAside(List.of(one.message()));
                });
    }

    private Uni<Void> book(List<Delivered> delivered) {
        if (delivered.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var transactions = new LinkedHashSet<UUID>();
        delivered.forEach(one -> transactions.add(one.transaction()));
        long nowMs = clock.millis();
        // What is not found moved no money: a credit of 0, or the rollback of a free bet.
        return pool.withTransaction(tx ->
                ledger.find(tx, transactions)
                        .chain(due ->
                                ledger.append(
                                        tx,
                                        due.stream().map(it -> Delivery.of(it, nowMs)).toList())));
    }

    /** To the dead-letter topic, where somebody looks at them. */
    private Uni<Void> setAside(List<ConsumerRecord<String, byte[]>> messages) {
        var events = messages.stream().map(KafkaPoison::event).toList();
        return events.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.withTransaction(tx -> outbox.append(tx, events)).invoke(outbox::wake);
    }

    /** Whether it is the message that is wrong, and not the database that is away. */
    private static boolean refused(Throwable failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof PgException refusal && wrongData(refusal.getSqlState());
    }

    private static boolean wrongData(String sqlState) {
        // Data exceptions and broken constraints (PostgreSQL, appendix A).
        return sqlState.startsWith("22") || sqlState.startsWith("23");
    }
}
