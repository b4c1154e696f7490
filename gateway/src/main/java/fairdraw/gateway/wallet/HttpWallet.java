package fairdraw.gateway.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.gateway.config.Dialect;
import fairdraw.gateway.config.Operator;
import fairdraw.kernel.WebhookSignature;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Posts signed calls to wallets. No redirect is followed, and no address inside is reached. */
@ApplicationScoped
class HttpWallet {

    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(2);
    private static final Duration IDLE_KEPT = Duration.ofSeconds(15);

    /** Room for every call that {@link CallWallet} lets through. */
    private static final int CONNECTIONS_PER_WALLET_MAX = 96;

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final Vertx vertx;
    private final InstantSource clock;
    private final WalletCatalogue catalogue = WalletCatalogue.read();
    private final WalletAddress addresses;
    private final HttpNames names;
    private final Map<String, HttpClient> clientByOperator = new ConcurrentHashMap<>();
    private final Map<String, LateCalls> lateByOperator = new ConcurrentHashMap<>();
    private final Event<LateAnswer> late;

    HttpWallet(
            Vertx vertx,
            InstantSource clock,
            Event<LateAnswer> late,
            @ConfigProperty(name = "fairdraw.wallet.allow-private") Optional<String> allowed) {
        this.vertx = vertx;
        this.clock = clock;
        this.late = late;
        this.names = new HttpNames(vertx, InetAddress::getAllByName);
        this.addresses = new WalletAddress(WalletAddress.Range.list(allowed.orElse("")));
    }

    /** Wallets of several operators may share a server: each has connections of its own. */
    private HttpClient client(String operator) {
        return clientByOperator.computeIfAbsent(
                operator,
                name ->
                        vertx.createHttpClient(
                                new HttpClientOptions()
                                        .setConnectTimeout((int) CONNECT_DEADLINE.toMillis())
                                        .setKeepAliveTimeout((int) IDLE_KEPT.toSeconds())
                                        .setMaxRedirects(0)
                                        .setTracingPolicy(TracingPolicy.PROPAGATE)
                                        .setVerifyHost(true),
                                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_WALLET_MAX)));
    }

    WalletCatalogue catalogue() {
        return catalogue;
    }

    /** Makes one call; never fails, since whatever happens is one of the three outcomes. */
    Uni<WalletExchange> send(
            WalletRequest request, Operator operator, List<String> secrets, Duration deadline) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        URI url = url(operator.walletUrl(), request.call());
        return resolve(url, deadline)
                .chain(address ->
                        address.isEmpty()
                                ? Uni.createFrom().item(refusedAddress())
                                : post(
                                        request,
                                        url,
                                        address.get(),
                                        headers(request, secrets, at),
                                        left(deadline, start),
                                        whole -> late(request, url, at, start, whole)))
                .map(reply -> exchange(request, operator.dialect(), url, at, start, reply));
    }

    /** One that cannot be read has no host, which is refused like any other address. */
    private static URI url(String walletUrl, WalletCall call) {
        try {
            return new URI(walletUrl + "/" + call.path());
        } catch (URISyntaxException unreadable) {
            return URI.create("invalid:" + call.path());
        }
    }

    private static HttpExchange.Reply refusedAddress() {
        return new HttpExchange.Reply.Failed(WalletAnswer.Cause.ADDRESS_REFUSED, 0);
    }

    /**
     * The address to connect to, if it is open to us. We connect to the very address that was
     * checked, so that a name cannot point elsewhere in between.
     */
    private Uni<Optional<InetAddress>> resolve(URI url, Duration deadline) {
        if (url.getHost() == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return names.find(url.getHost())
                .ifNoItem()
                .after(deadline)
                .fail()
                .map(found ->
                        List.of(found).stream().allMatch(one -> addresses.open(url, one))
                                ? Optional.of(found[0])
                                : Optional.<InetAddress>empty())
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Uni<HttpExchange.Reply> post(
            WalletRequest request,
            URI url,
            InetAddress address,
            RequestOptions options,
            Duration deadline,
            Consumer<HttpExchange.Reply.Whole> cameLate) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        options.setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(url.getRawPath());
        Buffer body = Buffer.buffer(request.body());
        return Uni.createFrom()
                .emitter(emitter ->
                        new HttpExchange(
                                        vertx,
                                        catalogue.bodyBytesMax(request.call()),
                                        emitter,
                                        lateByOperator.computeIfAbsent(
                                                request.operator(), name -> new LateCalls()),
                                        cameLate)
                                .start(client(request.operator()), options, body, deadline));
    }

    private static RequestOptions headers(WalletRequest request, List<String> secrets, Instant at) {
        String id = request.transaction().toString();
        byte[] body = request.body().getBytes(UTF_8);
        return new RequestOptions()
                .putHeader("content-type", "application/json")
                .putHeader("accept", "application/json")
                .putHeader("user-agent", "fairdraw")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(at.getEpochSecond()))
                // Every live key signs, so that an operator can change keys without a pause.
                .putHeader(
                        "webhook-signature",
                        secrets.stream()
                                .map(secret -> WebhookSignature.sign(secret, id, at, body))
                                .collect(Collectors.joining(" ")));
    }

    private WalletExchange exchange(
            WalletRequest request,
            Dialect dialect,
            URI url,
            Instant at,
            long start,
            HttpExchange.Reply reply) {
        int latencyMs = (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
        return switch (reply) {
            case HttpExchange.Reply.Whole whole ->
                    new WalletExchange(
                            request,
                            url.toString(),
                            at,
                            latencyMs,
                            whole.status(),
                            HttpReply.kept(request.call(), whole.body()),
                            HttpReply.read(
                                    catalogue, dialect, request, whole.status(), whole.body()));
            case HttpExchange.Reply.Failed failed ->
                    new WalletExchange(
                            request,
                            url.toString(),
                            at,
                            latencyMs,
                            failed.status(),
                            "",
                            new WalletAnswer.Unknown(failed.cause()));
        };
    }

    private void late(
            WalletRequest request,
            URI url,
            Instant at,
            long start,
            HttpExchange.Reply.Whole whole) {
        late.fire(
                new LateAnswer(
                        new WalletExchange(
                                request,
                                url.toString(),
                                at,
                                (int) Duration.ofNanos(System.nanoTime() - start).toMillis(),
                                whole.status(),
                                HttpReply.kept(request.call(), whole.body()),
                                new WalletAnswer.Unknown(WalletAnswer.Cause.LATE))));
    }

    private static Duration left(Duration deadline, long start) {
        return deadline.minusNanos(System.nanoTime() - start);
    }
}
