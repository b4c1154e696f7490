package fairdraw.fairness.batch;

import fairdraw.fairness.chain.ChainDisagreement;
import fairdraw.fairness.chain.ChainException;
import fairdraw.fairness.chain.SendTransactions;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.game.RegisterGames;
import fairdraw.fairness.store.PgLease;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The leader's loop: games onto the chain, batches ahead, ended batches closed, transactions
 * pushed. Each part fails for itself and is tried again.
 */
@Singleton
public class LeaderJob {

    private static final Duration STEP = Duration.ofMillis(500);
    private static final List<String> PARTS =
            List.of("lead", "register", "confirm", "create", "close", "send");

    private final PgLease lease;
    private final PgGames games;
    private final RegisterGames register;
    private final CreateBatches create;
    private final ConfirmBatches confirm;
    private final CloseBatches close;
    private final SendTransactions send;
    private final MeterRegistry meters;
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private volatile boolean stopped;

    LeaderJob(
            PgLease lease,
            PgGames games,
            RegisterGames register,
            CreateBatches create,
            ConfirmBatches confirm,
            CloseBatches close,
            SendTransactions send,
            MeterRegistry meters) {
        this.lease = lease;
        this.games = games;
        this.register = register;
        this.create = create;
        this.confirm = confirm;
        this.close = close;
        this.send = send;
        this.meters = meters;
        // From zero on: Prometheus sees no increase in a counter's first value.
        PARTS.forEach(this::failures);
    }

    /** What kept the last step from being done, or nothing. */
    public String trouble() {
        return trouble.get();
    }

    void start(@Observes StartupEvent started) {
        var thread = Thread.ofVirtual().name("leader").start(this::run);
        Log.debugf("leading in %s", thread);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private void run() {
        while (!stopped) {
            var found = new StringBuilder();
            attempt(found, "lead", this::step);
            tell(found.toString());
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void step() {
        OptionalLong token = lease.token();
        if (token.isEmpty()) {
            return;
        }
        var found = new StringBuilder();
        attempt(found, "register", () -> register.step(token.getAsLong()));
        for (var game : games.all()) {
            if (game.registeredAt().isPresent() && game.halted().isEmpty()) {
                attempt(found, "confirm", () -> confirm.step(game));
                attempt(found, "create", () -> create.step(token.getAsLong(), game));
                attempt(found, "close", () -> close.step(token.getAsLong(), game));
            }
        }
        attempt(found, "send", () -> send.step(token.getAsLong()));
        if (!found.isEmpty()) {
            throw new IllegalStateException(found.toString());
        }
    }

    private void attempt(StringBuilder found, String what, Runnable work) {
        try {
            work.run();
        } catch (ChainException | ChainDisagreement away) {
            found.append(what).append(": ").append(away.getMessage()).append("; ");
        } catch (RuntimeException e) {
            if (!what.equals("lead")) {
                Log.errorf(e, "%s failed", what);
            }
            found.append(what).append(": ").append(e.getMessage()).append("; ");
            failures(what).increment();
        }
    }

    private Counter failures(String part) {
        return meters.counter("fairdraw.leader.failures", "part", part);
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("[0-9]+", "#");
    }

    /** Says what is wrong when it starts, and that it is well again when it ends. */
    private void tell(String now) {
        var before = trouble.getAndSet(now);
        if (stopped || withoutNumbers(now).equals(withoutNumbers(before))) {
            return;
        }
        if (now.isEmpty()) {
            Log.info("the leader's work goes on");
        } else {
            Log.warnf("the leader's work is held up: %s", now);
        }
    }
}
