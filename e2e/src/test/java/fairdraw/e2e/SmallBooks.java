package fairdraw.e2e;

import fairdraw.e2e.Evidence.Bet;
import fairdraw.e2e.Evidence.Leaf;
import fairdraw.e2e.Evidence.Payout;
import fairdraw.e2e.Evidence.Promise;
import fairdraw.e2e.Evidence.Round;
import fairdraw.e2e.Evidence.Ticket;
import fairdraw.e2e.WalletList.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evidence of a few rounds in which everything is right: one ticket for each way that it can end.
 */
final class SmallBooks {

    private static final String PARTY = "EUR REAL";
    private static final long OPEN_AT_MS = 1_700_000_000_000L;
    private static final int OUTCOME = 123;

    private final TreeMap<Long, Round> rounds = new TreeMap<>();
    private final TreeMap<String, Ticket> tickets = new TreeMap<>();
    private final TreeMap<String, Payout> payouts = new TreeMap<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Line> wallet = new ArrayList<>();
    private final List<Promise> promises = new ArrayList<>();
    private final Told told = new Told();
    private final long after;
    private long sequence;

    private SmallBooks(long after) {
        this.after = after;
    }

    /** Two rounds and what comes before them: nothing, or as many rows as they say. */
    static Evidence after(long round, long rowsBefore) {
        var books = new SmallBooks(round);
        books.play(round + 1);
        books.play(round + 2);
        return books.evidence(rowsBefore);
    }

    private void play(long number) {
        List<Leaf> own = new ArrayList<>();
        accepted(number, "won", List.of(bet("ODD"), bet("EVEN")), own, "");
        accepted(number, "lost", List.of(bet("EVEN")), own, "");
        accepted(number, "gift", List.of(bet("ODD")), own, "free-" + number);
        other(number, "declined", "DECLINED");
        other(number, "expired", "EXPIRED");
        unknown(number, "expired", 100);
        moved(number, "expired", "ROLLBACK", "rollback-expired-" + number, 100);
        Told.OfRound round = told.round(number);
        String rollback = "rollback-expired-" + number;
        round.rollbacks.put(rollback, new Told.Command("expired-" + number, 100));
        told.delivered.add(rollback);
        String root = MerkleRoot.of(own.stream().map(Leaf::hash).toList());
        rounds.put(number, new Round("PUBLISHED", OPEN_AT_MS + number, OUTCOME, root, own.size()));
        for (String step : List.of("opened", "sealed", "drawn", "settled", "published")) {
            round.steps.add(step);
            round.sequence = ++sequence;
            told.sequence(sequence);
        }
        round.betRoot = root;
        round.betCount = own.size();
        round.outcome = OUTCOME;
        giftGivenBack(number);
        round.closes.put(PARTY, new Told.Close(4, 300, 390));
        round.settled.put(PARTY, new Told.Close(3, 300, 195));
        round.settledFree.put(PARTY, new Told.Close(1, 100, 195));
        round.closings.add("close-" + number);
        told.delivered.add("close-" + number);
        leaves.addAll(own);
    }

    /** A free bet whose debit nobody confirmed: its rollback of 0 is in no ledger. */
    private void giftGivenBack(long number) {
        String id = "back-" + number;
        tickets.put(
                id,
                new Ticket("ada", number, PARTY, 100, "EXPIRED", List.of(bet("ODD")), "f" + id));
        told.round(number).tickets.put(id, new TreeSet<>(List.of("EXPIRED")));
        unknown(number, "back", 0);
        moved(number, "back", "ROLLBACK", "rollback-" + id, 0);
        told.round(number).rollbacks.put("rollback-" + id, new Told.Command(id, 0));
        told.delivered.add("rollback-" + id);
    }

    private void accepted(
            long number, String name, List<Bet> bets, List<Leaf> own, String freeBet) {
        String id = name + "-" + number;
        long stake = 100L * bets.size();
        tickets.put(id, new Ticket("ada", number, PARTY, stake, "ACCEPTED", bets, freeBet));
        promises.add(new Promise(id, number, "receipt of " + id));
        long debit = freeBet.isEmpty() ? stake : 0;
        moved(number, name, "DEBIT", "debit-" + id, debit);
        told.round(number).debits.put(id, new Told.Debit(true, debit));
        var ends = told.round(number).tickets.computeIfAbsent(id, _ -> new TreeSet<>());
        ends.add("ACCEPTED");
        for (int i = 0; i < bets.size(); i++) {
            String hash = "%064x".formatted(number * 100 + own.size());
            own.add(new Leaf(number, own.size(), id, i, hash));
            if (bets.get(i).selection().equals("ODD")) {
                String credit = "credit-" + id;
                payouts.put(credit, new Payout(id, i, 195));
                moved(number, name, "CREDIT", credit, 195);
                ends.add("WON");
                told.round(number).won.put(id, 195L);
                told.round(number).credits.put(credit, new Told.Command(id, 195));
                told.delivered.add(credit);
            }
        }
    }

    /** Its answer never came. */
    private void unknown(long number, String name, long debit) {
        String id = name + "-" + number;
        moved(number, name, "DEBIT", "debit-" + id, debit);
        told.round(number).debits.put(id, new Told.Debit(false, debit));
    }

    private void other(long number, String name, String state) {
        String id = name + "-" + number;
        tickets.put(id, new Ticket("ada", number, PARTY, 100, state, List.of(bet("ODD")), ""));
        told.round(number).tickets.put(id, new TreeSet<>(List.of(state)));
    }

    private void moved(long number, String name, String kind, String transaction, long amount) {
        wallet.add(
                new Line(
                        transaction,
                        kind,
                        "ada",
                        name + "-" + number,
                        "digits-3:" + number,
                        amount,
                        true));
    }

    private static Bet bet(String selection) {
        return new Bet("ODD_EVEN", selection, 100, "1.95");
    }

    private Evidence evidence(long rowsBefore) {
        var without =
                new Evidence(
                        after,
                        after + 2,
                        rounds,
                        tickets,
                        payouts,
                        List.of(),
                        leaves,
                        wallet,
                        told,
                        promises,
                        List.of(),
                        rowsBefore,
                        rowsBefore + 40);
        return without.withLedger(ledger(without));
    }

    /** By hand, and not by the checker's own bookkeeping. */
    private List<Evidence.Entry> ledger(Evidence it) {
        List<Evidence.Entry> rows = new ArrayList<>();
        for (long number : it.rounds().keySet()) {
            hold(rows, number, "won", 200, "POSTED");
            row(rows, number, "won-" + number, "POSTED", "house_result", "payouts_due", 195);
            row(rows, number, "won-" + number, "POSTED", "payouts_due", "payouts_delivered", 195);
            String gift = "gift-" + number;
            row(rows, number, gift, "POSTED", "player_funds_held", "payouts_due", 195);
            row(rows, number, gift, "POSTED", "payouts_due", "payouts_delivered", 195);
            hold(rows, number, "lost", 100, "POSTED");
            hold(rows, number, "declined", 100, "VOIDED");
            hold(rows, number, "expired", 100, "VOIDED");
            String expired = "expired-" + number;
            row(rows, number, expired, "POSTED", "player_funds_held", "refunds_due", 100);
            row(rows, number, expired, "POSTED", "refunds_due", "refunds_delivered", 100);
            row(rows, number, "", "POSTED", "stakes", "house_result", 300);
            row(rows, number, "", "POSTED", "operator_balance", "player_funds_held", 300);
            row(rows, number, "", "POSTED", "player_funds_held", "operator_balance", 195);
        }
        return rows;
    }

    private static void hold(
            List<Evidence.Entry> rows, long number, String name, long stake, String ending) {
        row(rows, number, name + "-" + number, "PENDING", "player_funds_held", "stakes", stake);
        row(rows, number, name + "-" + number, ending, "player_funds_held", "stakes", stake);
    }

    private static void row(
            List<Evidence.Entry> rows,
            long number,
            String ticket,
            String phase,
            String debit,
            String credit,
            long amount) {
        rows.add(new Evidence.Entry(number, ticket, PARTY, phase, debit, credit, amount));
    }
}
