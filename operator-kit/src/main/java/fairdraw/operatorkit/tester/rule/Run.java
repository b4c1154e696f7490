package fairdraw.operatorkit.tester.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What came of a run so far. A scenario that failed is left out of the books, so that one mistake
 * is not reported by the scenarios after it as well.
 */
final class Run {

    private final Instant startedAt;
    private final List<Line> booked = new ArrayList<>();
    private final Set<String> tickets = new HashSet<>();
    private final Set<String> spoiled = new HashSet<>();
    private final Set<String> current = new HashSet<>();
    private long expectedBalance;

    Run(Instant startedAt) {
        this.startedAt = startedAt;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** A scenario begins. */
    void begin() {
        current.clear();
    }

    /** A ticket, or a promotion, that this run made. */
    void ticket(String id) {
        tickets.add(id);
        current.add(id);
    }

    /** The scenario kept its rule: this is what moved. */
    void passed(List<Line> lines) {
        booked.addAll(lines);
        for (Line line : lines) {
            expectedBalance = Math.addExact(expectedBalance, line.effect());
        }
    }

    /** Whether it was not booked before. */
    boolean fresh(Line line) {
        return booked.stream().noneMatch(it -> it.transaction().equals(line.transaction()));
    }

    /** The scenario did not: its tickets, and all that it touched, are out of the books. */
    void failed(List<Line> touched) {
        spoiled.addAll(current);
        touched.forEach(line -> spoiled.add(line.key()));
        booked.removeIf(line -> spoiled.contains(line.key()));
    }

    /** Keeps a ticket out of the books from the begin. */
    void unbooked(String ticket) {
        spoiled.add(ticket);
    }

    /** The balance that everything from here on is counted from. */
    void balance(long balance) {
        expectedBalance = balance;
    }

    long expectedBalance() {
        return expectedBalance;
    }

    List<Line> booked() {
        return List.copyOf(booked);
    }

    /** Whether it is a ticket of this run that is in the books. */
    boolean ours(String ticket) {
        return tickets.contains(ticket) && !spoiled.contains(ticket);
    }
}
