package fairdraw.gateway.wallet;

import fairdraw.gateway.auth.PgOperatorKeys;
import fairdraw.gateway.config.Operator;
import fairdraw.gateway.config.PgOperators;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * Calls an operator's wallet, each operator behind a bulkhead and a breaker of its own, so that a
 * slow or dead one delays nobody else. What players wait for and what is owed do not share them.
 */
@ApplicationScoped
public class CallWallet {

    /** Calls to one wallet that players wait for, at a time. */
    static final int BETS_AT_ONCE_MAX = 64;

    /** Deliveries to one wallet at a time. */
    static final int DELIVERIES_AT_ONCE_MAX = 16;

    private static final int TRIED_AT_ONCE_MAX = 1;
    private static final int LISTS_AT_ONCE_MAX = 1;

    /** The library's least; their deadline runs while they wait. */
    private static final int WAITING_MAX = 1;

    private static final Logger LOG = Logger.getLogger(CallWallet.class);
    private static final int BREAKER_WINDOW_CALLS = 10;
    private static final double BREAKER_FAILURE_SHARE = 0.5;
    private static final Duration BREAKER_OPEN = Duration.ofSeconds(5);
    private static final Duration REFUSED_PAUSE = Duration.ofMillis(50);
    private static final Duration RETRY_MIN = Duration.ofMillis(100);

    private final HttpWallet http;
    private final PgOperators operators;
    private final PgOperatorKeys keys;
    private final InstantSource clock;
    private final Map<String, TypedGuard<Uni<WalletExchange>>> guards = new ConcurrentHashMap<>();
    private final Map<String, Long> openedNanos = new ConcurrentHashMap<>();

    CallWallet(HttpWallet http, PgOperators operators, PgOperatorKeys keys, InstantSource clock) {
        this.http = http;
        this.operators = operators;
        this.keys = keys;
        this.clock = clock;
    }

    /** What may be answered, and what happens then. */
    public WalletCatalogue catalogue() {
        return http.catalogue();
    }

    /**
     * Whether a bet of this operator could be debited now: it has an address, a key, no open
     * breaker.
     */
    public boolean ready(String operator) {
        Long opened = openedNanos.get(betGuard(operator));
        boolean resting = opened != null && System.nanoTime() - opened < BREAKER_OPEN.toNanos();
        return !resting
                && withAddress(operator).isPresent()
                && !keys.walletSecrets(operator).isEmpty();
    }

    /**
     * How many deliveries to this operator's wallet make sense at a time: none while its breaker is
     * open, one while it is tried again. More would be claimed and given back over and over, which
     * costs the others.
     */
    public int deliveriesAtOnce(String operator) {
        Long opened = openedNanos.get(owedGuard(operator));
        if (opened == null) {
            return DELIVERIES_AT_ONCE_MAX;
        }
        boolean resting = System.nanoTime() - opened < BREAKER_OPEN.toNanos();
        return resting ? 0 : TRIED_AT_ONCE_MAX;
    }

    /**
     * Makes a call that a player waits for.
     *
     * @param deadline for all of it; the catalogue's own bounds it as well
     * @return fails with {@link WalletBusyException} when the call was not made
     */
    public Uni<WalletExchange> now(WalletRequest request, Duration deadline) {
        Duration bound = shorter(deadline, catalogue().deadline(request.call()));
        long start = System.nanoTime();
        Uni<WalletExchange> attempt =
                guarded(betGuard(request.operator()), BETS_AT_ONCE_MAX, request, bound);
        if (request.call() != WalletCall.DEBIT) {
            return attempt;
        }
        return attempt.chain(exchange -> {
            Duration left = bound.minusNanos(System.nanoTime() - start).minus(REFUSED_PAUSE);
            return refused(exchange) && left.compareTo(RETRY_MIN) > 0
                    ? again(request, left)
                            .map(second -> second.after(exchange))
                            .onFailure(WalletBusyException.class)
                            .recoverWithItem(exchange)
                    : Uni.createFrom().item(exchange);
        });
    }

    /** A connection that was refused carried nothing: once more, within the same deadline. */
    private Uni<WalletExchange> again(WalletRequest request, Duration left) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(REFUSED_PAUSE)
                .chain(() ->
                        guarded(betGuard(request.operator()), BETS_AT_ONCE_MAX, request, left));
    }

    /**
     * Makes a call that is owed.
     *
     * @return fails with {@link WalletBusyException} when the call was not made
     */
    public Uni<WalletExchange> owed(WalletRequest request) {
        return guarded(
                owedGuard(request.operator()),
                DELIVERIES_AT_ONCE_MAX,
                request,
                catalogue().deadline(request.call()));
    }

    /**
     * Asks for a page of the operator's own list, which takes no part of what bets and deliveries
     * have.
     *
     * @return fails with {@link WalletBusyException} when the call was not made
     */
    public Uni<WalletExchange> listed(WalletRequest request) {
        return guarded(
                "list/" + request.operator(),
                LISTS_AT_ONCE_MAX,
                request,
                catalogue().deadline(request.call()));
    }

    private Uni<WalletExchange> guarded(
            String guard, int atOnceMax, WalletRequest request, Duration deadline) {
        long start = System.nanoTime();
        return guards.computeIfAbsent(guard, name -> guard(name, atOnceMax))
                .get(() -> send(request, left(deadline, start)).invoke(CallWallet::failIfUnknown))
                .onFailure(UnknownAnswerException.class)
                .recoverWithItem(failure -> ((UnknownAnswerException) failure).exchange)
                .onFailure(CallWallet::notMade)
                .transform(failure -> new WalletBusyException(request.operator(), failure));
    }

    private Uni<WalletExchange> send(WalletRequest request, Duration deadline) {
        Optional<Operator> operator = withAddress(request.operator());
        var secrets = keys.walletSecrets(request.operator());
        if (operator.isEmpty() || secrets.isEmpty()) {
            return Uni.createFrom()
                    .item(
                            new WalletExchange(
                                    request,
                                    "",
                                    clock.instant(),
                                    0,
                                    0,
                                    "",
                                    new WalletAnswer.Unknown(WalletAnswer.Cause.NO_KEY)));
        }
        return http.send(request, operator.get(), secrets, deadline);
    }

    private Optional<Operator> withAddress(String operator) {
        return operators.find(operator).filter(found -> !found.walletUrl().isEmpty());
    }

    private TypedGuard<Uni<WalletExchange>> guard(String name, int atOnceMax) {
        return TypedGuard.create(new TypeLiteral<Uni<WalletExchange>>() {})
                .withBulkhead()
                .limit(atOnceMax)
                .queueSize(WAITING_MAX)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(BREAKER_WINDOW_CALLS)
                .failureRatio(BREAKER_FAILURE_SHARE)
                .delay(BREAKER_OPEN.toMillis(), ChronoUnit.MILLIS)
                .failOn(UnknownAnswerException.class)
                .onStateChange(state -> changed(name, state))
                .done()
                .build();
    }

    private void changed(String guard, CircuitBreakerState state) {
        LOG.warnf("wallet breaker guard=%s state=%s", guard, state);
        switch (state) {
            case OPEN -> openedNanos.put(guard, System.nanoTime());
            // Until the wallet has answered it is tried only.
            case HALF_OPEN -> {}
            case CLOSED -> openedNanos.remove(guard);
        }
    }

    private static String owedGuard(String operator) {
        return "owed/" + operator;
    }

    private static String betGuard(String operator) {
        return "bets/" + operator;
    }

    private static boolean refused(WalletExchange exchange) {
        return exchange.answer() instanceof WalletAnswer.Unknown unknown
                && unknown.cause() == WalletAnswer.Cause.CONNECTION_REFUSED;
    }

    private static boolean notMade(Throwable failure) {
        return failure instanceof BulkheadException
                || failure instanceof CircuitBreakerOpenException;
    }

    private static Duration left(Duration deadline, long start) {
        return deadline.minusNanos(System.nanoTime() - start);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void failIfUnknown(WalletExchange exchange) {
        if (exchange.answer() instanceof WalletAnswer.Unknown) {
            throw new UnknownAnswerException(exchange);
        }
    }

    /** An unknown outcome on its way through the breaker, which counts failures. */
    private static final class UnknownAnswerException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient WalletExchange exchange;

        UnknownAnswerException(WalletExchange exchange) {
            super(exchange.answer().code(), null, false, false);
            this.exchange = exchange;
        }
    }
}
