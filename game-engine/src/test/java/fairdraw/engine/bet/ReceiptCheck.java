package fairdraw.engine.bet;

import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.engine.v1.Receipt;
import fairdraw.kernel.Ed25519Key;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.MerkleTree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Checks a receipt as somebody would who has only the documentation. */
final class ReceiptCheck {

    private ReceiptCheck() {}

    static boolean verifies(Receipt receipt, long round, byte[] publicKey) {
        var leaf = new ByteArrayOutputStream();
        leaf.write(0);
        leaf.writeBytes("PF1/rcpt".getBytes(StandardCharsets.US_ASCII));
        leaf.writeBytes(FairnessDouble.DOMAIN.hash().toArray());
        leaf.writeBytes(ByteBuffer.allocate(8).putLong(round).array());
        for (var bet : receipt.getBetsList()) {
            leaf.writeBytes(ByteBuffer.allocate(8).putLong(bet.getSequence()).array());
            leaf.writeBytes(bet.getLeaf().toByteArray());
            leaf.writeBytes(bet.getHead().toByteArray());
        }
        var message = new ByteArrayOutputStream();
        message.writeBytes("PF1/rcpts".getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(FairnessDouble.DOMAIN.hash().toArray());
        message.writeBytes(receipt.getGroupRoot().toByteArray());
        return MerkleTree.included(
                        Play.bytes(receipt.getGroupRoot()),
                        receipt.getGroupSize(),
                        Derivation.hash(leaf.toByteArray()),
                        receipt.getGroupIndex(),
                        receipt.getGroupProofList().stream().map(Play::bytes).toList())
                && Ed25519Key.verify(
                        publicKey, message.toByteArray(), receipt.getSignature().toByteArray());
    }
}
