package fairdraw.engine.config;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.ConfigEvent;
import fairdraw.events.v1.OperatorConfig;
import fairdraw.kernel.Currencies;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the engine's copy of the operators' terms in step with the backoffice. */
@ApplicationScoped
class ConfigConsumer {

    private final PgTerms terms;
    private final InstantSource clock;

    ConfigConsumer(PgTerms terms, InstantSource clock) {
        this.terms = terms;
        this.clock = clock;
    }

    /** Reads one change; a message that cannot be right goes to the dead letters. */
    @Incoming("config")
    Uni<Void> consume(byte[] payload) throws InvalidProtocolBufferException {
        var event = ConfigEvent.parseFrom(payload);
        return switch (event.getConfigCase()) {
            case OPERATOR -> {
                check(event.getOperator());
                yield terms.keep(event.getOperator(), event.getVersion(), clock.millis());
            }
            // Configuration of a later version, for others.
            case CONFIG_NOT_SET -> Uni.createFrom().voidItem();
        };
    }

    private static void check(OperatorConfig config) {
        // A star stands for all operators in figures.
        if (config.getOperator().isBlank() || config.getOperator().equals("*")) {
            throw new IllegalArgumentException("an operator without an id of its own");
        }
        for (var limits : config.getCurrenciesList()) {
            if (!Currencies.known(limits.getCurrency())) {
                throw new IllegalArgumentException("unknown currency " + limits.getCurrency());
            }
            // Its own checks: limits that make no sense never reach the table.
            new Limits(
                    limits.getMinStake(),
                    limits.getMaxStake(),
                    limits.getMaxWin(),
                    limits.getRoundLiability(),
                    PgTerms.credit(limits));
        }
    }
}
