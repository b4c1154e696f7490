package fairdraw.notifier.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.kernel.ProblemMappers;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import fairdraw.notifier.feed.FeedEvent;
import fairdraw.notifier.feed.FollowGame;
import fairdraw.notifier.feed.Follower;
import fairdraw.notifier.feed.Listener;
import fairdraw.notifier.player.HttpSessions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.PathParam;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/games/{game}/socket}: the feed over WebSocket. The one message that it takes is {@code
 * {"type":"auth","token":"..."}}, so that no token is ever part of an address.
 */
@WebSocket(path = "/v1/games/{game}/socket")
class FeedSocket {

    private static final int POLICY_VIOLATION = 1008;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final Pattern LAST_EVENT_ID =
            Pattern.compile("(?:^|&)lastEventId=([^&]*)(?:&|$)");
    private static final TypedKey<Boolean> AUTH_ASKED = TypedKey.forBoolean("auth-asked");
    private static final TypedKey<Follower> FOLLOWER = new TypedKey<>("follower");
    private static final Logger LOG = Logger.getLogger(FeedSocket.class);

    /** What a client says. */
    @RegisterForReflection
    record Auth(@Nullable String type, @Nullable String token) {}

    private final FollowGame follow;
    private final HttpSessions sessions;
    private final ObjectMapper json;

    FeedSocket(FollowGame follow, HttpSessions sessions, ObjectMapper json) {
        this.follow = follow;
        this.sessions = sessions;
        this.json = json;
    }

    @OnOpen
    Uni<Void> open(WebSocketConnection connection, @PathParam("game") String game) {
        Optional<Long> seen = lastEventId(connection.handshakeRequest().query());
        Follower follower = follow.follow(game, seen, Optional.empty(), new Socket(connection));
        connection.userData().put(FOLLOWER, follower);
        return Uni.createFrom().voidItem();
    }

    @OnTextMessage
    Uni<Void> message(String text, WebSocketConnection connection) {
        Auth auth;
        try {
            auth = json.readValue(text, Auth.class);
        } catch (JsonProcessingException e) {
            throw ProblemMappers.unreadable(e).toException();
        }
        if (auth == null || !"auth".equals(auth.type) || auth.token == null) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "type", "Only auth with a token is known.")
                    .toException();
        }
        // One try a connection: guessing tokens costs a handshake each.
        if (connection.userData().put(AUTH_ASKED, true) != null) {
            throw Refusal.of(RefusalCode.FORBIDDEN).toException();
        }
        Follower follower = connection.userData().get(FOLLOWER);
        return sessions.player(auth.token)
                .invoke(player -> follow.see(follower, player))
                .replaceWithVoid();
    }

    @OnClose
    void close(WebSocketConnection connection) {
        Follower follower = connection.userData().get(FOLLOWER);
        if (follower != null) {
            follow.leave(follower);
        }
    }

    @OnError
    Uni<Void> refused(RefusedException refused, WebSocketConnection connection) {
        Refusal refusal = refused.refusal();
        int code = refusal.code() == RefusalCode.UNAVAILABLE ? TRY_AGAIN_LATER : POLICY_VIOLATION;
        return connection.close(new CloseReason(code, refusal.code().name()));
    }

    /**
     * The id that the client saw last.
     *
     * @throws RefusedException INVALID_FIELD when it is no id
     */
    private static Optional<Long> lastEventId(@Nullable String query) {
        Matcher given = LAST_EVENT_ID.matcher(query == null ? "" : query);
        if (!given.find()) {
            return Optional.empty();
        }
        if (!given.group(1).matches("[0-9]{1,18}")) {
            throw Refusal.of(
                            RefusalCode.INVALID_FIELD,
                            "lastEventId",
                            "lastEventId is the sequence of an event of this feed.")
                    .toException();
        }
        return Optional.of(Long.valueOf(given.group(1)));
    }

    /** One connection. */
    private record Socket(WebSocketConnection connection) implements Listener {

        @Override
        public CompletionStage<?> send(FeedEvent event) {
            return connection.sendText(event.json()).subscribeAsCompletionStage();
        }

        @Override
        public void beat() {
            connection
                    .sendPing(Buffer.buffer())
                    .subscribe()
                    .with(
                            sent -> LOG.trace("beat"),
                            gone -> LOG.debugf("a beat met nobody: %s", gone.getMessage()));
        }

        @Override
        public void drop() {
            connection
                    .close(new CloseReason(TRY_AGAIN_LATER, "too slow"))
                    .subscribe()
                    .with(
                            closed -> LOG.debug("dropped a slow socket"),
                            gone -> LOG.debugf("was gone already: %s", gone.getMessage()));
        }
    }
}
