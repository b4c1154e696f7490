package fairdraw.engine.lease;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Leases of games in PostgreSQL, by the database's own clock (spec 2, 5). */
@ApplicationScoped
public class PgLease {

    /** How long a game stays without an owner at most after its replica died. */
    static final Duration LEASE = Duration.ofSeconds(3);

    private static final String OLD_OWNER =
            """
            select owner from lease
             where game = $1 and expires_at < clock_timestamp() and owner <> $2\
            """;

    // A stopped owner may sit on locks of a transaction that it will never end.
    private static final String END_OLD_OWNER =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
             where application_name = $1 and usename = current_user and pid <> pg_backend_pid()\
            """;

    private static final String TAKE =
            """
            insert into lease as held (game, token, owner, address, expires_at)
            values ($1, 1, $2, $3, clock_timestamp() + make_interval(secs => $4))
            on conflict (game) do update
               set token = held.token + 1, owner = excluded.owner, address = excluded.address,
                   expires_at = excluded.expires_at
             where held.expires_at < clock_timestamp() or held.owner = excluded.owner
            returning token\
            """;

    private static final String RENEW =
            """
            update lease set expires_at = clock_timestamp() + make_interval(secs => $3)
             where game = $1 and token = $2\
            """;

    private static final String RELEASE =
            "update lease set expires_at = '-infinity' where game = $1 and token = $2";

    // Stronger than it looks: the token is part of a unique index, so that a takeover conflicts
    // with this lock, while a renewal passes during a long settlement.
    private static final String CHECK =
            "select token from lease where game = $1 and token = $2 for key share";

    private static final String CHECK_ALONE =
            "select token from lease where game = $1 and token = $2 for update";

    private static final String OWNER =
            "select address from lease where game = $1 and expires_at >= clock_timestamp()";

    private final Pool pool;
    private final String replica;
    private final String address;

    PgLease(
            Pool pool,
            @ConfigProperty(name = "fairdraw.engine.replica") String replica,
            @ConfigProperty(name = "fairdraw.engine.address") String address) {
        this.pool = pool;
        this.replica = replica;
        this.address = address;
    }

    /** Takes the game when nobody holds it; empty when another replica does. */
    public Uni<Optional<Fence>> take(String game) {
        return pool.preparedQuery(OLD_OWNER)
                .execute(Tuple.of(game, replica))
                .chain(old ->
                        old.size() == 0
                                ? Uni.createFrom().voidItem()
                                : end(old.iterator().next().getString("owner")))
                .chain(() ->
                        pool.preparedQuery(TAKE)
                                .execute(Tuple.of(game, replica, address, seconds())))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(
                                        new Fence(game, rows.iterator().next().getLong("token"))));
    }

    /** Prolongs the lease; false when it is no longer ours. */
    public Uni<Boolean> renew(Fence fence) {
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(fence.game(), fence.token(), seconds()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Gives the game up, so that another replica may take it at once. */
    public Uni<Void> release(Fence fence) {
        return pool.preparedQuery(RELEASE)
                .execute(Tuple.of(fence.game(), fence.token()))
                .replaceWithVoid();
    }

    /** Address of the replica that owns the game now; empty when none does. */
    public Uni<Optional<String>> owner(String game) {
        return pool.preparedQuery(OWNER)
                .execute(Tuple.of(game))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(rows.iterator().next().getString("address")));
    }

    /**
     * Runs the work in one transaction that holds the lease; it commits or leaves nothing.
     *
     * @throws FencedException (as a failure) when the lease is another's
     */
    public <T> Uni<T> write(Fence fence, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(tx -> check(tx, CHECK, fence).chain(() -> work.apply(tx)));
    }

    /**
     * The same for work that begins by reading: what it reads is asked for together with the lease,
     * and handed on only when the lease is held.
     *
     * @throws FencedException (as a failure) when the lease is another's
     */
    public <R, T> Uni<T> write(
            Fence fence,
            Function<SqlConnection, Uni<R>> read,
            BiFunction<SqlConnection, R, Uni<T>> work) {
        // Sent at once, in this order, and so answered: a lost lease is known before anything else.
        return pool.withTransaction(tx ->
                Uni.combine()
                        .all()
                        .unis(check(tx, CHECK, fence), read.apply(tx))
                        .asTuple()
                        .chain(both -> work.apply(tx, both.getItem2())));
    }

    /**
     * Waits until no write of this fence is under way, also one whose connection broke during its
     * commit; then runs the work like {@link #write}, which sees all that was committed. The caller
     * begins no other write meanwhile.
     */
    public <T> Uni<T> alone(Fence fence, Function<SqlConnection, Uni<T>> work) {
        // Only the wait is exclusive: a renewal must pass while a large book is read.
        return pool.withTransaction(tx -> check(tx, CHECK_ALONE, fence))
                .chain(() -> write(fence, work));
    }

    private static Uni<Fence> check(SqlClient tx, String sql, Fence fence) {
        return tx.preparedQuery(sql)
                .execute(Tuple.of(fence.game(), fence.token()))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw new FencedException(fence);
                    }
                })
                .replaceWith(fence);
    }

    private Uni<Void> end(String owner) {
        return pool.preparedQuery(END_OLD_OWNER)
                .execute(Tuple.of("engine-" + owner))
                .replaceWithVoid();
    }

    private static double seconds() {
        return LEASE.toMillis() / 1000.0;
    }
}
