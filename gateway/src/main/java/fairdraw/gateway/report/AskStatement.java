package fairdraw.gateway.report;

import fairdraw.gateway.config.Operator;
import fairdraw.gateway.config.PgOperators;
import fairdraw.gateway.input.Demand;
import fairdraw.kernel.Ids;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Asks for a statement of a period that is over, on demand; the daily one is asked for by itself.
 */
@ApplicationScoped
class AskStatement {

    /** Statements of one operator that wait at a time. */
    static final int WAITING_MAX = 20;

    private final PgStatements statements;
    private final PgOperators operators;
    private final StatementJob job;
    private final InstantSource clock;

    AskStatement(
            PgStatements statements, PgOperators operators, StatementJob job, InstantSource clock) {
        this.statements = statements;
        this.operators = operators;
        this.job = job;
        this.clock = clock;
    }

    /** The id of the statement, which is the same while one of the period is not fetched. */
    Uni<UUID> ask(String operator, Instant from, Instant to) {
        Instant now = clock.instant();
        if (!from.isBefore(to) || from.plus(Statement.PERIOD_MAX).isBefore(to)) {
            throw Demand.refused("to", "to must be after from, by at most 31 days");
        }
        if (to.isAfter(now)) {
            throw Demand.refused("to", "to must not be in the future");
        }
        if (operators.find(operator).map(Operator::walletUrl).orElse("").isEmpty()) {
            throw Refusal.of(RefusalCode.NOT_FOUND, "operator", "There is no wallet to ask.")
                    .toException();
        }
        return statements
                .waiting(operator)
                .invoke(waiting -> {
                    if (waiting >= WAITING_MAX) {
                        throw Refusal.of(
                                        RefusalCode.RATE_LIMITED,
                                        "",
                                        WAITING_MAX + " statements are not fetched yet.")
                                .toException();
                    }
                })
                .chain(() -> statements.ask(Ids.next(), operator, from, to, now))
                .invoke(job::wake);
    }
}
