package fairdraw.e2e;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** RFC 9162 over leaf hashes, written from the RFC. */
final class MerkleRoot {

    private static final HexFormat HEX = HexFormat.of();

    private MerkleRoot() {}

    /** The root of leaf hashes, all in hex. */
    static String of(List<String> leaves) {
        return HEX.formatHex(root(leaves.stream().map(HEX::parseHex).toList()));
    }

    private static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return sha256(
                new byte[] {1},
                root(leaves.subList(0, left)),
                root(leaves.subList(left, leaves.size())));
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
