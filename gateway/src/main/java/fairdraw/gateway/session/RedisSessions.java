package fairdraw.gateway.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.gateway.cache.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Live sessions for a short while, and the ended ones, so that a session ends on every replica at
 * once. A copy lives 20 s: that long at most a session outlives its end if Redis was away then.
 */
@ApplicationScoped
class RedisSessions {

    private static final String COPY_SECONDS = "20";
    private static final String ENDED_SECONDS = Long.toString(Session.LIFE.toSeconds());
    private static final String ENDED = "ended";

    private final RedisLink redis;
    private final ObjectMapper json;

    RedisSessions(RedisLink redis, ObjectMapper json) {
        this.redis = redis;
        this.json = json;
    }

    /** What Redis knows of a session. */
    sealed interface Copy {

        /** It is live. */
        record Live(Session session) implements Copy {}

        /** It was ended. */
        record Ended() implements Copy {}

        /** Redis says nothing about it: ask PostgreSQL. */
        record Absent() implements Copy {}
    }

    Uni<Copy> find(UUID id) {
        return redis.ask(
                api -> api.get(key(id)).map(this::copy),
                away -> Uni.createFrom().item(new Copy.Absent()));
    }

    /** Keeps a copy, unless the session was ended in between. */
    Uni<Void> keep(Session session) {
        List<String> set = List.of(key(session.id()), write(session), "NX", "EX", COPY_SECONDS);
        return redis.ask(
                api -> api.set(set).replaceWithVoid(), away -> Uni.createFrom().voidItem());
    }

    Uni<Void> end(UUID id) {
        return redis.ask(
                api -> api.set(List.of(key(id), ENDED, "EX", ENDED_SECONDS)).replaceWithVoid(),
                away -> Uni.createFrom().voidItem());
    }

    private static String key(UUID id) {
        return "session/" + id;
    }

    private Copy copy(@org.jspecify.annotations.Nullable Response response) {
        if (response == null) {
            return new Copy.Absent();
        }
        String text = response.toString();
        if (text.equals(ENDED)) {
            return new Copy.Ended();
        }
        try {
            return new Copy.Live(json.readValue(text, Session.class));
        } catch (JsonProcessingException otherVersion) {
            // Written by a replica of another version: the database has it.
            return new Copy.Absent();
        }
    }

    private String write(Session session) {
        try {
            return json.writeValueAsString(session);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a session has a JSON form", impossible);
        }
    }
}
