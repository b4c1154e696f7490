package fairdraw.fairness.seal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.fairness.v1.SealAcknowledgement;
import fairdraw.pf1.Bytes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps what operators answered to seals; the same again changes nothing. */
@ApplicationScoped
class SealAckConsumer {

    private static final int ACKNOWLEDGEMENT_CHARS_MAX = 4_000;
    private static final int TIME_CHARS_MAX = 64;

    private final PgSealAcks acks;

    SealAckConsumer(PgSealAcks acks) {
        this.acks = acks;
    }

    @Incoming("seal-acks")
    @RunOnVirtualThread
    void consume(byte[] value) throws InvalidProtocolBufferException {
        var said = SealAcknowledgement.parseFrom(value);
        acks.keep(
                new SealAck(
                        said.getGame(),
                        said.getRound(),
                        said.getOperator(),
                        bytes(said.getSealHash()),
                        cut(said.getAcknowledgement(), ACKNOWLEDGEMENT_CHARS_MAX),
                        bytes(said.getSignature()),
                        bytes(said.getKey()),
                        cut(said.getReceivedAt(), TIME_CHARS_MAX)));
    }

    private static Bytes bytes(ByteString of) {
        return Bytes.of(of.toByteArray());
    }

    private static String cut(String text, int chars) {
        return text.replace('\0', ' ').substring(0, Math.min(chars, text.length()));
    }
}
