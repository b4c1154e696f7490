package fairdraw.backoffice.key;

import fairdraw.gateway.v1.CreateKeyRequest;
import fairdraw.gateway.v1.KeyPurpose;
import fairdraw.gateway.v1.ListKeysRequest;
import fairdraw.gateway.v1.OperatorKey;
import fairdraw.gateway.v1.OperatorKeyService;
import fairdraw.gateway.v1.RevokeKeyRequest;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Asks the gateway about keys; a silent gateway is UNAVAILABLE after the deadline. */
@ApplicationScoped
class GrpcOperatorKeys {

    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final OperatorKeyService gateway;

    GrpcOperatorKeys(@GrpcClient("gateway") OperatorKeyService gateway) {
        this.gateway = gateway;
    }

    Uni<List<OperatorKeyView>> list(String operator) {
        return bounded(gateway.listKeys(ListKeysRequest.newBuilder().setOperator(operator).build()))
                .map(answer ->
                        answer.getKeysList().stream()
                                .map(GrpcOperatorKeys::view)
                                .sorted(Comparator.comparing(OperatorKeyView::createdAt).reversed())
                                .toList());
    }

    Uni<NewKey> create(String operator, KeyPurpose purpose) {
        var request = CreateKeyRequest.newBuilder().setOperator(operator).setPurpose(purpose);
        return bounded(gateway.createKey(request.build()))
                .map(answer -> new NewKey(view(answer.getKey()), answer.getSecret()));
    }

    Uni<OperatorKeyView> revoke(String operator, String key) {
        var request = RevokeKeyRequest.newBuilder().setOperator(operator).setKey(key);
        return bounded(gateway.revokeKey(request.build())).map(answer -> view(answer.getKey()));
    }

    private static <T> Uni<T> bounded(Uni<T> call) {
        return call.ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .transform(failure ->
                        GrpcRefusals.refusal(failure)
                                .orElseGet(() -> Refusal.of(RefusalCode.UNAVAILABLE))
                                .toException());
    }

    private static OperatorKeyView view(OperatorKey key) {
        return new OperatorKeyView(
                key.getKey(),
                key.getOperator(),
                key.getPurpose().name().replace("KEY_PURPOSE_", ""),
                Instant.ofEpochMilli(key.getCreatedAtMs()),
                key.getRevokedAtMs() == 0 ? null : Instant.ofEpochMilli(key.getRevokedAtMs()));
    }
}
