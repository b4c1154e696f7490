package fairdraw.engine.approval;

import fairdraw.engine.config.Party;
import fairdraw.kernel.Ids;
import java.util.UUID;

/** What was approved. Doing it twice is doing it once; something else under its id is refused. */
public sealed interface Correction {

    /** Who stands behind it. */
    Approval approval();

    /** A round is voided and its tickets are refunded. */
    record VoidRound(Approval approval, String game, long round) implements Correction {}

    /**
     * What a settled bet was paid changes.
     *
     * @param amount minor units, above 0 to the player, below 0 back from it, never 0
     */
    record AdjustBet(
            Approval approval,
            Party party,
            String game,
            long round,
            UUID ticket,
            int bet,
            long amount)
            implements Correction {

        /** Id of the adjustment at the operator's wallet. */
        public UUID transaction() {
            return Ids.derived("adjustment", approval.id().toString());
        }
    }

    /**
     * A player is paid by the house without a bet.
     *
     * @param amount minor units, above 0
     */
    record Promotion(Approval approval, Party party, String player, long amount)
            implements Correction {

        /** Id of the promotion at the operator's wallet. */
        public UUID transaction() {
            return Ids.derived("promotion", approval.id().toString());
        }
    }

    /**
     * An operator paid the house, or the house it.
     *
     * @param amount minor units, above 0 to the house, below 0 to the operator, never 0
     */
    record Payment(Approval approval, Party party, long amount) implements Correction {

        /** Id of the payment in the books. */
        public UUID transaction() {
            return Ids.derived("payment", approval.id().toString());
        }
    }
}
