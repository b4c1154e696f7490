package fairdraw.gateway.session;

import fairdraw.events.v1.SessionEnded;
import fairdraw.kernel.Ids;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions as they are; what is in Redis is rebuilt from here. */
@ApplicationScoped
class PgSessions {

    private static final String TOPIC = "fairdraw.sessions.v1";

    private static final String COLUMNS =
            """
            id, operator, player, currency, game, mode, language, region, jurisdiction,
            created_at, idle_until, ends_at\
            """;

    private static final String INSERT =
            """
            insert into session (id, operator, player, currency, game, mode, language, region,
                    jurisdiction, created_at, idle_until, ends_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)\
            """;

    /** Reads a live session and lets it slide. */
    private static final String USE =
            """
            update session set idle_until = least(ends_at, $3)
             where id = $1 and revoked_at is null and idle_until > $2 and ends_at > $2
            returning\s\
            """
                    + COLUMNS;

    private static final String REVOKE =
            """
            update session set revoked_at = coalesce(revoked_at, $3)
             where id = $1 and operator = $2
            returning player, ends_at\
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final InstantSource clock;

    PgSessions(Pool pool, Outbox outbox, InstantSource clock) {
        this.pool = pool;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> insert(Session session) {
        Tuple values =
                Tuple.tuple()
                        .addUUID(session.id())
                        .addString(session.operator())
                        .addString(session.player())
                        .addString(session.currency())
                        .addString(session.game())
                        .addString(session.mode())
                        .addString(session.language().orElse(null))
                        .addString(session.region().orElse(null))
                        .addString(session.jurisdiction().orElse(null))
                        .addOffsetDateTime(utc(session.createdAt()))
                        .addOffsetDateTime(utc(session.idleUntil()))
                        .addOffsetDateTime(utc(session.endsAt()));
        return pool.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** The session if it is live, which this use prolongs. */
    Uni<Optional<Session>> use(UUID id) {
        Instant now = clock.instant();
        return pool.preparedQuery(USE)
                .execute(Tuple.of(id, utc(now), utc(now.plus(Session.IDLE))))
                .map(PgSessions::first);
    }

    /** Ends a session and tells it; false when the operator has none of that id. */
    Uni<Boolean> revoke(String operator, UUID id) {
        Instant now = clock.instant();
        return pool.withTransaction(tx ->
                        tx.preparedQuery(REVOKE)
                                .execute(Tuple.of(id, operator, utc(now)))
                                .map(rows ->
                                        rows.stream()
                                                .map(row -> ended(operator, id, row, now))
                                                .toList())
                                .call(ended -> outbox.append(tx, ended)))
                .invoke(outbox::wake)
                .map(ended -> !ended.isEmpty());
    }

    private static OutboxEvent ended(String operator, UUID id, Row row, Instant now) {
        var event =
                SessionEnded.newBuilder()
                        .setOperator(operator)
                        .setPlayer(row.getString("player"))
                        .setSession(id.toString())
                        .setAtMs(now.toEpochMilli())
                        .setTokenUntilMs(
                                row.getOffsetDateTime("ends_at").toInstant().toEpochMilli())
                        .build();
        return new OutboxEvent(
                Ids.next(), TOPIC, operator, "fairdraw.session.ended", event.toByteArray(), now);
    }

    private static Optional<Session> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(session(row));
        }
        return Optional.empty();
    }

    private static Session session(Row row) {
        return new Session(
                row.getUUID("id"),
                row.getString("operator"),
                row.getString("player"),
                row.getString("currency"),
                row.getString("game"),
                row.getString("mode"),
                optional(row.getString("language")),
                optional(row.getString("region")),
                optional(row.getString("jurisdiction")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("idle_until").toInstant(),
                row.getOffsetDateTime("ends_at").toInstant());
    }

    private static Optional<String> optional(@Nullable String value) {
        return Optional.ofNullable(value);
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
