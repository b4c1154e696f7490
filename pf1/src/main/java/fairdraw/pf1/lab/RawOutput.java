package fairdraw.pf1.lab;

import fairdraw.pf1.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The words that draws are made of, unscaled: the first eight of each round, big-endian. */
public final class RawOutput {

    private static final int WORDS = 8;

    private final LabRounds rounds;

    /** The output of the rounds of a label. */
    public RawOutput(byte[] label) {
        this.rounds = new LabRounds(label);
    }

    /** Writes that many bytes. */
    public void write(OutputStream out, long bytes) throws IOException {
        var block = ByteBuffer.allocate(WORDS * Integer.BYTES);
        long left = bytes;
        for (long round = 0; left > 0; round++) {
            var words = new Words(rounds.key(round));
            block.clear();
            for (int i = 0; i < WORDS; i++) {
                block.putInt((int) words.next());
            }
            int length = (int) Math.min(left, block.capacity());
            out.write(block.array(), 0, length);
            left -= length;
        }
    }
}
