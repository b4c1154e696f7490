package fairdraw.engine.player;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/** The players whom operators have sent, with the time of the first ticket. */
@ApplicationScoped
public class PgPlayers {

    private static final String SEEN =
            """
            insert into players (operator, player, first_seen_ms)
            select operator, player, $3
              from unnest($1::text[], $2::text[]) as seen (operator, player)
            on conflict (operator, player) do nothing\
            """;

    /** Keeps the players; those that are known stay as they are. */
    public Uni<Void> seen(SqlClient tx, Collection<Player> players, long nowMs) {
        if (players.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // In one order everywhere: two games may see the same new players at once.
        var sorted = players.stream().sorted().distinct().toList();
        return tx.preparedQuery(SEEN)
                .execute(
                        Tuple.newInstance(
                                io.vertx.sqlclient.Tuple.tuple()
                                        .addArrayOfString(
                                                sorted.stream()
                                                        .map(Player::operator)
                                                        .toArray(String[]::new))
                                        .addArrayOfString(
                                                sorted.stream()
                                                        .map(Player::player)
                                                        .toArray(String[]::new))
                                        .addLong(nowMs)))
                .replaceWithVoid();
    }
}
