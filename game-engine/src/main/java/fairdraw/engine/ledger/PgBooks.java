package fairdraw.engine.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Adds the books up a second way (spec 5, invariant 1). */
@ApplicationScoped
class PgBooks {

    /** Accounts that one check names at most. */
    static final int DRIFTED_MAX = 100;

    private static final String DRIFTED =
            """
            select operator, currency, mode, 'trial balance' as account, sum(balance) as booked,
                   0::numeric as counted
              from trial_balance group by operator, currency, mode having sum(balance) <> 0
            union all
            select operator, currency, mode, account, booked, counted from drifted_account
             limit\s\
            """
                    + DRIFTED_MAX;

    private final Pool pool;

    PgBooks(Pool pool) {
        this.pool = pool;
    }

    /** The accounts that drifted, at most 100; none is the only good answer. */
    Uni<List<DriftedAccount>> drifted() {
        return pool.query(DRIFTED)
                .execute()
                .map(rows -> {
                    var drifted = new ArrayList<DriftedAccount>();
                    rows.forEach(row ->
                            drifted.add(
                                    new DriftedAccount(
                                            row.getString("operator"),
                                            row.getString("currency"),
                                            row.getString("mode"),
                                            row.getString("account"),
                                            row.get(BigDecimal.class, "booked"),
                                            row.get(BigDecimal.class, "counted"))));
                    return drifted;
                });
    }
}
