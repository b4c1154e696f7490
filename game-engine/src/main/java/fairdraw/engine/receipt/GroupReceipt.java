package fairdraw.engine.receipt;

import fairdraw.pf1.Bytes;
import java.util.List;

/**
 * A ticket's share in the one signature of its group.
 *
 * @param root over the receipts of the group, which is what was signed
 * @param proof that this ticket's receipt is in the root, bottom first
 */
public record GroupReceipt(Bytes root, long size, long index, List<Bytes> proof, Bytes signature) {}
