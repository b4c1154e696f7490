package fairdraw.backoffice;

import fairdraw.gateway.v1.CreateKeyRequest;
import fairdraw.gateway.v1.CreateKeyResponse;
import fairdraw.gateway.v1.ListKeysRequest;
import fairdraw.gateway.v1.ListKeysResponse;
import fairdraw.gateway.v1.OperatorKey;
import fairdraw.gateway.v1.OperatorKeyService;
import fairdraw.gateway.v1.RevokeKeyRequest;
import fairdraw.gateway.v1.RevokeKeyResponse;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The gateway's side of the contract of keys, kept in memory for tests of this module. */
@GrpcService
public class KeyDesk implements OperatorKeyService {

    private final Map<String, OperatorKey> keys = new ConcurrentSkipListMap<>();

    @Override
    public Uni<CreateKeyResponse> createKey(CreateKeyRequest request) {
        String id = request.getOperator() + "-" + (keys.size() + 1);
        OperatorKey key =
                OperatorKey.newBuilder()
                        .setKey(id)
                        .setOperator(request.getOperator())
                        .setPurpose(request.getPurpose())
                        .setCreatedAtMs(1_700_000_000_000L + keys.size())
                        .build();
        keys.put(id, key);
        return Uni.createFrom()
                .item(
                        CreateKeyResponse.newBuilder()
                                .setKey(key)
                                .setSecret("whsec_c2VjcmV0LW9mLQ==")
                                .build());
    }

    @Override
    public Uni<ListKeysResponse> listKeys(ListKeysRequest request) {
        var answer = ListKeysResponse.newBuilder();
        keys.values().stream()
                .filter(key -> key.getOperator().equals(request.getOperator()))
                .forEach(answer::addKeys);
        return Uni.createFrom().item(answer.build());
    }

    @Override
    public Uni<RevokeKeyResponse> revokeKey(RevokeKeyRequest request) {
        OperatorKey key = keys.get(request.getKey());
        if (key == null || !key.getOperator().equals(request.getOperator())) {
            return Uni.createFrom().failure(GrpcRefusals.status(Refusal.of(RefusalCode.NOT_FOUND)));
        }
        OperatorKey revoked = key.toBuilder().setRevokedAtMs(1_700_000_100_000L).build();
        keys.put(revoked.getKey(), revoked);
        return Uni.createFrom().item(RevokeKeyResponse.newBuilder().setKey(revoked).build());
    }
}
