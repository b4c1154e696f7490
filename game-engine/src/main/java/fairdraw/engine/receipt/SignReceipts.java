package fairdraw.engine.receipt;

import fairdraw.kernel.Ed25519Key;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.MerkleTree;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Signs what the house accepted: one Ed25519 signature over the Merkle root of the tickets of one
 * group commit (spec 4.8). The bytes:
 *
 * <pre>
 * receiptLeaf = H(0x00 || "PF1/rcpt" || domain || u64 round
 *     || for each bet: u64 sequence || leaf || head)
 * signature   = Ed25519("PF1/rcpts" || domain || root over the receiptLeafs of the group)
 * </pre>
 */
@ApplicationScoped
public class SignReceipts {

    private static final byte[] LEAF = {0};
    private static final String LEAF_TAG = "PF1/rcpt";
    private static final String ROOT_TAG = "PF1/rcpts";

    private final Ed25519Key key;

    SignReceipts(@ConfigProperty(name = "fairdraw.receipt.key-file") Path keyFile) {
        this.key = Ed25519Key.fromPem(keyFile);
    }

    /** The public key that verifies the signatures, 32 bytes. */
    public byte[] publicKey() {
        return key.publicKey();
    }

    /** Signs the tickets of a group, each given by its bets; answers in the same order. */
    public List<GroupReceipt> sign(Domain domain, long round, List<List<BetEntry>> tickets) {
        var leaves = tickets.stream().map(bets -> receiptLeaf(domain, round, bets)).toList();
        var root = MerkleTree.root(leaves);
        var signature = Bytes.of(key.sign(message(domain, root)));
        var paths = MerkleTree.paths(leaves);
        var receipts = new ArrayList<GroupReceipt>(tickets.size());
        for (int i = 0; i < leaves.size(); i++) {
            receipts.add(new GroupReceipt(root, leaves.size(), i, paths.get(i), signature));
        }
        return receipts;
    }

    /** The leaf of a ticket in its group. */
    static Bytes receiptLeaf(Domain domain, long round, List<BetEntry> bets) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(LEAF);
        bytes.writeBytes(LEAF_TAG.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(domain.hash().toArray());
        bytes.writeBytes(u64(round));
        for (BetEntry bet : bets) {
            bytes.writeBytes(u64(bet.sequence()));
            bytes.writeBytes(bet.leaf().toArray());
            bytes.writeBytes(bet.head().toArray());
        }
        return Derivation.hash(bytes.toByteArray());
    }

    /** What is signed. */
    static byte[] message(Domain domain, Bytes root) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ROOT_TAG.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(domain.hash().toArray());
        bytes.writeBytes(root.toArray());
        return bytes.toByteArray();
    }

    private static byte[] u64(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
