package fairdraw.gateway.config;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.ConfigEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in what the backoffice says about operators (topic {@code fairdraw.config.v1}). */
@ApplicationScoped
class OperatorConfigConsumer {

    private final PgOperators operators;

    OperatorConfigConsumer(PgOperators operators) {
        this.operators = operators;
    }

    @Incoming("config")
    Uni<Void> consume(byte[] payload) throws InvalidProtocolBufferException {
        ConfigEvent event = ConfigEvent.parseFrom(payload);
        if (!event.hasOperator()) {
            return Uni.createFrom().voidItem();
        }
        return operators.store(event);
    }
}
