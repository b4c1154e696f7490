package fairdraw.fairness.chain;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the contract is, and how transactions to it are paid and pushed. */
@ConfigMapping(prefix = "fairdraw.chain")
interface ChainSettings {

    /** Address of the JSON-RPC node. */
    String rpc();

    /**
     * Other nodes, of other hands: a batch counts as final only when each of them shows the same
     * one. The more, the fewer people can show the house a chain of their own.
     */
    Optional<List<String>> witnesses();

    /** Address of FairDraw, 0x + 40 digits. */
    String contract();

    /** The private key that signs transactions, hexadecimal. */
    String committerKey();

    /** Blocks that a commit needs before a round may open on it, besides being finalized. */
    int confirmations();

    /** The deadline of one call. */
    Duration timeout();

    /** How long a transaction may stay unmined before its fees are raised. */
    Duration bumpAfter();

    /** The first priority fee. */
    long tipGwei();

    /** No fee goes above this. */
    long maxFeeGwei();
}
