package fairdraw.engine.game;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.fairness.v1.GetGameResponse;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Domain;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.Schedule;

/** The registration of a game as fairness tells it and as it is stored. */
public final class Registration {

    private Registration() {}

    /** Reads a stored registration. */
    public static GameTerms terms(byte[] registration) {
        try {
            return terms(GetGameResponse.parseFrom(registration));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("the stored registration is broken", broken);
        }
    }

    /** Reads a registration; refuses one that contradicts itself. */
    public static GameTerms terms(GetGameResponse game) {
        var schedule = game.getSchedule();
        return new GameTerms(
                game.getGame(),
                bytes(game.getGameId()),
                game.getChainId(),
                bytes(game.getContract()),
                new Domain(bytes(game.getDomain())),
                game.getDevSource(),
                OutcomeSpace.of(game.getKind(), game.getParametersMap()),
                new Schedule(
                        schedule.getOriginMs(),
                        schedule.getPeriodMs(),
                        schedule.getBetMs(),
                        schedule.getGapMs()));
    }

    private static Bytes bytes(ByteString bytes) {
        return Bytes.of(bytes.toByteArray());
    }
}
