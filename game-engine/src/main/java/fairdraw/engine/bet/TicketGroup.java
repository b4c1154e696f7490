package fairdraw.engine.bet;

import fairdraw.engine.ledger.Transfer;
import fairdraw.engine.player.Pseudonyms;
import fairdraw.engine.receipt.BetEntry;
import fairdraw.engine.receipt.LeafChain;
import fairdraw.engine.ticket.Rollback;
import fairdraw.engine.ticket.Ticket;
import fairdraw.engine.ticket.TicketBody;
import fairdraw.engine.ticket.TicketRequest;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides the commands of one group commit, in their order, against the books in memory, and
 * gathers what has to be written. If the transaction does not commit, {@link #undo} puts the books
 * back. Not safe for several threads.
 */
final class TicketGroup {

    private final Map<Long, RoundBook> books;
    private final Map<UUID, Ticket> stored;
    private final BeaconGuard guard;
    private final Pseudonyms pseudonyms;
    private final Supplier<Bytes> salts;
    private final CreditRoom credit;
    private final long nowMs;

    private final List<Ticket.Reserved> reserved = new ArrayList<>();
    private final Map<UUID, Acceptance> acceptances = new LinkedHashMap<>();
    private final List<Ticket> ended = new ArrayList<>();
    private final List<Rollback> rollbacks = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final Map<UUID, Ticket> moved = new HashMap<>();
    private final List<Supplier<TicketAnswer>> answers = new ArrayList<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();

    /** A ticket that goes into its round; its receipt comes with the whole group's. */
    record Acceptance(
            Ticket.Reserved ticket,
            RoundBook book,
            String operatorTransaction,
            List<BetEntry> bets) {}

    /**
     * @param books of the rounds that take bets, by number
     * @param stored the tickets of this group that the database knows and memory does not
     * @param credit what those who reserve in this group and have a bound owe
     */
    TicketGroup(
            Map<Long, RoundBook> books,
            Map<UUID, Ticket> stored,
            BeaconGuard guard,
            Pseudonyms pseudonyms,
            Supplier<Bytes> salts,
            CreditRoom credit,
            long nowMs) {
        this.books = books;
        this.stored = stored;
        this.guard = guard;
        this.pseudonyms = pseudonyms;
        this.salts = salts;
        this.credit = credit;
        this.nowMs = nowMs;
    }

    /** Decides one command. */
    void decide(TicketCommand command) {
        switch (command) {
            case TicketCommand.Reserve reserve -> reserve(reserve.request());
            case TicketCommand.Confirm confirm -> confirm(confirm);
            case TicketCommand.Decline decline -> decline(decline);
            case TicketCommand.Expire expire -> expire(expire);
        }
    }

    private void reserve(TicketRequest request) {
        var known = current(request.ticket());
        if (known.isPresent()) {
            boolean same = known.get().body().isOf(request);
            answers.add(
                    same
                            ? () -> new TicketAnswer.Replayed(latest(request.ticket()))
                            : refused(Refusal.of(RefusalCode.IDEMPOTENCY_MISMATCH)));
            return;
        }
        var book = books.get(request.round());
        if (book == null || !takesReservations(book.window())) {
            answers.add(
                    refused(
                            Refusal.of(
                                    RefusalCode.ROUND_NOT_OPEN,
                                    "roundId",
                                    RefusalCode.ROUND_NOT_OPEN.sentence())));
            return;
        }
        switch (book.reserve(request, nowMs)) {
            case RoundBook.Reservation.Refused refusal -> answers.add(refused(refusal.refusal()));
            case RoundBook.Reservation.Held held -> {
                var ticket = held.ticket();
                if (!takesCredit(book, ticket.body())) {
                    book.release(ticket.body());
                    answers.add(refused(Refusal.of(RefusalCode.CREDIT_EXHAUSTED)));
                    return;
                }
                undo.push(() -> book.release(ticket.body()));
                reserved.add(ticket);
                transfers.addAll(ticket.body().books(step -> step.hold(nowMs)));
                moved.put(request.ticket(), ticket);
                answers.add(() -> new TicketAnswer.Now(latest(request.ticket())));
            }
        }
    }

    private void confirm(TicketCommand.Confirm confirm) {
        var held = held(confirm.ticket());
        if (held.isEmpty()) {
            tooLate(confirm.ticket(), "DEBIT_LATE");
            return;
        }
        var book = held.get().book();
        var ticket = held.get().ticket();
        var window = book.window();
        if (nowMs < window.confirmByMs() && !guard.shut(window.beaconRound(), nowMs)) {
            accept(book, ticket, confirm.operatorTransaction());
        } else {
            end(book, ticket, ticket.expire("DEBIT_LATE"));
            owe(ticket.body(), "DEBIT_LATE");
        }
        answers.add(() -> new TicketAnswer.Now(latest(confirm.ticket())));
    }

    private void decline(TicketCommand.Decline decline) {
        var held = held(decline.ticket());
        held.ifPresent(
                found -> end(found.book(), found.ticket(), found.ticket().decline(decline.code())));
        answers.add(
                current(decline.ticket()).isPresent()
                        ? () -> new TicketAnswer.Now(latest(decline.ticket()))
                        : refused(Refusal.of(RefusalCode.NOT_FOUND)));
    }

    private void expire(TicketCommand.Expire expire) {
        var held = held(expire.ticket());
        if (held.isEmpty()) {
            tooLate(expire.ticket(), expire.reason());
            return;
        }
        var ticket = held.get().ticket();
        end(held.get().book(), ticket, ticket.expire(expire.reason()));
        owe(ticket.body(), expire.reason());
        answers.add(() -> new TicketAnswer.Now(latest(expire.ticket())));
    }

    /** Somebody may have debited a ticket that is no longer reserved: the same rollback again. */
    private void tooLate(UUID id, String reason) {
        var known = current(id);
        if (known.isEmpty()) {
            answers.add(refused(Refusal.of(RefusalCode.NOT_FOUND)));
            return;
        }
        switch (known.get()) {
            // In the round, or just now taken into it: there is nothing to give back.
            case Ticket.Accepted _, Ticket.Reserved _ -> {}
            case Ticket.Declined declined -> owe(declined.body(), reason);
            case Ticket.Expired expired -> owe(expired.body(), expired.reason());
            case Ticket.Refunded refunded -> owe(refunded.body(), refunded.reason());
        }
        answers.add(() -> new TicketAnswer.Now(latest(id)));
    }

    private void accept(RoundBook book, Ticket.Reserved ticket, String operatorTransaction) {
        LeafChain before = book.chain().copy();
        undo.push(() -> {
            book.chain(before);
            book.unaccept(ticket);
        });
        var body = ticket.body();
        book.accepted(body);
        var entries = new ArrayList<BetEntry>(body.bets().size());
        for (int i = 0; i < body.bets().size(); i++) {
            var record = book.window().record(body, i, pseudonyms.of(body.owner()));
            entries.add(book.chain().append(record, salts.get()));
        }
        acceptances.put(body.id(), new Acceptance(ticket, book, operatorTransaction, entries));
        transfers.addAll(body.books(step -> step.post(nowMs)));
    }

    private boolean takesCredit(RoundBook book, TicketBody ticket) {
        // Nobody owes the house anything for a free bet.
        return ticket.free()
                || book.credit(ticket.party())
                        .map(bound -> credit.take(ticket.party(), bound, ticket.stake()))
                        .orElse(true);
    }

    private void end(RoundBook book, Ticket.Reserved from, Ticket to) {
        book.release(from.body());
        credit.giveBack(from.body().party(), from.body().debit());
        undo.push(() -> book.restore(from));
        transfers.addAll(from.body().books(step -> step.release(nowMs)));
        ended.add(to);
        moved.put(from.body().id(), to);
    }

    private void owe(TicketBody ticket, String reason) {
        rollbacks.add(new Rollback(ticket, reason));
        transfers.addAll(ticket.books(step -> step.refundDue(nowMs)));
    }

    private boolean takesReservations(BetWindow window) {
        return nowMs >= window.openAtMs()
                && nowMs < window.closeAtMs()
                && !guard.shut(window.beaconRound(), nowMs);
    }

    private record Held(RoundBook book, Ticket.Reserved ticket) {}

    private Optional<Held> held(UUID id) {
        for (RoundBook book : books.values()) {
            var ticket = book.reserved(id);
            if (ticket.isPresent()) {
                return Optional.of(new Held(book, ticket.get()));
            }
        }
        return Optional.empty();
    }

    /** The ticket as it is at this point of the group. */
    private Optional<Ticket> current(UUID id) {
        var now = moved.get(id);
        if (now != null) {
            return Optional.of(now);
        }
        return held(id).<Ticket>map(Held::ticket)
                .or(() -> Optional.ofNullable(acceptances.get(id)).map(Acceptance::ticket))
                .or(() -> Optional.ofNullable(stored.get(id)));
    }

    /** The ticket as it is at the end of the group. */
    private Ticket latest(UUID id) {
        return current(id).orElseThrow();
    }

    /** The receipts are signed: the ticket is accepted. */
    void signed(Ticket.Accepted ticket) {
        moved.put(ticket.body().id(), ticket);
    }

    /** Puts the books back to where they were before the group. */
    void undo() {
        undo.forEach(Runnable::run);
        undo.clear();
    }

    /** One answer for each command, in order; only after the receipts are signed. */
    List<TicketAnswer> answers() {
        return answers.stream().map(Supplier::get).toList();
    }

    /** The earliest cut-off of what was accepted; the commit must come before it. */
    long commitBeforeMs() {
        return acceptances.values().stream()
                .mapToLong(a -> a.book().window().confirmByMs())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    List<Ticket.Reserved> reserved() {
        return reserved;
    }

    List<Acceptance> acceptances() {
        return List.copyOf(acceptances.values());
    }

    List<Ticket> ended() {
        return ended;
    }

    List<Rollback> rollbacks() {
        return rollbacks;
    }

    List<Transfer> transfers() {
        return transfers;
    }

    Map<UUID, Ticket> moved() {
        return moved;
    }

    private static Supplier<TicketAnswer> refused(Refusal refusal) {
        return () -> new TicketAnswer.Refused(refusal);
    }
}
