package fairdraw.gateway.wallet;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The addresses of wallets. A look-up blocks its thread for as long as the name server likes, and
 * all operators share those threads: so each name has one at most, for everybody who asks
 * meanwhile.
 */
final class HttpNames {

    private final Vertx vertx;
    private final Resolver resolver;
    private final Map<String, Uni<InetAddress[]>> underWay = new ConcurrentHashMap<>();

    /** Asks the name server and blocks. */
    interface Resolver {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    HttpNames(Vertx vertx, Resolver resolver) {
        this.vertx = vertx;
        this.resolver = resolver;
    }

    /** All addresses of a name; what is an address already needs no look-up. */
    Uni<InetAddress[]> find(String host) {
        try {
            return Uni.createFrom().item(new InetAddress[] {InetAddress.ofLiteral(host)});
        } catch (IllegalArgumentException name) {
            return underWay.computeIfAbsent(host, this::lookUp);
        }
    }

    private Uni<InetAddress[]> lookUp(String host) {
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(() -> resolver.all(host), false).toCompletionStage())
                .onTermination()
                .invoke(() -> underWay.remove(host))
                .memoize()
                .indefinitely();
    }
}
