package fairdraw.engine.correction;

import fairdraw.engine.config.Credit;
import fairdraw.engine.config.Limits;
import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.engine.config.PgTerms;
import fairdraw.engine.config.Terms;
import fairdraw.engine.ledger.OperatorAccount;
import fairdraw.engine.ledger.PgCredit;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What operators owe, and what they may still stake by the terms that were received last. */
@ApplicationScoped
class ListBalances {

    private static final Comparator<OperatorAccount> ORDER =
            Comparator.comparing((OperatorAccount it) -> it.party().operator())
                    .thenComparing(it -> it.party().currency())
                    .thenComparing(it -> it.party().mode());

    private final Pool pool;
    private final PgCredit credit;
    private final PgTerms terms;

    ListBalances(Pool pool, PgCredit credit, PgTerms terms) {
        this.pool = pool;
        this.credit = credit;
        this.terms = terms;
    }

    /**
     * One operator's balance in a currency.
     *
     * @param left what may still be staked, minor units; empty without a bound
     */
    record Balance(OperatorAccount account, OptionalLong left) {}

    /** By operator, currency and mode; of all operators when the name is empty. */
    Uni<List<Balance>> list(String operator) {
        return pool.withTransaction(tx ->
                terms.newest(tx)
                        .chain(position -> terms.at(tx, position))
                        .chain(inForce ->
                                credit.accounts(tx, operator)
                                        .map(accounts -> balances(operator, accounts, inForce))));
    }

    private static List<Balance> balances(
            String operator, List<OperatorAccount> accounts, Terms inForce) {
        Map<Party, OperatorAccount> known = new HashMap<>();
        accounts.forEach(account -> known.put(account.party(), account));
        inForce.operators().values().stream()
                .filter(terms -> operator.isEmpty() || terms.operator().equals(operator))
                .forEach(terms ->
                        terms.currencies()
                                .keySet()
                                .forEach(currency -> {
                                    var party = new Party(terms.operator(), currency, Mode.REAL);
                                    known.putIfAbsent(party, new OperatorAccount(party, 0, 0));
                                }));
        var balances = new ArrayList<Balance>();
        known.values().stream()
                .sorted(ORDER)
                .forEach(account -> balances.add(new Balance(account, left(account, inForce))));
        return balances;
    }

    private static OptionalLong left(OperatorAccount account, Terms inForce) {
        var party = account.party();
        Optional<Credit> bound =
                party.mode() == Mode.TEST
                        ? Optional.empty()
                        : inForce.of(party.operator())
                                .flatMap(terms -> terms.limits(party.currency()))
                                .flatMap(Limits::credit);
        return bound.map(it ->
                        OptionalLong.of(it.left(Math.addExact(account.owed(), account.held()))))
                .orElse(OptionalLong.empty());
    }
}
