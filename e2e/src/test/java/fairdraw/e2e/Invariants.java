package fairdraw.e2e;

import static fairdraw.e2e.Verdict.Harm.DOUBLED;
import static fairdraw.e2e.Verdict.Harm.LOST;
import static fairdraw.e2e.Verdict.Harm.STUCK;
import static fairdraw.e2e.Verdict.Harm.WRONG;

import fairdraw.e2e.Evidence.Bet;
import fairdraw.e2e.Evidence.Leaf;
import fairdraw.e2e.Evidence.Payout;
import fairdraw.e2e.Evidence.Promise;
import fairdraw.e2e.Evidence.Round;
import fairdraw.e2e.Evidence.Ticket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The six invariants of spec 5 over some evidence, by somebody who trusts nobody: with a draw's
 * arithmetic and a bookkeeping of its own. It reads nothing itself, so that a test can feed it
 * lies.
 */
final class Invariants {

    private final Evidence it;
    private final Verdict verdict = new Verdict();

    private Invariants(Evidence evidence) {
        this.it = evidence;
    }

    /** What is wrong with these rounds, which had the time to end. */
    static Verdict check(Evidence evidence) {
        var invariants = new Invariants(evidence);
        invariants.theBooksBalance();
        invariants.bothSidesAgree();
        invariants.promisesAreKept();
        invariants.eachTransactionIsOnce();
        invariants.aFreeBetIsPlayedOnce();
        invariants.eachBetIsSettledByTheDraw();
        invariants.everythingEnds();
        invariants.sealsHoldTheBets();
        new TopicsCheck(evidence, invariants.verdict).check();
        return invariants.verdict;
    }

    /** Invariant 1: the ledger has the rows that the tickets ask for, and no other. */
    private void theBooksBalance() {
        it.whole().forEach(what -> verdict.add(1, WRONG, what));
        List<String> expected = Bookkeeping.of(it).stream().map(Bookkeeping::words).toList();
        Map<String, Integer> balance = new TreeMap<>();
        expected.forEach(row -> balance.merge(row, 1, Integer::sum));
        it.ledger().forEach(row -> balance.merge(Bookkeeping.words(row), -1, Integer::sum));
        balance.forEach((row, difference) -> {
            if (difference > 0) {
                verdict.add(1, LOST, "the ledger lacks " + row);
            } else if (difference < 0) {
                verdict.add(1, DOUBLED, "the ledger has what nothing asks for: " + row);
            }
        });
    }

    /** Invariants 1 and 2: what moved at the wallet is what the books say, and nothing else. */
    private void bothSidesAgree() {
        Map<String, List<WalletList.Line>> byTicket =
                it.wallet().stream()
                        .filter(line -> line.moved() && !line.ticket().isEmpty())
                        .collect(Collectors.groupingBy(WalletList.Line::ticket));
        it.tickets()
                .forEach((id, ticket) -> agree(id, ticket, byTicket.getOrDefault(id, List.of())));
        byTicket.forEach((id, lines) -> {
            if (!it.tickets().containsKey(id) && isOfTheseRounds(lines)) {
                verdict.add(2, WRONG, "the wallet moved money for no ticket: " + lines);
            }
        });
    }

    private boolean isOfTheseRounds(List<WalletList.Line> lines) {
        return lines.stream().anyMatch(line -> it.covers(line.number()));
    }

    private void agree(String id, Ticket ticket, List<WalletList.Line> lines) {
        long debited = sum(lines, "DEBIT");
        long back = sum(lines, "ROLLBACK");
        long debits = count(lines, "DEBIT");
        boolean agrees =
                switch (ticket.state()) {
                    case "ACCEPTED" -> debited == ticket.debit() && back == 0 && debits == 1;
                    // The debit of a free bet, of 0, is given back like any other.
                    case "DECLINED", "EXPIRED", "REFUNDED" ->
                            debited == back && debits == count(lines, "ROLLBACK");
                    default -> true;
                };
        if (!agrees) {
            verdict.add(
                    1,
                    LOST,
                    "ticket %s of %d is %s: debited %d, given back %d"
                            .formatted(id, ticket.debit(), ticket.state(), debited, back));
        }
        for (WalletList.Line line : lines) {
            if (!line.player().equals(ticket.player()) || line.number() != ticket.round()) {
                verdict.add(2, WRONG, "the wallet names another player or round: " + line);
            }
        }
    }

    /** Invariant 2 towards the players: what was promised is in the books, in the same words. */
    private void promisesAreKept() {
        Map<String, String> receipts = new HashMap<>();
        for (Promise promise : it.promises()) {
            Ticket ticket = it.tickets().get(promise.ticket());
            if (ticket == null || !List.of("ACCEPTED", "REFUNDED").contains(ticket.state())) {
                verdict.add(
                        2,
                        LOST,
                        "ticket %s was accepted and is %s"
                                .formatted(
                                        promise.ticket(),
                                        ticket == null ? "not there" : ticket.state()));
            }
            String first = receipts.putIfAbsent(promise.ticket(), promise.receipt());
            if (first != null && !first.equals(promise.receipt())) {
                verdict.add(2, WRONG, "ticket " + promise.ticket() + " has two receipts");
            }
        }
    }

    /** Invariant 3 for what was given away: one ticket, unless it was given back. */
    private void aFreeBetIsPlayedOnce() {
        Map<String, String> played = new HashMap<>();
        it.tickets()
                .forEach((id, ticket) -> {
                    if (ticket.free() && ticket.accepted()) {
                        String first = played.putIfAbsent(ticket.freeBet(), id);
                        if (first != null) {
                            verdict.add(
                                    3,
                                    DOUBLED,
                                    "free bet %s is played by %s and %s"
                                            .formatted(ticket.freeBet(), first, id));
                        }
                    }
                });
    }

    /** Invariant 3, and that a credit is owed. */
    private void eachTransactionIsOnce() {
        Set<String> transactions = new HashSet<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (WalletList.Line line : it.wallet()) {
            if (!transactions.add(line.transaction())) {
                verdict.add(3, DOUBLED, "transaction " + line.transaction() + " is there twice");
            }
            if (line.moved() && it.tickets().containsKey(line.ticket())) {
                counts.merge(line.kind() + " of " + line.ticket(), 1, Integer::sum);
            }
            if (line.kind().equals("CREDIT") && it.covers(line.number())) {
                owed(line);
            }
        }
        it.tickets()
                .keySet()
                .forEach(id -> {
                    int debits = counts.getOrDefault("DEBIT of " + id, 0);
                    int rollbacks = counts.getOrDefault("ROLLBACK of " + id, 0);
                    boolean credited = counts.containsKey("CREDIT of " + id);
                    if (debits > 1 || rollbacks > 1) {
                        verdict.add(
                                3,
                                DOUBLED,
                                "ticket %s has %d debits and %d rollbacks"
                                        .formatted(id, debits, rollbacks));
                    }
                    if (credited && rollbacks > 0) {
                        verdict.add(3, DOUBLED, "ticket " + id + " is given back and paid");
                    }
                    if (credited && debits == 0) {
                        verdict.add(3, DOUBLED, "ticket " + id + " is paid without a debit");
                    }
                });
        it.payouts()
                .forEach((transaction, payout) -> {
                    if (!transactions.contains(transaction)) {
                        verdict.add(
                                2,
                                LOST,
                                "the wallet lacks credit %s of %s".formatted(transaction, payout));
                    }
                });
    }

    private void owed(WalletList.Line credit) {
        Payout payout = it.payouts().get(credit.transaction());
        if (payout == null) {
            verdict.add(3, DOUBLED, "a credit that nobody owes: " + credit);
        } else if (payout.amount() != credit.amount() || !payout.ticket().equals(credit.ticket())) {
            verdict.add(
                    2, WRONG, "a credit of another amount than %s: %s".formatted(payout, credit));
        }
    }

    /** Invariant 4. */
    private void eachBetIsSettledByTheDraw() {
        Map<String, Long> owed = new TreeMap<>();
        it.tickets()
                .forEach((id, ticket) -> {
                    Round round = it.rounds().get(ticket.round());
                    if (!ticket.accepted() || round == null || !round.published()) {
                        return;
                    }
                    for (int i = 0; i < ticket.bets().size(); i++) {
                        Bet bet = ticket.bets().get(i);
                        if (wins(bet.market(), bet.selection(), round.outcome())) {
                            owed.put(id + "/" + i, payout(bet));
                        }
                    }
                });
        Map<String, Long> paid = new TreeMap<>();
        for (Payout payout : it.payouts().values()) {
            if (paid.put(payout.ticket() + "/" + payout.index(), payout.amount()) != null) {
                verdict.add(4, DOUBLED, "two payouts of one bet: " + payout);
            }
        }
        Differences.of(owed, paid)
                .forEach(each ->
                        verdict.add(4, WRONG, "payout by the draw and in the books: " + each));
    }

    /** The rules of the six markets, written from the document alone. */
    static boolean wins(String market, String selection, int outcome) {
        String digits = "%03d".formatted(outcome);
        return switch (market) {
            case "STRAIGHT" -> digits.equals(selection);
            case "FRONT_PAIR" -> digits.startsWith(selection);
            case "BACK_PAIR" -> digits.endsWith(selection);
            case "ODD_EVEN" -> selection.equals(outcome % 2 == 1 ? "ODD" : "EVEN");
            case "HIGH_LOW" -> selection.equals(outcome >= 500 ? "HIGH" : "LOW");
            case "DIGIT" -> {
                int position = Integer.parseInt(selection.substring(0, 1));
                yield digits.charAt(position - 1) == selection.charAt(2);
            }
            default -> throw new AssertionError(market);
        };
    }

    private static long payout(Bet bet) {
        return new BigDecimal(bet.multiplier())
                .multiply(BigDecimal.valueOf(bet.stake()))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    /** Invariant 4: no round and no bet stays undecided, and what is owed is delivered. */
    private void everythingEnds() {
        it.rounds()
                .forEach((number, round) -> {
                    if (!round.ended()) {
                        verdict.add(4, STUCK, "round %d is %s".formatted(number, round.state()));
                    }
                });
        it.tickets()
                .forEach((id, ticket) -> {
                    if (!List.of("ACCEPTED", "DECLINED", "EXPIRED", "REFUNDED")
                            .contains(ticket.state())) {
                        verdict.add(4, STUCK, "ticket %s is %s".formatted(id, ticket.state()));
                    }
                });
    }

    /** Invariant 5. */
    private void sealsHoldTheBets() {
        Map<Long, List<Leaf>> byRound =
                it.leaves().stream().collect(Collectors.groupingBy(Leaf::round));
        it.rounds()
                .forEach((number, round) -> {
                    List<Leaf> leaves = byRound.getOrDefault(number, List.of());
                    for (int i = 0; i < leaves.size(); i++) {
                        if (leaves.get(i).sequence() != i) {
                            verdict.add(5, WRONG, "round %d has no bet %d".formatted(number, i));
                            return;
                        }
                    }
                    List<String> hashes = leaves.stream().map(Leaf::hash).toList();
                    if (!round.betRoot().isEmpty()
                            && (hashes.size() != round.betCount()
                                    || !MerkleRoot.of(hashes).equals(round.betRoot()))) {
                        verdict.add(5, WRONG, "round %d is sealed otherwise".formatted(number));
                    }
                });
        Set<String> placed = new TreeSet<>();
        it.tickets()
                .forEach((id, ticket) -> {
                    for (int i = 0; i < ticket.bets().size(); i++) {
                        if (ticket.accepted() || ticket.state().equals("REFUNDED")) {
                            placed.add(id + "/" + i);
                        }
                    }
                });
        for (Leaf leaf : it.leaves()) {
            String bet = leaf.ticket() + "/" + leaf.index();
            if (!placed.remove(bet) && it.tickets().containsKey(leaf.ticket())) {
                verdict.add(5, WRONG, "round %d holds bet %s".formatted(leaf.round(), bet));
            }
        }
        placed.forEach(bet -> verdict.add(5, LOST, "no round holds the accepted bet " + bet));
    }

    private static long count(List<WalletList.Line> lines, String kind) {
        return lines.stream().filter(line -> line.kind().equals(kind)).count();
    }

    private static long sum(List<WalletList.Line> lines, String kind) {
        return lines.stream()
                .filter(line -> line.kind().equals(kind))
                .mapToLong(WalletList.Line::amount)
                .sum();
    }
}
