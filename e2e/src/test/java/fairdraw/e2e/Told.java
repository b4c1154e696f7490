package fairdraw.e2e;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the events of the topics say, by the round that they belong to; an event that is told twice
 * says nothing new.
 */
final class Told {

    /** By the number of the round. */
    final SortedMap<Long, OfRound> rounds = new TreeMap<>();

    /** Transactions whose delivery was told. */
    final Set<String> delivered = new HashSet<>();

    /** Numbers of round events, without those that lie before the first gap. */
    final SortedSet<Long> pastGap = new TreeSet<>();

    /** The first number of a round event that was not told. */
    long gap = 1;

    /** A command to the wallet. */
    record Command(String ticket, long amount) {}

    /** A debit that the gateway sent. */
    record Debit(boolean applied, long amount) {}

    /** Control totals of a round. */
    record Close(long bets, long stakes, long payouts) {
        Close plus(Close other) {
            return new Close(bets + other.bets, stakes + other.stakes, payouts + other.payouts);
        }
    }

    /** What is told about one round. */
    static final class OfRound {
        /** Names of the round's own events. */
        final SortedSet<String> steps = new TreeSet<>();

        /** The greatest number of these. */
        long sequence;

        String betRoot = "";
        long betCount = -1;
        int outcome = -1;

        /** What was told of its record; two of one round are evidence against the house. */
        final Set<String> recordHashes = new HashSet<>();

        /** Ticket to what became of it: ACCEPTED, DECLINED, EXPIRED, REFUNDED, WON. */
        final SortedMap<String, SortedSet<String>> tickets = new TreeMap<>();

        final Map<String, Long> won = new HashMap<>();

        /** By transaction. */
        final SortedMap<String, Command> credits = new TreeMap<>();

        final SortedMap<String, Command> rollbacks = new TreeMap<>();

        /** By party, such as EUR REAL. */
        final SortedMap<String, Close> closes = new TreeMap<>();

        final Set<String> closings = new HashSet<>();

        /** What the gateway told of its debits, by ticket; an amount when it was applied. */
        final SortedMap<String, Debit> debits = new TreeMap<>();

        /** Sums of the settlement, by party. */
        final SortedMap<String, Close> settled = new TreeMap<>();

        /** The same of free bets, with their nominal stakes. */
        final SortedMap<String, Close> settledFree = new TreeMap<>();

        private OfRound copy() {
            var copy = new OfRound();
            copy.steps.addAll(steps);
            copy.sequence = sequence;
            copy.betRoot = betRoot;
            copy.betCount = betCount;
            copy.outcome = outcome;
            copy.recordHashes.addAll(recordHashes);
            tickets.forEach((id, ends) -> copy.tickets.put(id, new TreeSet<>(ends)));
            copy.won.putAll(won);
            copy.credits.putAll(credits);
            copy.rollbacks.putAll(rollbacks);
            copy.closes.putAll(closes);
            copy.closings.addAll(closings);
            copy.debits.putAll(debits);
            copy.settled.putAll(settled);
            copy.settledFree.putAll(settledFree);
            return copy;
        }
    }

    OfRound round(long number) {
        return rounds.computeIfAbsent(number, _ -> new OfRound());
    }

    /** Notes the number of a round event. */
    void sequence(long number) {
        if (number >= gap) {
            pastGap.add(number);
            while (pastGap.remove(gap)) {
                gap++;
            }
        }
    }

    /** What it says about the rounds after one and up to another; later events still enter it. */
    SortedMap<Long, OfRound> between(long after, long upTo) {
        return rounds.subMap(after + 1, upTo + 1);
    }

    /** What was told until now, which later events do not change. */
    Told copy() {
        var copy = new Told();
        copy.gap = gap;
        copy.pastGap.addAll(pastGap);
        copy.delivered.addAll(delivered);
        rounds.forEach((number, round) -> copy.rounds.put(number, round.copy()));
        return copy;
    }

    /** Everything that belongs to a round in words, so that a later change shows. */
    static List<String> words(OfRound round) {
        return List.of(
                round.steps.toString(),
                round.betRoot + " " + round.betCount + " " + round.outcome,
                round.tickets.toString(),
                new TreeMap<>(round.won).toString(),
                round.credits.toString(),
                round.rollbacks.toString(),
                round.closes.toString(),
                round.settled.toString(),
                round.settledFree.toString());
    }
}
