package fairdraw.gateway.ticket;

import fairdraw.engine.v1.Bet;
import fairdraw.engine.v1.Ticket;
import fairdraw.gateway.round.RoundId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** The body of a debit, as the wallet reads it. */
final class HttpDebit {

    private HttpDebit() {}

    static String body(Ticket ticket) {
        JsonArray bets = new JsonArray();
        for (Bet bet : ticket.getBetsList()) {
            bets.add(
                    new JsonObject()
                            .put("bet_id", bet.getId())
                            .put("market", bet.getMarket())
                            .put("selection", bet.getSelection())
                            .put("stake", bet.getStake()));
        }
        JsonObject body =
                new JsonObject()
                        .put("transaction_id", ticket.getDebitTransaction())
                        .put("ticket_id", ticket.getId())
                        .put("player", ticket.getPlayer())
                        .put("game", ticket.getGame())
                        .put(
                                "round_id",
                                new RoundId(ticket.getGame(), ticket.getRound()).toString())
                        .put("currency", ticket.getCurrency())
                        .put("amount", amount(ticket))
                        .put("mode", TicketView.mode(ticket))
                        .put("expires_at", Instant.ofEpochMilli(ticket.getConfirmByMs()).toString())
                        .put("bets", bets);
        if (!ticket.getFreeBet().isEmpty()) {
            body.put("free_bet_id", ticket.getFreeBet()).put("free_bet_stake", ticket.getStake());
        }
        return body.encode();
    }

    /** What the debit takes, minor units: nothing for a free bet, whose stake is nominal. */
    static long amount(Ticket ticket) {
        return ticket.getFreeBet().isEmpty() ? ticket.getStake() : 0;
    }
}
