package fairdraw.gateway.delivery;

import fairdraw.events.v1.RoundClose;
import fairdraw.events.v1.RoundEvent;
import fairdraw.events.v1.RoundSealed;
import fairdraw.events.v1.WalletCommand;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** The bodies of what is owed, as the wallet reads them. */
final class HttpBodies {

    private HttpBodies() {}

    static String credit(WalletCommand command) {
        return money(command)
                .put("debit_transaction_id", command.getCredit().getDebitTransaction())
                .put("ticket_id", command.getTicket())
                .put("bet_id", command.getCredit().getBet())
                .put("player", command.getPlayer())
                .put("amount", command.getCredit().getAmount())
                .put("mode", command.getMode())
                .encode();
    }

    /** Without an amount: the wallet takes it from its own debit. */
    static String rollback(WalletCommand command) {
        return money(command)
                .put("debit_transaction_id", command.getRollback().getDebitTransaction())
                .put("ticket_id", command.getTicket())
                .put("player", command.getPlayer())
                .put("reason", command.getRollback().getReason())
                .put("mode", command.getMode())
                .encode();
    }

    /** Signed: below 0 takes money back, though the balance may go under 0. */
    static String adjustment(WalletCommand command) {
        return money(command)
                .put("ticket_id", command.getTicket())
                .put("bet_id", command.getAdjustment().getBet())
                .put("player", command.getPlayer())
                .put("amount", command.getAdjustment().getAmount())
                .put("reason", command.getAdjustment().getReason())
                .put("mode", command.getMode())
                .encode();
    }

    /** Of no round: it is no win. */
    static String promotion(WalletCommand command) {
        return new JsonObject()
                .put("transaction_id", command.getTransaction())
                .put("player", command.getPlayer())
                .put("currency", command.getCurrency())
                .put("amount", command.getPromotion().getAmount())
                .put("reason", command.getPromotion().getReason())
                .put("mode", command.getMode())
                .encode();
    }

    static String roundClose(WalletCommand command) {
        RoundClose close = command.getRoundClose();
        JsonObject body =
                money(command)
                        .put("bets", close.getBets())
                        .put("stakes", close.getStakes())
                        .put("payouts", close.getPayouts());
        if (close.getFreeBets() > 0) {
            body.put("free_bets", close.getFreeBets())
                    .put("free_bet_stakes", close.getFreeStakes())
                    .put("free_bet_payouts", close.getFreePayouts());
        }
        return body.encode();
    }

    static String roundSealed(RoundEvent event) {
        RoundSealed sealed = event.getSealed();
        return new JsonObject()
                .put("game", event.getGame())
                .put("round_id", event.getGame() + ":" + event.getRound())
                .put("bet_root", HexFormat.of().formatHex(sealed.getBetRoot().toByteArray()))
                .put("bet_count", sealed.getBetCount())
                .put("table_hash", HexFormat.of().formatHex(sealed.getTableHash().toByteArray()))
                .put(
                        "sealed_at",
                        Instant.ofEpochMilli(sealed.getSealedAtMs())
                                .truncatedTo(ChronoUnit.MILLIS)
                                .toString())
                .put("seal", sealed.getSeal())
                .put("signature", HexFormat.of().formatHex(sealed.getSignature().toByteArray()))
                .encode();
    }

    private static JsonObject money(WalletCommand command) {
        return new JsonObject()
                .put("transaction_id", command.getTransaction())
                .put("game", command.getGame())
                .put("round_id", command.getGame() + ":" + command.getRound())
                .put("currency", command.getCurrency());
    }
}
