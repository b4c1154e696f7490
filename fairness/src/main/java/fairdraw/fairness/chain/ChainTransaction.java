package fairdraw.fairness.chain;

import fairdraw.pf1.Bytes;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A transaction on its way to the chain. NEW has no nonce; from SIGNED on it keeps nonce, call and
 * gas limit, and each raise of its fees is one more attempt.
 */
record ChainTransaction(
        long position,
        ContractCall call,
        State state,
        int restarts,
        long nonce,
        long gasLimit,
        Optional<Block> block,
        List<Attempt> attempts) {

    /** Where it is. */
    enum State {
        NEW,
        SIGNED,
        SENT,
        MINED,
        FINAL,
        REVERTED
    }

    /** The block that holds it. */
    record Block(long number, Bytes hash) {}

    /** One signed form of it. */
    record Attempt(Bytes hash, Bytes raw, Fees fees, Instant signedAt, Optional<Instant> sentAt) {}

    ChainTransaction {
        attempts = List.copyOf(attempts);
    }

    /** The one with the highest fees. */
    Attempt newest() {
        return attempts.getLast();
    }

    /** The fees of a transaction of EIP-1559, wei per gas. */
    record Fees(BigInteger tip, BigInteger max) {

        // Nodes replace a transaction only for at least 10 %, some for 12.5 %, more of both fees.
        private static final BigInteger BUMP_PER_MILLE = BigInteger.valueOf(1125);
        private static final BigInteger PER_MILLE = BigInteger.valueOf(1000);

        /** Fees for a first attempt: twice the base fee leaves room for six full blocks. */
        static Fees first(BigInteger baseFee, BigInteger tip, BigInteger cap) {
            var max = baseFee.shiftLeft(1).add(tip).min(cap);
            return new Fees(tip.min(max), max);
        }

        /** Whether a node may take a transaction of these fees in the place of one of those. */
        boolean replace(Fees before) {
            return atLeastAnEighthMore(before.tip, tip) && atLeastAnEighthMore(before.max, max);
        }

        private static boolean atLeastAnEighthMore(BigInteger before, BigInteger after) {
            return after.shiftLeft(3).compareTo(before.multiply(BigInteger.valueOf(9))) >= 0;
        }

        /** At least 12.5 % more of both, or nothing when that passes the cap. */
        Optional<Fees> bumped(BigInteger baseFee, BigInteger cap) {
            var newTip = bumped(tip);
            var newMax = bumped(max).max(baseFee.shiftLeft(1).add(newTip).min(cap));
            return newMax.compareTo(cap) > 0
                    ? Optional.empty()
                    : Optional.of(new Fees(newTip.min(newMax), newMax));
        }

        private static BigInteger bumped(BigInteger fee) {
            return fee.multiply(BUMP_PER_MILLE)
                    .add(PER_MILLE.subtract(BigInteger.ONE))
                    .divide(PER_MILLE);
        }
    }
}
