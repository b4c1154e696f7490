package fairdraw.gateway.report;

import fairdraw.events.v1.WalletStatement;
import fairdraw.gateway.config.Operator;
import fairdraw.gateway.config.PgOperators;
import fairdraw.gateway.wallet.CallWallet;
import fairdraw.gateway.wallet.WalletAnswer;
import fairdraw.gateway.wallet.WalletBusyException;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.gateway.wallet.WalletExchange;
import fairdraw.gateway.wallet.WalletRequest;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Fetches statements page by page, and asks every operator for yesterday's once a day (UTC). Where
 * it stopped, another replica goes on.
 */
@ApplicationScoped
class StatementJob {

    private static final Logger LOG = Logger.getLogger(StatementJob.class);
    private static final String TOPIC = "fairdraw.wallet-statements.v1";
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Longer than a call may take: a claim that is older belongs to a dead replica. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration BUSY_PAUSE = Duration.ofSeconds(10);
    private static final int AT_ONCE_MAX = 8;

    /** How long after midnight a wallet has booked what belongs to the day. */
    private static final Duration AFTER_MIDNIGHT = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final PgStatements statements;
    private final PgOperators operators;
    private final CallWallet wallet;
    private final InstantSource clock;
    private final AtomicBoolean claiming = new AtomicBoolean();
    private volatile boolean running;

    StatementJob(
            Vertx vertx,
            PgStatements statements,
            PgOperators operators,
            CallWallet wallet,
            InstantSource clock) {
        this.vertx = vertx;
        this.statements = statements;
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

    /** Yesterday's of every operator: asked for once, whoever asks. */
    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> askDaily() {
        Instant now = clock.instant();
        Instant to = now.minus(AFTER_MIDNIGHT).truncatedTo(ChronoUnit.DAYS);
        Instant from = to.minus(Duration.ofDays(1));
        List<Operator> asked =
                operators.all().stream()
                        .filter(operator -> operator.status() != Operator.Status.CLOSED)
                        .filter(operator -> !operator.walletUrl().isEmpty())
                        .toList();
        return Multi.createFrom()
                .iterable(asked)
                .onItem()
                .transformToUniAndConcatenate(operator ->
                        statements.ask(
                                Ids.derived("statement", operator.id(), to.toString()),
                                operator.id(),
                                from,
                                to,
                                now))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Looks for statements that are due. */
    void wake() {
        if (!running || !claiming.compareAndSet(false, true)) {
            return;
        }
        Instant now = clock.instant();
        statements
                .claim(now, now.plus(CLAIM), AT_ONCE_MAX)
                .onTermination()
                .invoke(() -> claiming.set(false))
                .subscribe()
                .with(
                        claimed -> claimed.forEach(this::fetch),
                        failure -> LOG.warnf("statements wait for the database: %s", failure));
    }

    private void fetch(Statement statement) {
        page(statement)
                .subscribe()
                .with(
                        done -> {},
                        failure ->
                                // The claim ends by itself, and the page is asked for again.
                                LOG.errorf(failure, "statement broke id=%s", statement.id()));
    }

    /** Asks for one page and, when there is a next one, goes on with it at the next turn. */
    private Uni<Void> page(Statement statement) {
        var request =
                new WalletRequest(
                        WalletCall.TRANSACTIONS,
                        statement.operator(),
                        Ids.derived(
                                "statement-page",
                                statement.id().toString(),
                                Integer.toString(statement.page())),
                        HttpStatement.body(statement));
        return wallet.listed(request)
                .chain(exchange -> came(statement, exchange))
                .onFailure(WalletBusyException.class)
                .recoverWithUni(
                        () -> statements.giveBack(statement, clock.instant().plus(BUSY_PAUSE)));
    }

    private Uni<Void> came(Statement statement, WalletExchange exchange) {
        Instant now = clock.instant();
        return switch (exchange.answer()) {
            case WalletAnswer.Applied applied ->
                    switch (HttpStatement.read(statement, exchange.reply())) {
                        case HttpStatement.Page.Read read -> turn(statement, read, now);
                        case HttpStatement.Page.Wrong wrong -> failed(statement, wrong.what(), now);
                    };
            case WalletAnswer.NotApplied not -> failed(statement, not.code(), now);
            case WalletAnswer.Unknown unknown -> failed(statement, unknown.cause().name(), now);
        };
    }

    private Uni<Void> turn(Statement statement, HttpStatement.Page.Read read, Instant now) {
        if (statement.page() + 1 >= Statement.PAGES_MAX && read.next().isPresent()) {
            return failed(statement, "more than " + Statement.PAGES_MAX + " pages", now);
        }
        var event =
                WalletStatement.newBuilder()
                        .setStatement(statement.id().toString())
                        .setOperator(statement.operator())
                        .setFromMs(statement.from().toEpochMilli())
                        .setToMs(statement.to().toEpochMilli())
                        .setPage(statement.page())
                        .setLast(read.next().isEmpty())
                        .setFetchedAtMs(now.toEpochMilli())
                        .addAllLines(read.lines())
                        .build();
        var page =
                new OutboxEvent(
                        Ids.next(),
                        TOPIC,
                        statement.operator(),
                        "fairdraw.wallet.statement",
                        event.toByteArray(),
                        now);
        return statements
                .turn(statement, read.lines().size(), read.next(), page, now, now.plus(CLAIM))
                .chain(ours ->
                        ours && read.next().isPresent()
                                ? page(next(statement, read.next().get()))
                                : Uni.createFrom().voidItem());
    }

    private static Statement next(Statement statement, String cursor) {
        return new Statement(
                statement.id(),
                statement.operator(),
                statement.from(),
                statement.to(),
                Optional.of(cursor),
                statement.page() + 1,
                0);
    }

    private Uni<Void> failed(Statement statement, String cause, Instant now) {
        LOG.warnf(
                "statement page did not come id=%s operator=%s page=%d cause=%s",
                statement.id(), statement.operator(), statement.page(), cause);
        return statements.fail(statement, cause, statement.again(now), now);
    }
}
