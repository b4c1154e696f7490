package fairdraw.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.MerkleTree;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After every test: the engine's books obey invariants 1, 3, 4 and 5 of spec 5. */
public final class BooksBalance implements AfterEachCallback {

    /** Each query counts what must not exist. */
    private static final Map<String, String> FORBIDDEN = new LinkedHashMap<>();

    static {
        FORBIDDEN.put(
                "1: the trial balance of a party is not zero",
                """
                select count(*) from (select 1 from trial_balance
                 group by operator, currency, mode having sum(balance) <> 0) as drifted\
                """);
        FORBIDDEN.put(
                "1: an account is not what tickets and settlements add up to",
                "select count(*) from drifted_account");
        FORBIDDEN.put(
                "1: payouts booked for a bet differ from its settlement",
                """
                select count(*) from settlements s left join ledger l on l.id = s.transaction
                 where l.id is null or l.amount <> s.payout or l.credit <> 'payouts_due'\
                """);
        FORBIDDEN.put(
                "3: a ticket has both a rollback and a credit, or a credit without a debit",
                """
                select count(*) from settlements s join tickets t on t.ticket = s.ticket
                 where t.state <> 'ACCEPTED'
                    or exists (select 1 from ledger l where l.ticket = t.ticket
                                  and l.credit = 'refunds_due')\
                """);
        FORBIDDEN.put(
                "3: an accepted ticket is to be rolled back",
                """
                select count(*) from tickets t join ledger l on l.ticket = t.ticket
                 where t.state = 'ACCEPTED' and l.credit = 'refunds_due'\
                """);
        FORBIDDEN.put(
                "3: a ticket's hold has no end, or more than one debit or rollback",
                """
                select count(*) from tickets t where
                   (select count(*) from ledger l where l.ticket = t.ticket
                       and l.phase = 'POSTED' and l.credit = 'stakes') > 1
                or (select count(*) from ledger l where l.ticket = t.ticket
                       and l.credit = 'refunds_due') > 1
                or t.free_bet = '' and (t.state <> 'RESERVED') <> (exists (select 1 from ledger h
                       join ledger e on e.pending = h.id where h.ticket = t.ticket))\
                """);
        FORBIDDEN.put(
                "3: a free bet moved money that was not won or corrected",
                """
                select count(*) from tickets t join ledger l on l.ticket = t.ticket
                 where t.free_bet <> '' and (l.credit in ('stakes', 'refunds_due')
                    or 'house_result' in (l.debit, l.credit))\
                """);
        FORBIDDEN.put(
                "4: a settled round still has a reserved ticket",
                """
                select count(*) from tickets t join rounds r on r.game = t.game
                   and r.number = t.round
                 where r.state in ('SEALED', 'DRAWN', 'SETTLED', 'PUBLISHED')
                   and t.state = 'RESERVED'\
                """);
        FORBIDDEN.put(
                "5: the stored exposure differs from a rebuild from the bets",
                """
                select count(*) from (
                  select b.game, b.round, operator, currency, mode, market, selection, free,
                         count(*) as bets, sum(stake) as stakes
                    from bets b join rounds r on r.game = b.game and r.number = b.round
                   where r.bet_root is not null group by 1, 2, 3, 4, 5, 6, 7, 8) b
                  full join exposure e
                       using (game, round, operator, currency, mode, market, selection, free)
                 where b.bets is distinct from e.bets or b.stakes is distinct from e.stakes\
                """);
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        FORBIDDEN.forEach((what, sql) -> assertEquals(0, Play.number(sql), what));
        sealedRootsAreThoseOfTheBets();
    }

    private static void sealedRootsAreThoseOfTheBets() throws SQLException {
        try (var connection = EngineParts.database().connect();
                var rounds =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select number, bet_root, bet_count from rounds"
                                                + " where bet_root is not null");
                var bets =
                        connection.prepareStatement(
                                "select leaf, sequence from bets where round = ?"
                                        + " order by sequence")) {
            while (rounds.next()) {
                bets.setLong(1, rounds.getLong("number"));
                List<Bytes> leaves = new ArrayList<>();
                var rows = bets.executeQuery();
                while (rows.next()) {
                    assertEquals(leaves.size(), rows.getLong("sequence"), "5: a gap");
                    leaves.add(Bytes.of(rows.getBytes("leaf")));
                }
                assertEquals(rounds.getLong("bet_count"), leaves.size(), "5: sealed count");
                assertEquals(
                        Bytes.of(rounds.getBytes("bet_root")),
                        MerkleTree.root(leaves),
                        "5: sealed root");
            }
        }
    }
}
