package fairdraw.operatorkit.wallet;

import fairdraw.kernel.Currencies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the game server asks of the wallet, read from the JSON of the call (snake_case). Amounts are
 * whole minor units, negative only in an adjustment. Constructors refuse what cannot be meant.
 */
sealed interface WalletCall {

    int TEXT_LENGTH_MAX = 200;
    int BETS_MAX = 200;
    int REASON_LENGTH_MAX = 2_000;

    /** A call that may move money, once for its transaction id. */
    sealed interface Moving extends WalletCall {
        String transactionId();

        String ticketId();

        String player();

        String game();

        String roundId();

        String currency();

        String mode();

        /** What makes two calls the same call, in a fixed order. */
        List<String> meaning();
    }

    /**
     * A call that names the debit of its ticket: the debit itself, a credit of it, its rollback.
     */
    sealed interface AboutDebit extends Moving {
        /** The debit that everything of the ticket hangs on. */
        String debitId();
    }

    /** One bet of a ticket, for the operator's own records. */
    record BetLine(String betId, String market, String selection, long stake) {}

    /**
     * Take the stake of a ticket, but never at or after {@code expiresAt}; nothing for a free bet.
     *
     * @param freeBetId our own id of the free bet that the ticket is played with
     * @param freeBetStake its nominal stake, minor units; there with the id only
     */
    record Debit(
            String transactionId,
            String ticketId,
            String player,
            String game,
            String roundId,
            String currency,
            long amount,
            String mode,
            Instant expiresAt,
            List<BetLine> bets,
            Optional<String> freeBetId,
            Optional<Long> freeBetStake)
            implements AboutDebit {

        public Debit {
            texts(transactionId, ticketId, player, game, roundId);
            money(currency, amount);
            realOrTest(mode);
            check(!bets.isEmpty() && bets.size() <= BETS_MAX, "bets are 1.." + BETS_MAX);
            freeBetId.ifPresent(WalletCall::texts);
            check(freeBetId.isPresent() == freeBetStake.isPresent(), "a free bet has a stake");
            check(freeBetStake.isEmpty() || freeBetStake.get() > 0, "of something");
            check(freeBetId.isEmpty() || amount == 0, "a free bet takes nothing");
            bets = List.copyOf(bets);
        }

        @Override
        public String debitId() {
            return transactionId;
        }

        @Override
        public List<String> meaning() {
            var meaning = new ArrayList<String>();
            Collections.addAll(meaning, "DEBIT", ticketId, player, game, roundId, currency, mode);
            meaning.add(Long.toString(amount));
            for (BetLine bet : bets) {
                Collections.addAll(meaning, bet.betId, bet.market, bet.selection);
                meaning.add(Long.toString(bet.stake));
            }
            freeBetId.ifPresent(id -> Collections.addAll(meaning, "FREE", id));
            freeBetStake.ifPresent(stake -> meaning.add(Long.toString(stake)));
            return meaning;
        }
    }

    /** Pay the winnings of one bet. Never asks whether the player still has a session. */
    record Credit(
            String transactionId,
            String debitTransactionId,
            String ticketId,
            String betId,
            String player,
            String game,
            String roundId,
            String currency,
            long amount,
            String mode)
            implements AboutDebit {

        public Credit {
            texts(transactionId, debitTransactionId, ticketId, betId, player, game, roundId);
            money(currency, amount);
            realOrTest(mode);
        }

        @Override
        public String debitId() {
            return debitTransactionId;
        }

        @Override
        public List<String> meaning() {
            return List.of(
                    "CREDIT",
                    debitTransactionId,
                    ticketId,
                    betId,
                    player,
                    game,
                    roundId,
                    currency,
                    Long.toString(amount),
                    mode);
        }
    }

    /** Give a debit back: the amount is the debit's own. The reason is told, not compared. */
    record Rollback(
            String transactionId,
            String debitTransactionId,
            String ticketId,
            String player,
            String game,
            String roundId,
            String currency,
            String reason,
            String mode)
            implements AboutDebit {

        public Rollback {
            texts(transactionId, debitTransactionId, ticketId, player, game, roundId, reason);
            money(currency, 0);
            realOrTest(mode);
        }

        @Override
        public String debitId() {
            return debitTransactionId;
        }

        @Override
        public List<String> meaning() {
            return List.of(
                    "ROLLBACK",
                    debitTransactionId,
                    ticketId,
                    player,
                    game,
                    roundId,
                    currency,
                    mode);
        }
    }

    /**
     * Correct what a bet was paid: above 0 the player is paid, below 0 it is taken back, though the
     * balance may go under 0. Two persons of the house stand behind it. The ticket tells the debit.
     */
    record Adjustment(
            String transactionId,
            String ticketId,
            String betId,
            String player,
            String game,
            String roundId,
            String currency,
            long amount,
            String mode,
            String reason)
            implements Moving {

        public Adjustment {
            texts(transactionId, ticketId, betId, player, game, roundId);
            check(!reason.isBlank() && reason.length() <= REASON_LENGTH_MAX, "reason");
            money(currency, 0);
            check(amount != 0 && amount != Long.MIN_VALUE, "an adjustment moves something");
            realOrTest(mode);
        }

        @Override
        public List<String> meaning() {
            return List.of(
                    "ADJUSTMENT",
                    ticketId,
                    betId,
                    player,
                    game,
                    roundId,
                    currency,
                    Long.toString(amount),
                    mode);
        }
    }

    /**
     * Pay a player at the house's cost: no bet and no round stands behind it, and so no win. Two
     * persons of the house do.
     */
    record Promotion(
            String transactionId,
            String player,
            String currency,
            long amount,
            String mode,
            String reason)
            implements Moving {

        public Promotion {
            texts(transactionId, player);
            check(!reason.isBlank() && reason.length() <= REASON_LENGTH_MAX, "reason");
            money(currency, amount);
            check(amount > 0, "a promotion pays something");
            realOrTest(mode);
        }

        @Override
        public String ticketId() {
            return "";
        }

        @Override
        public String game() {
            return "";
        }

        @Override
        public String roundId() {
            return "";
        }

        @Override
        public List<String> meaning() {
            return List.of("PROMOTION", player, currency, Long.toString(amount), mode);
        }
    }

    /** How much money the player has. */
    record Balance(String player, String currency) implements WalletCall {
        public Balance {
            texts(player);
            money(currency, 0);
        }
    }

    /** The signed set of bets of a round, told before the draw. */
    record RoundSealed(
            String game,
            String roundId,
            String betRoot,
            long betCount,
            String tableHash,
            Instant sealedAt,
            String seal,
            String signature)
            implements WalletCall {
        static final int SEAL_LENGTH_MAX = 8_000;

        public RoundSealed {
            texts(game, roundId, betRoot, tableHash, signature);
            check(!seal.isBlank() && seal.length() <= SEAL_LENGTH_MAX, "seal");
            check(betCount >= 0, "bet_count");
        }
    }

    /** The house's control totals of a round for this operator and currency. */
    record RoundClose(
            String transactionId,
            String game,
            String roundId,
            String currency,
            long bets,
            long stakes,
            long payouts)
            implements WalletCall {
        public RoundClose {
            texts(transactionId, game, roundId);
            money(currency, stakes);
            check(bets >= 0 && payouts >= 0, "bets and payouts are not negative");
        }

        List<String> meaning() {
            return List.of(
                    "ROUND_CLOSE", game, roundId, currency, bets + "/" + stakes + "/" + payouts);
        }
    }

    private static void texts(String... texts) {
        for (String text : texts) {
            check(
                    !text.isBlank() && text.length() <= TEXT_LENGTH_MAX,
                    "texts have 1.." + TEXT_LENGTH_MAX + " characters");
        }
    }

    private static void money(String currency, long amount) {
        check(Currencies.known(currency), "unknown currency");
        check(amount >= 0, "amounts are not negative");
    }

    private static void realOrTest(String mode) {
        check(mode.equals("REAL") || mode.equals("TEST"), "mode is REAL or TEST");
    }

    private static void check(boolean fine, String otherwise) {
        if (!fine) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
