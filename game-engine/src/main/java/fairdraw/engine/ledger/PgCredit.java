package fairdraw.engine.ledger;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What operators owe, as the ledger's trigger keeps it. */
@ApplicationScoped
public class PgCredit {

    private static final Comparator<Party> PARTY_ORDER =
            Comparator.comparing(Party::operator)
                    .thenComparing(Party::currency)
                    .thenComparing(Party::mode);

    // In one order everywhere. The row itself belongs to the ledger's trigger.
    private static final String LOCK =
            """
            select pg_advisory_xact_lock(hashtextextended(party, 3))
              from unnest($1::text[]) as party\
            """;

    private static final String OWED =
            """
            select p.operator, p.currency, p.mode,
                   coalesce(b.balance, 0)
                   + coalesce((select sum(h.held) from operator_held h
                                where (h.operator, h.currency, h.mode)
                                    = (p.operator, p.currency, p.mode)), 0)::bigint as owed
              from unnest($1::text[], $2::text[], $3::text[]) as p (operator, currency, mode)
              left join operator_balance b on (b.operator, b.currency, b.mode)
                                            = (p.operator, p.currency, p.mode)\
            """;

    private static final String ACCOUNTS =
            """
            select operator, currency, mode, sum(owed)::bigint as owed, sum(held)::bigint as held
              from (select operator, currency, mode, balance as owed, 0 as held
                      from operator_balance
                    union all
                    select operator, currency, mode, 0, held from operator_held) as a
             where $1 = '' or operator = $1
             group by operator, currency, mode\
            """;

    /** What operators owe and hold; of all of them when the name is empty. */
    public Uni<List<OperatorAccount>> accounts(SqlClient client, String operator) {
        return client.preparedQuery(ACCOUNTS)
                .execute(Tuple.of(operator))
                .map(rows -> {
                    var accounts = new ArrayList<OperatorAccount>();
                    rows.forEach(row ->
                            accounts.add(
                                    new OperatorAccount(
                                            party(row), row.getLong("owed"), row.getLong("held"))));
                    return accounts;
                });
    }

    /**
     * What each party owes, stakes of unsettled rounds of all games included; until the transaction
     * ends nobody else who asks is answered.
     */
    public Uni<Map<Party, Long>> lock(SqlClient tx, Collection<Party> parties) {
        if (parties.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var asked = parties.stream().distinct().sorted(PARTY_ORDER).toList();
        var names = texts(asked, p -> p.operator() + "/" + p.currency() + "/" + p.mode());
        return tx.preparedQuery(LOCK)
                .execute(tuple(io.vertx.sqlclient.Tuple.tuple().addArrayOfString(names)))
                .chain(() -> owed(tx, asked));
    }

    private static Uni<Map<Party, Long>> owed(SqlClient tx, List<Party> parties) {
        var columns =
                io.vertx.sqlclient.Tuple.tuple()
                        .addArrayOfString(texts(parties, Party::operator))
                        .addArrayOfString(texts(parties, Party::currency))
                        .addArrayOfString(texts(parties, p -> p.mode().name()));
        return tx.preparedQuery(OWED)
                .execute(tuple(columns))
                .map(rows -> {
                    Map<Party, Long> owed = new HashMap<>();
                    rows.forEach(row -> owed.put(party(row), row.getLong("owed")));
                    return owed;
                });
    }

    private static Party party(Row row) {
        return new Party(
                row.getString("operator"),
                row.getString("currency"),
                Mode.valueOf(row.getString("mode")));
    }

    private static Tuple tuple(io.vertx.sqlclient.Tuple columns) {
        return Tuple.newInstance(columns);
    }

    private static String[] texts(List<Party> parties, Function<Party, String> of) {
        return parties.stream().map(of).toArray(String[]::new);
    }
}
