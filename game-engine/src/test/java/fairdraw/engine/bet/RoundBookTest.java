package fairdraw.engine.bet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.engine.config.Limits;
import fairdraw.engine.config.Mode;
import fairdraw.engine.config.OperatorTerms;
import fairdraw.engine.config.Party;
import fairdraw.engine.config.Terms;
import fairdraw.engine.player.Pseudonyms;
import fairdraw.engine.ticket.StoredBet;
import fairdraw.engine.ticket.TicketRequest;
import fairdraw.games.PayoutTable;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoundBookTest {

    private static final Party PARTY = new Party("op", "EUR", Mode.REAL);
    private static final PayoutTable TABLE = PayoutTable.of("digits-3");
    private static final Limits LIMITS =
            new Limits(50, 1_000, 2_000_000, 5_000_000, Optional.empty());
    private static final Terms TERMS =
            new Terms(1, Map.of("op", new OperatorTerms("op", true, Map.of("EUR", LIMITS))));
    private static final BetWindow WINDOW =
            new BetWindow(
                    "digits-3",
                    Bytes.zero(32),
                    new Domain(Bytes.zero(32)),
                    7,
                    0,
                    6_000,
                    6_400,
                    42,
                    TABLE,
                    TABLE.tableHash(),
                    TERMS);
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(new byte[32]);

    private final Random random = new Random(20_270_101);
    private final RoundBook book = new RoundBook(WINDOW, 4_000_000);

    @Test
    void a_group_that_is_undone_leaves_the_book_as_it_was() {
        for (int turn = 0; turn < 50; turn++) {
            group().undo();
            commit(group());
        }
        var before = book.held().of(PARTY);
        var sealed = List.copyOf(book.sealed());
        var reserved = List.copyOf(book.reserved());
        var root = book.chain().root();
        for (int turn = 0; turn < 50; turn++) {
            group().undo();
            assertEquals(before, book.held().of(PARTY));
            assertEquals(root, book.chain().root());
            assertEquals(sealed.size(), book.sealed().size());
            assertTrue(book.sealed().containsAll(sealed));
            assertTrue(book.reserved().containsAll(reserved));
            assertEquals(reserved.size(), book.reserved().size());
        }
    }

    @Test
    void a_rebuild_from_the_tickets_equals_the_book() {
        var accepted = new ArrayList<StoredBet>();
        for (int turn = 0; turn < 30; turn++) {
            group().acceptances().forEach(acceptance -> accepted.add(stored(acceptance)));
        }
        var rebuilt = new RoundBook(WINDOW, 4_000_000);
        accepted.forEach(rebuilt::restoreAccepted);
        book.reserved().forEach(rebuilt::restore);
        assertTrue(accepted.size() > 10);
        assertEquals(book.held().of(PARTY), rebuilt.held().of(PARTY));
        assertEquals(book.chain().root(), rebuilt.chain().root());
        assertEquals(book.chain().head(), rebuilt.chain().head());
        assertEquals(book.sealed().size(), rebuilt.sealed().size());
        assertTrue(book.sealed().containsAll(rebuilt.sealed()));
    }

    @Test
    void a_rebuild_stops_where_a_bet_is_missing() {
        var second = new StoredBet(1, PARTY, "p", false, "DIGIT", "1:1", 100, Bytes.zero(32));
        var rebuilt = new RoundBook(WINDOW, 4_000_000);
        var gap = assertThrows(IllegalStateException.class, () -> rebuilt.restoreAccepted(second));
        assertEquals("bet 0 of round 7 is missing", gap.getMessage());
    }

    private static StoredBet stored(TicketGroup.Acceptance acceptance) {
        var body = acceptance.ticket().body();
        var entry = acceptance.bets().getFirst();
        var bet = body.bets().getFirst();
        return new StoredBet(
                entry.sequence(),
                body.party(),
                body.player(),
                body.free(),
                bet.market(),
                bet.selection(),
                bet.stake(),
                entry.leaf());
    }

    @Test
    void the_house_cap_counts_all_operators_together() {
        var small = new RoundBook(WINDOW, 100_000);
        var refused = small.reserve(request("ann", "STRAIGHT", "123", 200), 1);
        var refusal = assertInstanceOf(RoundBook.Reservation.Refused.class, refused).refusal();
        assertEquals("LIABILITY_EXCEEDED", refusal.code().name());
    }

    /** A few random commands, decided and applied. */
    private TicketGroup group() {
        var group =
                new TicketGroup(
                        Map.of(7L, book),
                        Map.of(),
                        new BeaconGuard(() -> 0),
                        PSEUDONYMS,
                        () -> Bytes.zero(16),
                        new CreditRoom(Map.of()),
                        100);
        for (int i = 0; i < 5; i++) {
            var digit = random.nextInt(1, 4) + ":" + random.nextInt(10);
            group.decide(
                    new TicketCommand.Reserve(
                            request("p" + random.nextInt(3), "DIGIT", digit, 100)));
        }
        for (var ticket : book.reserved()) {
            var id = ticket.body().id();
            switch (random.nextInt(4)) {
                case 0 -> group.decide(new TicketCommand.Confirm(id, "x"));
                case 1 -> group.decide(new TicketCommand.Decline(id, "INSUFFICIENT_FUNDS"));
                case 2 -> group.decide(new TicketCommand.Expire(id, "DEBIT_UNKNOWN"));
                default -> {}
            }
        }
        return group;
    }

    private static void commit(TicketGroup group) {
        assertTrue(group.transfers().size() >= group.reserved().size());
    }

    private static TicketRequest request(
            String player, String market, String selection, long stake) {
        return new TicketRequest(
                UUID.randomUUID(),
                PARTY,
                player,
                "s",
                "digits-3",
                7,
                List.of(new TicketRequest.Line(market, selection, stake)),
                "",
                Bytes.zero(32));
    }
}
