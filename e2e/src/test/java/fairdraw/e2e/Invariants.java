package fairdraw.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The six invariants of spec 5, recomputed by somebody who trusts nobody: from the wallet's own
 * list, the engine's tables and the topics, with a draw's arithmetic of its own.
 */
final class Invariants {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<WalletList.Line> wallet;
    private final Topics topics;
    private final Map<String, Ticket> tickets = new TreeMap<>();
    private final Map<Long, Round> rounds = new TreeMap<>();
    private final Map<String, Payout> payouts = new TreeMap<>();
    private final Verdict verdict = new Verdict();

    /** What is wrong, by what it does to people. */
    static final class Verdict {
        /** Money or a bet that was promised and is not there. */
        final List<String> lost = new ArrayList<>();

        /** Money that moved twice, or that nobody owed. */
        final List<String> doubled = new ArrayList<>();

        /** What has not ended though it had its time. */
        final List<String> stuck = new ArrayList<>();

        /** Anything else that the books or the proofs say wrongly. */
        final List<String> wrong = new ArrayList<>();

        boolean clean() {
            return lost.isEmpty() && doubled.isEmpty() && stuck.isEmpty() && wrong.isEmpty();
        }

        @Override
        public String toString() {
            return "lost=%s doubled=%s stuck=%s wrong=%s".formatted(lost, doubled, stuck, wrong);
        }
    }

    private record Ticket(String player, long round, long stake, String state, JsonNode bets) {}

    private record Round(String state, int outcome, String betRoot, long betCount) {
        boolean ended() {
            return List.of("PUBLISHED", "SKIPPED", "VOIDED").contains(state);
        }
    }

    private record Payout(String ticket, int index, long amount) {}

    private Invariants(List<WalletList.Line> wallet, Topics topics) {
        this.wallet = wallet;
        this.topics = topics;
    }

    /**
     * Checks everything that has happened so far.
     *
     * @param accepted what players were told is accepted
     */
    static Verdict check(
            Platform platform, List<WalletList.Line> wallet, Topics topics, List<JsonNode> accepted)
            throws SQLException {
        Invariants invariants = new Invariants(wallet, topics);
        try (Connection engine = platform.database("engine")) {
            engine.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            engine.setAutoCommit(false);
            invariants.read(engine);
            invariants.theBooksBalance(engine);
            invariants.promisesAreKept(accepted);
            invariants.bothSidesAgree();
            invariants.eachBetIsSettledByTheDraw();
            invariants.sealsHoldTheBets(engine);
            invariants.topicsSayTheSame();
            invariants.everythingEnds();
        }
        return invariants.verdict;
    }

    private void read(Connection engine) throws SQLException {
        each(
                engine,
                "select ticket, player, round, stake, state, bets::text from tickets"
                        + " where operator = 'demo'",
                row ->
                        tickets.put(
                                row.getString(1),
                                new Ticket(
                                        row.getString(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getString(5),
                                        json(row.getString(6)))));
        each(
                engine,
                "select number, state, coalesce(outcome, -1),"
                        + " coalesce(encode(bet_root, 'hex'), ''), coalesce(bet_count, 0)"
                        + " from rounds",
                row ->
                        rounds.put(
                                row.getLong(1),
                                new Round(
                                        row.getString(2),
                                        row.getInt(3),
                                        row.getString(4),
                                        row.getLong(5))));
        each(
                engine,
                "select transaction, ticket, index, payout from settlements",
                row ->
                        payouts.put(
                                row.getString(1),
                                new Payout(row.getString(2), row.getInt(3), row.getLong(4))));
    }

    private void theBooksBalance(Connection engine) throws SQLException {
        each(
                engine,
                "select operator, currency, mode, sum(balance) from trial_balance"
                        + " group by 1, 2, 3 having sum(balance) <> 0",
                row -> verdict.wrong.add("ledger of " + row.getString(1) + " is not zero"));
        each(
                engine,
                "select account, booked, counted from drifted_account",
                row ->
                        verdict.wrong.add(
                                "account %s is %s and counts %s"
                                        .formatted(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3))));
        each(
                engine,
                "select ticket from ledger as hold where phase = 'PENDING' and not exists"
                        + " (select 1 from ledger as ending where ending.pending = hold.id)",
                row -> verdict.stuck.add("hold of ticket " + row.getString(1)));
    }

    /** What a player was told is accepted is in the round, whatever fell over afterwards. */
    private void promisesAreKept(List<JsonNode> accepted) {
        Map<String, String> receipts = new TreeMap<>();
        for (JsonNode promise : accepted) {
            String id = promise.path("ticketId").asText();
            Ticket ticket = tickets.get(id);
            if (ticket == null || !List.of("ACCEPTED", "REFUNDED").contains(ticket.state)) {
                verdict.lost.add("ticket %s was accepted and is %s".formatted(id, ticket));
            }
            String receipt = promise.path("receipt").toString();
            String first = receipts.putIfAbsent(id, receipt);
            if (first != null && !first.equals(receipt)) {
                verdict.wrong.add("ticket " + id + " has two receipts");
            }
        }
    }

    /** To the transaction: what moved at the wallet is what the books say, and nothing else. */
    private void bothSidesAgree() {
        Map<String, List<WalletList.Line>> byTicket =
                wallet.stream()
                        .filter(line -> line.moved() && !line.ticket().isEmpty())
                        .collect(Collectors.groupingBy(WalletList.Line::ticket));
        Set<String> transactions = new HashSet<>();
        for (WalletList.Line line : wallet) {
            if (!transactions.add(line.transaction())) {
                verdict.doubled.add("transaction " + line.transaction() + " is there twice");
            }
            if (!line.ticket().isEmpty() && !tickets.containsKey(line.ticket()) && line.moved()) {
                verdict.wrong.add("the wallet moved money for no ticket: " + line);
            }
        }
        tickets.forEach((id, ticket) -> agree(id, ticket, byTicket.getOrDefault(id, List.of())));
        for (WalletList.Line line : wallet) {
            if (line.kind().equals("CREDIT")) {
                Payout payout = payouts.get(line.transaction());
                if (payout == null || payout.amount != line.amount()) {
                    verdict.doubled.add("a credit that nobody owes: " + line);
                }
            }
        }
        payouts.forEach((transaction, payout) -> {
            if (tickets.containsKey(payout.ticket) && !transactions.contains(transaction)) {
                verdict.lost.add("payout %s of %s".formatted(transaction, payout));
            }
        });
    }

    private void agree(String id, Ticket ticket, List<WalletList.Line> lines) {
        List<WalletList.Line> debits = of(lines, "DEBIT");
        List<WalletList.Line> rollbacks = of(lines, "ROLLBACK");
        List<WalletList.Line> credits = of(lines, "CREDIT");
        if (debits.size() > 1 || rollbacks.size() > 1) {
            verdict.doubled.add("ticket %s: %s".formatted(id, lines));
        }
        if (!rollbacks.isEmpty() && !credits.isEmpty()) {
            verdict.doubled.add("ticket %s is given back and paid".formatted(id));
        }
        long debited = debits.stream().mapToLong(WalletList.Line::amount).sum();
        long back = rollbacks.stream().mapToLong(WalletList.Line::amount).sum();
        switch (ticket.state) {
            case "ACCEPTED" -> {
                if (debited != ticket.stake || back != 0) {
                    verdict.lost.add(
                            "ticket %s of %d: debited %d, given back %d"
                                    .formatted(id, ticket.stake, debited, back));
                }
            }
            case "DECLINED", "EXPIRED", "REFUNDED" -> {
                if (debited != back || !credits.isEmpty()) {
                    verdict.lost.add(
                            "ticket %s is %s: debited %d, given back %d"
                                    .formatted(id, ticket.state, debited, back));
                }
            }
            default -> verdict.stuck.add("ticket %s is %s".formatted(id, ticket.state));
        }
    }

    private void eachBetIsSettledByTheDraw() {
        Map<String, Long> owed = new TreeMap<>();
        tickets.forEach((id, ticket) -> {
            Round round = rounds.get(ticket.round);
            if (!ticket.state.equals("ACCEPTED") || !round.state.equals("PUBLISHED")) {
                return;
            }
            for (int i = 0; i < ticket.bets.size(); i++) {
                JsonNode bet = ticket.bets.get(i);
                if (wins(bet.get(0).asText(), bet.get(1).asText(), round.outcome)) {
                    owed.put(id + "/" + i, payout(bet));
                }
            }
        });
        Map<String, Long> paid = new TreeMap<>();
        payouts.values().stream()
                .filter(payout -> tickets.containsKey(payout.ticket))
                .forEach(p -> paid.put(p.ticket + "/" + p.index, p.amount));
        differences("payouts by the draw", owed, paid);
    }

    /** The rules of the six markets, written from the document alone. */
    private static boolean wins(String market, String selection, int outcome) {
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

    private static long payout(JsonNode bet) {
        return new BigDecimal(bet.get(3).asText())
                .multiply(BigDecimal.valueOf(bet.get(2).asLong()))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    private void sealsHoldTheBets(Connection engine) throws SQLException {
        Map<Long, List<byte[]>> leaves = new TreeMap<>();
        Set<String> inRounds = new TreeSet<>();
        each(
                engine,
                "select round, sequence, leaf, ticket from bets order by round, sequence",
                row -> {
                    List<byte[]> own =
                            leaves.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>());
                    if (row.getLong(2) != own.size()) {
                        verdict.wrong.add(
                                "round %d has a gap at %d"
                                        .formatted(row.getLong(1), row.getLong(2)));
                    }
                    own.add(row.getBytes(3));
                    inRounds.add(row.getString(4));
                });
        rounds.forEach((number, round) -> {
            List<byte[]> own = leaves.getOrDefault(number, List.of());
            if (!round.betRoot.isEmpty()
                    && (own.size() != round.betCount
                            || !MerkleRoot.of(own).equals(round.betRoot))) {
                verdict.wrong.add("round %d is sealed otherwise".formatted(number));
            }
        });
        Set<String> accepted = new TreeSet<>();
        tickets.forEach((id, ticket) -> {
            if (ticket.state.equals("ACCEPTED")) {
                accepted.add(id);
            }
        });
        inRounds.retainAll(tickets.keySet());
        if (!inRounds.equals(accepted)) {
            verdict.wrong.add("tickets and bets of rounds differ");
        }
    }

    /** A consumer that reads from the start reaches the same totals (invariant 6). */
    private void topicsSayTheSame() {
        if (topics.gap() != 0) {
            verdict.wrong.add("round event " + topics.gap() + " is missing");
        }
        Map<String, Long> credits = new TreeMap<>();
        Map<Long, Long> paid = new TreeMap<>();
        Map<Long, Long> staked = new TreeMap<>();
        payouts.forEach((transaction, payout) -> {
            credits.put(transaction, payout.amount);
            Ticket ticket = tickets.get(payout.ticket);
            paid.merge(ticket.round, payout.amount, Long::sum);
        });
        Set<String> accepted = new TreeSet<>();
        tickets.forEach((id, ticket) -> {
            if (ticket.state.equals("ACCEPTED")) {
                accepted.add(id);
                if (rounds.get(ticket.round).ended()) {
                    staked.merge(ticket.round, ticket.stake, Long::sum);
                }
            }
        });
        differences("credits ordered", credits, topics.credits());
        differences("stakes of rounds told", staked, topics.stakes());
        differences("payouts of rounds told", paid, topics.payouts());
        if (!accepted.equals(new TreeSet<>(topics.acceptedTickets()))) {
            verdict.wrong.add("accepted tickets told differ from those in the books");
        }
        Set<String> won =
                payouts.values().stream()
                        .map(Payout::ticket)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!won.equals(new TreeSet<>(topics.wonTickets()))) {
            verdict.wrong.add("won tickets told differ from those in the books");
        }
    }

    private void everythingEnds() {
        rounds.forEach((number, round) -> {
            if (!round.ended()) {
                verdict.stuck.add("round %d is %s".formatted(number, round.state));
            }
        });
        undelivered(topics.credits().keySet(), "credit");
        undelivered(topics.rollbacks(), "rollback");
    }

    private void undelivered(Collection<String> transactions, String what) {
        transactions.stream()
                .filter(transaction -> !topics.delivered(transaction))
                .forEach(transaction -> verdict.stuck.add(what + " " + transaction));
    }

    private <K> void differences(String what, Map<K, Long> books, Map<K, Long> other) {
        if (!books.equals(other)) {
            Set<K> keys = new TreeSet<>(books.keySet());
            keys.addAll(other.keySet());
            keys.removeIf(key -> books.getOrDefault(key, 0L).equals(other.getOrDefault(key, 0L)));
            verdict.wrong.add(
                    "%s differ at %s"
                            .formatted(
                                    what,
                                    keys.stream()
                                            .limit(3)
                                            .map(k -> k + ":" + books.get(k) + "/" + other.get(k))
                                            .toList()));
        }
    }

    private static List<WalletList.Line> of(List<WalletList.Line> lines, String kind) {
        return lines.stream().filter(line -> line.kind().equals(kind)).toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Takes one row. */
    private interface RowSink {
        void take(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, RowSink sink) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                sink.take(rows);
            }
        }
    }

    /** RFC 9162 over leaf hashes, written from the RFC. */
    private static final class MerkleRoot {

        static String of(List<byte[]> leaves) {
            return java.util.HexFormat.of().formatHex(root(leaves));
        }

        private static byte[] root(List<byte[]> leaves) {
            if (leaves.isEmpty()) {
                return sha256();
            }
            if (leaves.size() == 1) {
                return leaves.getFirst();
            }
            int left = Integer.highestOneBit(leaves.size() - 1);
            return sha256(
                    new byte[] {1},
                    root(leaves.subList(0, left)),
                    root(leaves.subList(left, leaves.size())));
        }

        private static byte[] sha256(byte[]... parts) {
            try {
                var digest = java.security.MessageDigest.getInstance("SHA-256");
                Arrays.stream(parts).forEach(digest::update);
                return digest.digest();
            } catch (java.security.NoSuchAlgorithmException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
