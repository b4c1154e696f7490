package fairdraw.operatorkit.tester.rule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairdraw.kernel.Ids;
import java.time.Instant;

/**
 * A ticket of one player in one round, and the calls about it as the game server words them.
 *
 * @param stake minor units
 */
record Ticket(
        String id,
        String player,
        String game,
        String roundId,
        String currency,
        String mode,
        long stake,
        Instant expiresAt) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    String debitId() {
        return Ids.derived("debit", id).toString();
    }

    Ticket player(String other) {
        return new Ticket(id, other, game, roundId, currency, mode, stake, expiresAt);
    }

    Ticket expiresAt(Instant other) {
        return new Ticket(id, player, game, roundId, currency, mode, stake, other);
    }

    /** Takes the stake; two bets when it can be divided, else one. */
    ObjectNode debit() {
        ObjectNode body =
                JSON.objectNode()
                        .put("transaction_id", debitId())
                        .put("ticket_id", id)
                        .put("player", player)
                        .put("game", game)
                        .put("round_id", roundId)
                        .put("currency", currency)
                        .put("amount", stake)
                        .put("mode", mode)
                        .put("expires_at", expiresAt.toString());
        long half = stake / 2;
        var bets = body.putArray("bets");
        bets.addObject()
                .put("bet_id", betId(0))
                .put("market", "ODD_EVEN")
                .put("selection", "ODD")
                .put("stake", stake - half);
        if (half > 0) {
            bets.addObject()
                    .put("bet_id", betId(1))
                    .put("market", "STRAIGHT")
                    .put("selection", "472")
                    .put("stake", half);
        }
        return body;
    }

    /** Takes nothing: the ticket is played with a free bet of the nominal stake. */
    ObjectNode freeDebit(String freeBet) {
        return debit().put("amount", 0).put("free_bet_id", freeBet).put("free_bet_stake", stake);
    }

    ObjectNode credit(long amount) {
        return credit(0, amount);
    }

    /** Pays the bet with this place on the ticket. */
    ObjectNode credit(int bet, long amount) {
        return about("credit", Integer.toString(bet))
                .put("debit_transaction_id", debitId())
                .put("ticket_id", id)
                .put("bet_id", betId(bet))
                .put("player", player)
                .put("amount", amount)
                .put("mode", mode);
    }

    ObjectNode rollback(String reason) {
        return about("rollback", "")
                .put("debit_transaction_id", debitId())
                .put("ticket_id", id)
                .put("player", player)
                .put("reason", reason)
                .put("mode", mode);
    }

    /** Corrects the first bet; {@code approval} makes the id. */
    ObjectNode adjustment(String approval, long amount) {
        return about("adjustment", approval)
                .put("ticket_id", id)
                .put("bet_id", betId(0))
                .put("player", player)
                .put("amount", amount)
                .put("mode", mode)
                .put("reason", "Test of a correction");
    }

    private ObjectNode about(String kind, String part) {
        return JSON.objectNode()
                .put("transaction_id", Ids.derived(kind, id, part).toString())
                .put("game", game)
                .put("round_id", roundId)
                .put("currency", currency);
    }

    private String betId(int bet) {
        return Ids.derived("bet", id, Integer.toString(bet)).toString();
    }
}
