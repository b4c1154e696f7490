package fairdraw.pf1;

/**
 * What ties every hash of a game to one chain, one contract and one game, so that nothing can be
 * replayed elsewhere (spec 4.3).
 */
public record Domain(Bytes hash) {

    static final int CONTRACT_BYTES = 20;

    public Domain {
        if (hash.length() != Digest.HASH_BYTES) {
            throw new IllegalArgumentException("a domain has 32 bytes: " + hash);
        }
    }

    /** The domain of a game: chain id, the 20-byte contract address, the 32-byte game id. */
    public static Domain of(long chainId, Bytes contract, Bytes gameId) {
        if (contract.length() != CONTRACT_BYTES || gameId.length() != Digest.HASH_BYTES) {
            throw new IllegalArgumentException("not a game: " + contract + " " + gameId);
        }
        return new Domain(
                Bytes.of(
                        Digest.sha256(
                                Digest.tag("PF1/domain"),
                                Digest.u64(chainId),
                                contract.toArray(),
                                gameId.toArray())));
    }

    byte[] bytes() {
        return hash.toArray();
    }
}
