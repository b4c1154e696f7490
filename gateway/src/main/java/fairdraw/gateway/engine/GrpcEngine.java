package fairdraw.gateway.engine;

import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The replicas of the engine. A game has one owner; who is asked in vain names the owner's address,
 * which is remembered until it fails.
 */
@ApplicationScoped
public class GrpcEngine {

    private static final int HOPS_MAX = 3;
    private static final int OWNERS_MAX = 64;

    @Inject
    @GrpcClient("engine")
    Channel anyReplica;

    private final Map<String, String> ownerByGame = new ConcurrentHashMap<>();
    private final Map<String, ManagedChannel> channelByOwner = new ConcurrentHashMap<>();

    /** Asks the owner of the game, as far as it is known. The call sets its own deadline. */
    public <T> Uni<T> ask(String game, Function<Channel, Uni<T>> call) {
        return ask(game, call, 1);
    }

    /** Asks any replica; for what every replica can answer. */
    public <T> Uni<T> askAny(Function<Channel, Uni<T>> call) {
        return call.apply(anyReplica);
    }

    private <T> Uni<T> ask(String game, Function<Channel, Uni<T>> call, int hop) {
        String owner = ownerByGame.get(game);
        return call.apply(owner == null ? anyReplica : channel(owner))
                .onFailure()
                .recoverWithUni(failure -> {
                    Optional<String> next = owner(failure);
                    if (next.isPresent() && hop < HOPS_MAX) {
                        ownerByGame.put(game, next.get());
                        return ask(game, call, hop + 1);
                    }
                    if (owner != null && unavailable(failure)) {
                        ownerByGame.remove(game, owner);
                    }
                    return Uni.createFrom().failure(failure);
                });
    }

    private static Optional<String> owner(Throwable failure) {
        return GrpcRefusals.refusal(failure)
                .filter(refusal -> refusal.code() == RefusalCode.NOT_OWNER)
                .map(Refusal::extra)
                .map(extra -> extra.get("owner"))
                .map(Object::toString)
                .filter(address -> !address.isEmpty());
    }

    /** Whether the call did not get through or got no answer in time. */
    public static boolean unavailable(Throwable failure) {
        return failure instanceof StatusRuntimeException status
                && (status.getStatus().getCode() == Status.Code.UNAVAILABLE
                        || status.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED);
    }

    private Channel channel(String owner) {
        if (channelByOwner.size() > OWNERS_MAX) {
            closeAll();
        }
        return channelByOwner.computeIfAbsent(
                owner, address -> ManagedChannelBuilder.forTarget(address).usePlaintext().build());
    }

    @PreDestroy
    void closeAll() {
        channelByOwner.values().forEach(ManagedChannel::shutdown);
        channelByOwner.clear();
    }
}
