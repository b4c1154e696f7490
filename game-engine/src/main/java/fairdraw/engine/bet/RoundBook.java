package fairdraw.engine.bet;

import fairdraw.engine.config.Credit;
import fairdraw.engine.config.Limits;
import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.engine.exposure.HeldExposure;
import fairdraw.engine.exposure.SealedExposure;
import fairdraw.engine.receipt.LeafChain;
import fairdraw.engine.ticket.PricedBet;
import fairdraw.engine.ticket.StoredBet;
import fairdraw.engine.ticket.Ticket;
import fairdraw.engine.ticket.TicketBody;
import fairdraw.engine.ticket.TicketRequest;
import fairdraw.games.Selection;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What one round that takes bets has in memory: reserved tickets, held exposure and the chain of
 * accepted bets. Rebuilt exactly from the database. Not safe for several threads.
 */
final class RoundBook {

    /** Bets of one ticket. */
    static final int BETS_MAX = 20;

    private final BetWindow window;
    private final HeldExposure held;
    private final SealedExposure sealed = new SealedExposure();
    private final Map<UUID, Ticket.Reserved> reserved = new LinkedHashMap<>();
    // As many as the game has selections; the same ones come again and again.
    private final Map<String, Selection.Parsed> selections = new HashMap<>();
    private LeafChain chain;

    RoundBook(BetWindow window, long houseLiability) {
        this.window = window;
        held = new HeldExposure(window.table().game().outcomes(), houseLiability);
        chain = new LeafChain(window.domain(), window.round());
    }

    /** A request that was taken, or why it was not. */
    sealed interface Reservation {
        record Held(Ticket.Reserved ticket) implements Reservation {}

        record Refused(Refusal refusal) implements Reservation {}
    }

    BetWindow window() {
        return window;
    }

    /** Takes a request that is not known yet and holds it, or refuses it and holds nothing. */
    Reservation reserve(TicketRequest request, long nowMs) {
        var party = request.party();
        if (request.bets().isEmpty()) {
            return refused(RefusalCode.INVALID_FIELD, "bets", "a ticket has at least one bet");
        }
        if (request.bets().size() > BETS_MAX) {
            return refused(RefusalCode.TOO_MANY_BETS, "bets", "at most " + BETS_MAX);
        }
        var terms = window.terms().of(party.operator());
        if (terms.isEmpty() || !terms.get().active()) {
            return new Reservation.Refused(Refusal.of(RefusalCode.OPERATOR_NOT_ACTIVE));
        }
        var limits = terms.get().limits(party.currency());
        if (limits.isEmpty()) {
            return refused(
                    RefusalCode.CURRENCY_NOT_ALLOWED,
                    "currency",
                    RefusalCode.CURRENCY_NOT_ALLOWED.sentence());
        }
        var bets = new ArrayList<PricedBet>();
        for (int i = 0; i < request.bets().size(); i++) {
            var line = request.bets().get(i);
            var refusal = hold(request, limits.get(), line, "bets[" + i + "]");
            if (refusal.isPresent()) {
                bets.forEach(bet -> drop(party, request.player(), bet));
                return new Reservation.Refused(refusal.get());
            }
            bets.add(priced(line));
        }
        var ticket = new Ticket.Reserved(body(request, bets, nowMs));
        reserved.put(ticket.body().id(), ticket);
        return new Reservation.Held(ticket);
    }

    /** The bound of a party's credit; play money has none. */
    Optional<Credit> credit(Party party) {
        return party.mode() == Mode.TEST
                ? Optional.empty()
                : window.terms()
                        .of(party.operator())
                        .flatMap(terms -> terms.limits(party.currency()))
                        .flatMap(Limits::credit);
    }

    Optional<Ticket.Reserved> reserved(UUID ticket) {
        return Optional.ofNullable(reserved.get(ticket));
    }

    /** Every ticket that still waits for its debit, oldest first. */
    List<Ticket.Reserved> reserved() {
        return List.copyOf(reserved.values());
    }

    /** A reserved ticket goes into the round: its exposure stays, its bets count as sealed. */
    void accepted(TicketBody body) {
        reserved.remove(body.id());
        body.bets()
                .forEach(bet -> sealed.add(body.party(), body.free(), selection(bet), bet.stake()));
    }

    /** Takes {@link #accepted} back. */
    void unaccept(Ticket.Reserved ticket) {
        var body = ticket.body();
        body.bets()
                .forEach(bet ->
                        sealed.remove(body.party(), body.free(), selection(bet), bet.stake()));
        reserved.put(body.id(), ticket);
    }

    /** A reserved ticket is out: nothing is held for it any more. */
    void release(TicketBody body) {
        reserved.remove(body.id());
        body.bets().forEach(bet -> drop(body.party(), body.player(), bet));
    }

    /** Takes {@link #release} back, or holds a ticket that was stored. */
    void restore(Ticket.Reserved ticket) {
        holdAll(ticket.body());
        reserved.put(ticket.body().id(), ticket);
    }

    /**
     * Counts a bet that was stored as accepted; they come in order.
     *
     * @throws IllegalStateException when one is missing before it
     */
    void restoreAccepted(StoredBet bet) {
        if (bet.sequence() != chain.size()) {
            throw new IllegalStateException(
                    "bet %d of round %d is missing".formatted(chain.size(), window.round()));
        }
        var selection = selection(bet.market(), bet.selection());
        hold(bet.party(), bet.player(), selection, bet.stake());
        sealed.add(bet.party(), bet.free(), selection, bet.stake());
        chain.restore(bet.leaf());
    }

    LeafChain chain() {
        return chain;
    }

    /** Puts back a copy of the chain. */
    void chain(LeafChain before) {
        chain = before;
    }

    Collection<SealedExposure.Entry> sealed() {
        return sealed.entries();
    }

    HeldExposure held() {
        return held;
    }

    private Optional<Refusal> hold(
            TicketRequest request, Limits limits, TicketRequest.Line line, String at) {
        long min = Math.max(limits.minStake(), window.table().minStake());
        if (line.stake() < min) {
            return refusal(RefusalCode.STAKE_TOO_LOW, at + ".stake", "at least " + min);
        }
        if (line.stake() > limits.maxStake()) {
            var extra = Map.<String, Object>of("largestStake", limits.maxStake());
            var detail = "at most " + limits.maxStake();
            return Optional.of(
                    new Refusal(RefusalCode.STAKE_TOO_HIGH, at + ".stake", detail, extra));
        }
        var known = selections.get(key(line.market(), line.selection()));
        return known == null
                ? holdNew(request, limits, line, at)
                : holdKnown(request, limits, line, known, at);
    }

    /** Reading a selection goes through all outcomes, so that each is read once. */
    private Optional<Refusal> holdNew(
            TicketRequest request, Limits limits, TicketRequest.Line line, String at) {
        return switch (window.table().select(line.market(), line.selection())) {
            case Selection.Refused unknown ->
                    switch (unknown.reason()) {
                        case MARKET_UNKNOWN ->
                                refusal(
                                        RefusalCode.MARKET_UNKNOWN,
                                        at + ".market",
                                        unknown.detail());
                        case SELECTION_INVALID ->
                                refusal(
                                        RefusalCode.SELECTION_INVALID,
                                        at + ".selection",
                                        unknown.detail());
                    };
            case Selection.Parsed parsed -> {
                selections.put(key(line.market(), line.selection()), parsed);
                yield holdKnown(request, limits, line, parsed, at);
            }
        };
    }

    private Optional<Refusal> holdKnown(
            TicketRequest request,
            Limits limits,
            TicketRequest.Line line,
            Selection.Parsed selection,
            String at) {
        var party = request.party();
        long stake = line.stake();
        var over = held.refusal(party, request.player(), limits, selection, stake, at + ".stake");
        if (over.isEmpty()) {
            hold(party, request.player(), selection, stake);
        }
        return over;
    }

    private void holdAll(TicketBody body) {
        for (PricedBet bet : body.bets()) {
            hold(body.party(), body.player(), selection(bet), bet.stake());
        }
    }

    private void hold(Party party, String player, Selection.Parsed selection, long stake) {
        held.add(party, player, selection, stake);
    }

    private void drop(Party party, String player, PricedBet bet) {
        held.remove(party, player, selection(bet), bet.stake());
    }

    private PricedBet priced(TicketRequest.Line line) {
        var selection = selection(line.market(), line.selection());
        return new PricedBet(
                line.market(),
                line.selection(),
                line.stake(),
                selection.multiplier().text(),
                selection.potentialPayout(line.stake()));
    }

    private TicketBody body(TicketRequest request, List<PricedBet> bets, long nowMs) {
        return new TicketBody(
                request.ticket(),
                request.party(),
                request.player(),
                request.session(),
                request.game(),
                request.round(),
                bets,
                request.freeBet(),
                request.bodyHash(),
                nowMs,
                window.confirmByMs());
    }

    private Selection.Parsed selection(PricedBet bet) {
        return selection(bet.market(), bet.selection());
    }

    private Selection.Parsed selection(String market, String selection) {
        return selections.computeIfAbsent(
                key(market, selection),
                _ ->
                        switch (window.table().select(market, selection)) {
                            case Selection.Parsed parsed -> parsed;
                            case Selection.Refused refused ->
                                    throw new IllegalStateException(refused.detail());
                        });
    }

    private static String key(String market, String selection) {
        return market + "/" + selection;
    }

    private static Reservation refused(RefusalCode code, String field, String detail) {
        return new Reservation.Refused(Refusal.of(code, field, detail));
    }

    private static Optional<Refusal> refusal(RefusalCode code, String field, String detail) {
        return Optional.of(Refusal.of(code, field, detail));
    }
}
