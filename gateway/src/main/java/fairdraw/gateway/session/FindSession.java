package fairdraw.gateway.session;

import fairdraw.kernel.RefusedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;

/** Finds a live session: in Redis, else in PostgreSQL, where the use prolongs it. */
@ApplicationScoped
public class FindSession {

    private final RedisSessions copies;
    private final PgSessions sessions;
    private final InstantSource clock;

    FindSession(RedisSessions copies, PgSessions sessions, InstantSource clock) {
        this.copies = copies;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * The live session of that id.
     *
     * @return fails with {@link RefusedException} SESSION_INVALID when it is unknown, ended or over
     */
    public Uni<Session> live(UUID id) {
        return copies.find(id)
                .chain(copy ->
                        switch (copy) {
                            case RedisSessions.Copy.Live live -> unlessOver(live.session());
                            case RedisSessions.Copy.Ended ended ->
                                    Uni.createFrom().failure(SessionToken::invalid);
                            case RedisSessions.Copy.Absent absent -> stored(id);
                        });
    }

    private Uni<Session> unlessOver(Session session) {
        return session.endsAt().isAfter(clock.instant())
                ? Uni.createFrom().item(session)
                : Uni.createFrom().failure(SessionToken::invalid);
    }

    private Uni<Session> stored(UUID id) {
        return sessions.use(id)
                .map(found -> found.orElseThrow(SessionToken::invalid))
                .call(copies::keep);
    }
}
