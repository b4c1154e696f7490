package fairdraw.gateway.auth;

import fairdraw.gateway.v1.CreateKeyRequest;
import fairdraw.gateway.v1.CreateKeyResponse;
import fairdraw.gateway.v1.KeyPurpose;
import fairdraw.gateway.v1.ListKeysRequest;
import fairdraw.gateway.v1.ListKeysResponse;
import fairdraw.gateway.v1.OperatorKeyService;
import fairdraw.gateway.v1.RevokeKeyRequest;
import fairdraw.gateway.v1.RevokeKeyResponse;
import fairdraw.kernel.Ids;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** Keys for the backoffice: a secret leaves this service once, when it is made. */
@GrpcService
class OperatorKeyGrpc implements OperatorKeyService {

    private static final Pattern OPERATOR = Pattern.compile("[a-z0-9-]{1,40}");
    private static final int SECRET_BYTES = 32;

    private final PgOperatorKeys keys;
    private final SecureRandom random = new SecureRandom();

    OperatorKeyGrpc(PgOperatorKeys keys) {
        this.keys = keys;
    }

    @Override
    public Uni<CreateKeyResponse> createKey(CreateKeyRequest request) {
        String operator = operator(request.getOperator());
        OperatorKey.Purpose purpose =
                switch (request.getPurpose()) {
                    case KEY_PURPOSE_API -> OperatorKey.Purpose.API;
                    case KEY_PURPOSE_WALLET -> OperatorKey.Purpose.WALLET;
                    case KEY_PURPOSE_UNSPECIFIED, UNRECOGNIZED ->
                            throw Refusal.of(
                                            RefusalCode.INVALID_FIELD,
                                            "purpose",
                                            "purpose must be API or WALLET")
                                    .toException();
                };
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return keys.create(
                        "key-" + Ids.next(),
                        operator,
                        purpose,
                        "whsec_" + Base64.getEncoder().encodeToString(secret))
                .map(key ->
                        CreateKeyResponse.newBuilder()
                                .setKey(message(key))
                                .setSecret(key.secret())
                                .build());
    }

    @Override
    public Uni<ListKeysResponse> listKeys(ListKeysRequest request) {
        return keys.list(operator(request.getOperator()))
                .map(list ->
                        ListKeysResponse.newBuilder()
                                .addAllKeys(list.stream().map(OperatorKeyGrpc::message).toList())
                                .build());
    }

    @Override
    public Uni<RevokeKeyResponse> revokeKey(RevokeKeyRequest request) {
        return keys.revoke(operator(request.getOperator()), request.getKey())
                .map(revoked ->
                        RevokeKeyResponse.newBuilder()
                                .setKey(message(revoked.orElseThrow(OperatorKeyGrpc::noSuchKey)))
                                .build());
    }

    private static fairdraw.kernel.RefusedException noSuchKey() {
        return Refusal.of(RefusalCode.NOT_FOUND, "key", "The operator has no such key.")
                .toException();
    }

    private static String operator(String id) {
        if (!OPERATOR.matcher(id).matches()) {
            throw Refusal.of(
                            RefusalCode.INVALID_FIELD,
                            "operator",
                            "operator must match " + OPERATOR.pattern())
                    .toException();
        }
        return id;
    }

    private static fairdraw.gateway.v1.OperatorKey message(OperatorKey key) {
        return fairdraw.gateway.v1.OperatorKey.newBuilder()
                .setKey(key.id())
                .setOperator(key.operator())
                .setPurpose(
                        switch (key.purpose()) {
                            case API -> KeyPurpose.KEY_PURPOSE_API;
                            case WALLET -> KeyPurpose.KEY_PURPOSE_WALLET;
                        })
                .setCreatedAtMs(key.createdAt().toEpochMilli())
                .setRevokedAtMs(key.revokedAt().map(Instant::toEpochMilli).orElse(0L))
                .build();
    }
}
