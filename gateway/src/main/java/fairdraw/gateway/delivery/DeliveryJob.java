package fairdraw.gateway.delivery;

import fairdraw.gateway.config.Operator;
import fairdraw.gateway.config.PgOperators;
import fairdraw.gateway.wallet.CallWallet;
import fairdraw.gateway.wallet.NextStep;
import fairdraw.gateway.wallet.WalletBusyException;
import fairdraw.gateway.wallet.WalletExchange;
import fairdraw.gateway.wallet.WalletRequest;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** The workers of the queue: claim what is due, call, write down what came of it. */
@ApplicationScoped
public class DeliveryJob {

    private static final Logger LOG = Logger.getLogger(DeliveryJob.class);
    private static final Duration PERIOD = Duration.ofMillis(250);

    /** Longer than any call: a claim that is older belongs to a dead replica. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    /** From begin to begin of claims: one look finds what several deliveries left room for. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final Duration BUSY_PAUSE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final PgDeliveries deliveries;
    private final PgOutcomes outcomes;
    private final PgOperators operators;
    private final CallWallet wallet;
    private final InstantSource clock;
    private final RetrySchedule schedule = new RetrySchedule(RandomGenerator.getDefault());
    private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final AtomicBoolean claimAgain = new AtomicBoolean();
    private volatile long begunNanos = System.nanoTime() - PACE_NANOS;
    private volatile boolean running;

    DeliveryJob(
            Vertx vertx,
            PgDeliveries deliveries,
            PgOutcomes outcomes,
            PgOperators operators,
            CallWallet wallet,
            InstantSource clock) {
        this.vertx = vertx;
        this.deliveries = deliveries;
        this.outcomes = outcomes;
        this.operators = operators;
        this.wallet = wallet;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        running = true;
        vertx.setPeriodic(PERIOD.toMillis(), tick -> wake());
    }

    void stop(@Observes ShutdownEvent ended) {
        running = false;
    }

    /** Looks for due deliveries now; while it looks, one more look is remembered. */
    public void wake() {
        if (!running) {
            return;
        }
        claimAgain.set(true);
        if (claiming.compareAndSet(false, true)) {
            long left = PACE_NANOS - (System.nanoTime() - begunNanos);
            if (left <= 0) {
                begin();
            } else {
                // The timer takes no part of a millisecond.
                vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(left) + 1, due -> begin());
            }
        }
    }

    private void begin() {
        begunNanos = System.nanoTime();
        claimAgain.set(false);
        claim().subscribe().with(done -> claimed(), this::claimFailed);
    }

    private void claimed() {
        claiming.set(false);
        if (claimAgain.get()) {
            wake();
        }
    }

    private void claimFailed(Throwable failure) {
        LOG.warnf("deliveries wait for the database: %s", failure.toString());
        claiming.set(false);
    }

    private Uni<Void> claim() {
        Map<String, Integer> room = new HashMap<>();
        for (Operator operator : operators.all()) {
            int free =
                    wallet.deliveriesAtOnce(operator.id())
                            - inFlight.getOrDefault(operator.id(), 0);
            if (free > 0) {
                room.put(operator.id(), free);
            }
        }
        if (room.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        return deliveries
                .claim(room, now, now.plus(CLAIM))
                .invoke(claimed -> claimed.forEach(this::deliver))
                .replaceWithVoid();
    }

    private void deliver(Delivery.Claimed claimed) {
        String operator = claimed.delivery().operator();
        inFlight.merge(operator, 1, Integer::sum);
        attempt(claimed)
                .onTermination()
                .invoke(() -> inFlight.merge(operator, -1, Integer::sum))
                .subscribe()
                .with(
                        done -> wake(),
                        failure ->
                                // The claim ends by itself, and the attempt is made again.
                                LOG.errorf(
                                        failure,
                                        "delivery broke transaction=%s",
                                        claimed.delivery().transaction()));
    }

    private Uni<Void> attempt(Delivery.Claimed claimed) {
        Delivery delivery = claimed.delivery();
        var request =
                new WalletRequest(
                        delivery.call(),
                        delivery.operator(),
                        delivery.transaction(),
                        delivery.body());
        return wallet.owed(request)
                .chain(exchange -> record(claimed, exchange))
                .onFailure(WalletBusyException.class)
                .recoverWithUni(
                        () -> deliveries.giveBack(claimed, clock.instant().plus(BUSY_PAUSE)));
    }

    private Uni<Void> record(Delivery.Claimed claimed, WalletExchange exchange) {
        Delivery delivery = claimed.delivery();
        Instant now = clock.instant();
        NextStep next = wallet.catalogue().next(delivery.call(), exchange.answer());
        boolean tombstones =
                operators
                        .find(delivery.operator())
                        .map(operator -> operator.dialect().certifiedTombstones())
                        .orElse(false);
        RetrySchedule.Verdict verdict =
                schedule.after(claimed, exchange.answer(), next, tombstones, now);
        if (verdict instanceof RetrySchedule.Verdict.Parked parked) {
            LOG.errorf(
                    "parked for people transaction=%s call=%s operator=%s cause=%s",
                    delivery.transaction(), delivery.call(), delivery.operator(), parked.cause());
        }
        return outcomes.record(
                new PgOutcomes.Outcome(
                        claimed,
                        exchange,
                        verdict,
                        KafkaResults.of(claimed, exchange.reply(), verdict, now),
                        now));
    }
}
