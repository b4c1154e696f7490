package fairdraw.fairness.store;

import jakarta.inject.Singleton;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One replica leads: it alone creates batches and writes to the chain. The lease passes on when its
 * holder is silent for {@value #LEASE_S} s, with a higher token; a holder that slept writes nothing
 * any more, because each of its transactions first checks its token.
 */
@Singleton
public class PgLease {

    static final int LEASE_S = 10;

    private static final String NAME = "leader";

    // Expiry is by the database's clock, so that replicas need not agree on theirs.
    private static final String TAKE =
            """
            insert into lease as held (name, token, holder, expires_at)
            values ($1, 1, $2, now() + make_interval(secs => $3))
            on conflict (name) do update
               set token = held.token + case when held.holder = $2 then 0 else 1 end,
                   holder = $2, expires_at = now() + make_interval(secs => $3)
             where held.holder = $2 or held.expires_at < now()
            returning token\
            """;

    private static final String CHECK =
            "select token from lease where name = $1 and token = $2 for share";

    private final PgDatabase database;
    private final UUID holder = UUID.randomUUID();

    PgLease(PgDatabase database) {
        this.database = database;
    }

    /** Takes or renews the lease: the token under which this replica leads, if it does. */
    public OptionalLong token() {
        return database.row(TAKE, NAME, holder, (double) LEASE_S).stream()
                .mapToLong(row -> row.getLong("token"))
                .findFirst();
    }

    /**
     * Holds the lease for the rest of the transaction.
     *
     * @throws IllegalStateException when another replica leads by now
     */
    public void fence(Pg transaction, long token) {
        if (transaction.row(CHECK, NAME, token).isEmpty()) {
            throw new IllegalStateException("fenced: another replica leads, not token " + token);
        }
    }
}
