package fairdraw.gateway.report;

import fairdraw.gateway.input.Demand;
import fairdraw.gateway.v1.FetchStatementRequest;
import fairdraw.gateway.v1.FetchStatementResponse;
import fairdraw.gateway.v1.StatementService;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.regex.Pattern;

/** Statements on demand of the other services. */
@GrpcService
class StatementGrpc implements StatementService {

    private static final Pattern OPERATOR = Pattern.compile("[a-z0-9-]{1,40}");

    private final AskStatement asking;

    StatementGrpc(AskStatement asking) {
        this.asking = asking;
    }

    @Override
    public Uni<FetchStatementResponse> fetchStatement(FetchStatementRequest request) {
        return asking.ask(
                        Demand.text("operator", request.getOperator(), OPERATOR),
                        Instant.ofEpochMilli(request.getFromMs()),
                        Instant.ofEpochMilli(request.getToMs()))
                .map(id -> FetchStatementResponse.newBuilder().setStatement(id.toString()).build());
    }
}
