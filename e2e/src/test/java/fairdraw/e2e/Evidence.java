package fairdraw.e2e;

import java.util.List;
import java.util.SortedMap;

/**
 * What the books, the wallet's own list, the topics and the players say about some rounds: all that
 * a check needs, read once.
 *
 * @param after the rounds begin after this number
 * @param upTo and end with this one
 * @param tickets of the demo operator in these rounds, by id
 * @param payouts of these tickets, by the credit's transaction
 * @param ledger rows of the demo operator in these rounds
 * @param leaves of all bets in these rounds, by round and sequence
 * @param wallet what the wallet lists since the first of these rounds opened
 * @param told what the topics say about these rounds, and what was delivered
 * @param promises answers that said that a ticket is accepted
 * @param whole what the database says about all books together, empty when it is content
 * @param rowsBefore how many rows the books have of the rounds before these
 * @param rowsUpTo how many up to the last of these
 */
record Evidence(
        long after,
        long upTo,
        SortedMap<Long, Round> rounds,
        SortedMap<String, Ticket> tickets,
        SortedMap<String, Payout> payouts,
        List<Entry> ledger,
        List<Leaf> leaves,
        List<WalletList.Line> wallet,
        Told told,
        List<Promise> promises,
        List<String> whole,
        long rowsBefore,
        long rowsUpTo) {

    /** Whether a round is one of these. */
    boolean covers(long round) {
        return round > after && round <= upTo;
    }

    /** The same with what the topics say now. */
    Evidence with(Told now) {
        return new Evidence(
                after,
                upTo,
                rounds,
                tickets,
                payouts,
                ledger,
                leaves,
                wallet,
                now,
                promises,
                whole,
                rowsBefore,
                rowsUpTo);
    }

    Evidence withRounds(SortedMap<Long, Round> now) {
        return new Evidence(
                after,
                upTo,
                now,
                tickets,
                payouts,
                ledger,
                leaves,
                wallet,
                told,
                promises,
                whole,
                rowsBefore,
                rowsUpTo);
    }

    Evidence withTickets(SortedMap<String, Ticket> now) {
        return new Evidence(
                after,
                upTo,
                rounds,
                now,
                payouts,
                ledger,
                leaves,
                wallet,
                told,
                promises,
                whole,
                rowsBefore,
                rowsUpTo);
    }

    Evidence withLedger(List<Entry> now) {
        return new Evidence(
                after,
                upTo,
                rounds,
                tickets,
                payouts,
                now,
                leaves,
                wallet,
                told,
                promises,
                whole,
                rowsBefore,
                rowsUpTo);
    }

    Evidence withLeaves(List<Leaf> now) {
        return new Evidence(
                after,
                upTo,
                rounds,
                tickets,
                payouts,
                ledger,
                now,
                wallet,
                told,
                promises,
                whole,
                rowsBefore,
                rowsUpTo);
    }

    Evidence withWallet(List<WalletList.Line> now) {
        return new Evidence(
                after,
                upTo,
                rounds,
                tickets,
                payouts,
                ledger,
                leaves,
                now,
                told,
                promises,
                whole,
                rowsBefore,
                rowsUpTo);
    }

    Evidence withPromises(List<Promise> now) {
        return new Evidence(
                after,
                upTo,
                rounds,
                tickets,
                payouts,
                ledger,
                leaves,
                wallet,
                told,
                now,
                whole,
                rowsBefore,
                rowsUpTo);
    }

    Evidence withWhole(List<String> now) {
        return new Evidence(
                after,
                upTo,
                rounds,
                tickets,
                payouts,
                ledger,
                leaves,
                wallet,
                told,
                promises,
                now,
                rowsBefore,
                rowsUpTo);
    }

    /**
     * @param outcome -1 before the draw
     * @param betRoot hex; empty before the set is fixed
     */
    record Round(String state, long openAtMs, int outcome, String betRoot, long betCount) {
        boolean ended() {
            return List.of("PUBLISHED", "SKIPPED", "VOIDED").contains(state);
        }

        boolean published() {
            return state.equals("PUBLISHED");
        }
    }

    /**
     * @param party currency and mode, such as EUR REAL
     * @param stake minor units; nominal of a free bet
     * @param freeBet the operator's id of the free bet; empty for money
     */
    record Ticket(
            String player,
            long round,
            String party,
            long stake,
            String state,
            List<Bet> bets,
            String freeBet) {
        boolean free() {
            return !freeBet.isEmpty();
        }

        /** What its debit takes: nothing for a free bet. */
        long debit() {
            return free() ? 0 : stake;
        }

        boolean accepted() {
            return state.equals("ACCEPTED");
        }
    }

    /** One bet as it was asked for; the stake in minor units, the multiplier as decimal text. */
    record Bet(String market, String selection, long stake, String multiplier) {}

    /** What the books owe for a winning bet, minor units. */
    record Payout(String ticket, int index, long amount) {}

    /**
     * A row of the ledger without its ids.
     *
     * @param ticket empty for what belongs to a round as a whole
     */
    record Entry(
            long round,
            String ticket,
            String party,
            String phase,
            String debit,
            String credit,
            long amount) {}

    /** The place of a bet in its round, with the hash that the seal was made of. */
    record Leaf(long round, long sequence, String ticket, int index, String hash) {}

    /** What a player was told. */
    record Promise(String ticket, long round, String receipt) {}
}
