package fairdraw.notifier.sse;

import static io.vertx.core.http.HttpHeaders.AUTHORIZATION;
import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;

import fairdraw.kernel.Problem;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import fairdraw.notifier.feed.FeedEvent;
import fairdraw.notifier.feed.FollowGame;
import fairdraw.notifier.feed.Follower;
import fairdraw.notifier.feed.Listener;
import fairdraw.notifier.player.HttpSessions;
import fairdraw.notifier.player.Player;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * {@code GET /v1/games/{game}/events}: the feed as server-sent events. On the bare server, since
 * each answer lives long and its back pressure decides over it.
 */
@ApplicationScoped
class SseResource {

    private static final String RETRY = "retry: 1000\n\n";
    private static final Buffer BEAT = Buffer.buffer(":\n\n");
    private static final String BEARER = "Bearer ";
    private static final Logger LOG = Logger.getLogger(SseResource.class);

    private final FollowGame follow;
    private final HttpSessions sessions;

    SseResource(FollowGame follow, HttpSessions sessions) {
        this.follow = follow;
        this.sessions = sessions;
    }

    void routes(@Observes Router router) {
        router.get("/v1/games/:game/events").handler(this::events);
    }

    private void events(RoutingContext call) {
        player(call.request())
                .subscribe()
                .with(
                        // Back on the event loop of the connection.
                        player ->
                                call.vertx()
                                        .getOrCreateContext()
                                        .runOnContext(go -> open(call, player)),
                        failure -> refuse(call, failure));
    }

    private void open(RoutingContext call, Optional<Player> player) {
        HttpServerResponse response = call.response();
        if (response.closed()) {
            return;
        }
        try {
            Optional<Long> seen = lastEventId(call.request());
            // Nothing is sent before this is known to succeed: the first write sends the head.
            response.setChunked(true)
                    .putHeader(CONTENT_TYPE, "text/event-stream")
                    .putHeader(CACHE_CONTROL, "no-store")
                    .putHeader("X-Accel-Buffering", "no");
            Stream stream = new Stream(call.request());
            String game = Objects.requireNonNullElse(call.pathParam("game"), "");
            Follower follower = follow.follow(game, seen, player, stream);
            response.closeHandler(closed -> follow.leave(follower));
            stream.begin();
        } catch (RefusedException refused) {
            refuse(call, refused);
        }
    }

    private Uni<Optional<Player>> player(HttpServerRequest request) {
        String header = request.getHeader(AUTHORIZATION);
        if (header == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        if (!header.startsWith(BEARER)) {
            return Uni.createFrom().failure(Refusal.of(RefusalCode.SESSION_INVALID).toException());
        }
        return sessions.player(header.substring(BEARER.length())).map(Optional::of);
    }

    /**
     * The id that the follower saw last; an empty header is none.
     *
     * @throws RefusedException INVALID_FIELD when it is no id
     */
    private static Optional<Long> lastEventId(HttpServerRequest request) {
        String id = request.getHeader("Last-Event-ID");
        if (id == null || id.isEmpty()) {
            return Optional.empty();
        }
        if (!id.matches("[0-9]{1,18}")) {
            throw Refusal.of(
                            RefusalCode.INVALID_FIELD,
                            "Last-Event-ID",
                            "Last-Event-ID is the id of an event of this feed.")
                    .toException();
        }
        return Optional.of(Long.valueOf(id));
    }

    private static void refuse(RoutingContext call, Throwable failure) {
        Refusal refusal;
        if (failure instanceof RefusedException refused) {
            refusal = refused.refusal();
        } else {
            LOG.error("the feed broke", failure);
            refusal = Refusal.of(RefusalCode.INTERNAL);
        }
        call.response()
                .setChunked(false)
                .setStatusCode(refusal.code().httpStatus())
                .putHeader(CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(Problem.json(refusal)))
                .onFailure(gone -> LOG.debugf("nobody took the refusal: %s", gone.getMessage()));
    }

    /** One connection. */
    private static final class Stream implements Listener {

        private final HttpServerRequest request;
        private final AtomicBoolean begun = new AtomicBoolean();

        Stream(HttpServerRequest request) {
            this.request = request;
        }

        /** Shows that the feed is open, should the game be silent. */
        void begin() {
            if (begun.compareAndSet(false, true)) {
                write(Buffer.buffer(RETRY));
            }
        }

        @Override
        public CompletionStage<?> send(FeedEvent event) {
            StringBuilder text = new StringBuilder(event.json().length() + 64);
            if (begun.compareAndSet(false, true)) {
                text.append(RETRY);
            }
            if (event.sequence() != FeedEvent.NO_SEQUENCE) {
                text.append("id: ").append(event.sequence()).append('\n');
            }
            text.append("event: ").append(event.type()).append('\n');
            text.append("data: ").append(event.json()).append("\n\n");
            return request.response().write(Buffer.buffer(text.toString())).toCompletionStage();
        }

        @Override
        public void beat() {
            write(BEAT);
        }

        @Override
        public void drop() {
            HttpServerResponse response = request.response();
            if (request.version() == HttpVersion.HTTP_2) {
                response.reset();
            } else {
                // What waits in its buffer would hold an orderly end up for ever.
                request.connection().close();
            }
        }

        private void write(Buffer text) {
            request.response()
                    .write(text)
                    .onFailure(gone -> LOG.debugf("nobody is there: %s", gone.getMessage()));
        }
    }
}
