package fairdraw.reporting.monitor;

import fairdraw.kernel.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Games that the monitor stopped, and since when a person wants them looked at afresh. */
@ApplicationScoped
class PgStops {

    private static final String KEEP =
            """
            insert into game_stop (game, since, cause, at) values ($1, $2, $3, $4)
            on conflict (game, since) do nothing\
            """;

    private static final String RESUMED =
            """
            insert into game_resumed (game, halt, resumed_at) values ($1, $2, $3)
            on conflict (game, halt) do nothing\
            """;

    private static final String AFRESH =
            "select game, max(resumed_at) as resumed_at from game_resumed group by game";

    private final Pool pool;
    private final Outbox outbox;

    PgStops(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** When each game was resumed last; a game that never was is left out. */
    Uni<Map<String, Instant>> resumed() {
        return pool.preparedQuery(AFRESH)
                .execute()
                .map(found -> {
                    var games = new TreeMap<String, Instant>();
                    found.forEach(row ->
                            games.put(
                                    row.getString("game"),
                                    row.getOffsetDateTime("resumed_at").toInstant()));
                    return games;
                });
    }

    /** Keeps that a person resumed the game. */
    Uni<Void> resumed(String game, String halt, Instant at) {
        return pool.preparedQuery(RESUMED).execute(Tuple.of(game, halt, utc(at))).replaceWithVoid();
    }

    /** Tells the engine to stop the game, once since it was resumed; true when this call did. */
    Uni<Boolean> stop(GameStop stop, Instant now) {
        var row = Tuple.of(stop.game(), utc(stop.since()), stop.cause(), utc(now));
        return pool.withTransaction(tx ->
                        tx.preparedQuery(KEEP)
                                .execute(row)
                                .chain(kept ->
                                        kept.rowCount() == 0
                                                ? Uni.createFrom().item(false)
                                                : outbox.append(
                                                                tx,
                                                                List.of(KafkaStop.of(stop, now)))
                                                        .replaceWith(true)))
                .invoke(outbox::wake);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
