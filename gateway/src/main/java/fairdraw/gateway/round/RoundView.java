package fairdraw.gateway.round;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.protobuf.ByteString;
import fairdraw.engine.v1.Round;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A round as REST shows it; bytes are hex, what is not known yet is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RoundView(
        String roundId,
        String game,
        long number,
        String state,
        Instant openAt,
        Instant closeAt,
        Instant confirmBy,
        @Nullable String seedHash,
        List<String> proof,
        long batch,
        int index,
        long beaconRound,
        @Nullable Instant beaconAt,
        @Nullable String tableHash,
        @Nullable String opening,
        @Nullable String openingSignature,
        @Nullable String betRoot,
        long betCount,
        @Nullable Instant sealedAt,
        @Nullable String sealSignature,
        @Nullable Integer outcome,
        @Nullable List<Integer> numbers,
        @Nullable String beaconSignature,
        @Nullable Instant settledAt,
        @Nullable String recordHash,
        @Nullable String reason) {

    private static final String STATE_PREFIX = "ROUND_STATE_";

    static RoundView of(Round round) {
        boolean drawn = round.hasOutcome();
        return new RoundView(
                new RoundId(round.getGame(), round.getRound()).toString(),
                round.getGame(),
                round.getRound(),
                round.getState().name().substring(STATE_PREFIX.length()),
                Instant.ofEpochMilli(round.getOpenAtMs()),
                Instant.ofEpochMilli(round.getCloseAtMs()),
                Instant.ofEpochMilli(round.getConfirmByMs()),
                hex(round.getSeedHash()),
                round.getProofList().stream().map(node -> text(node)).toList(),
                round.getBatch(),
                round.getIndex(),
                round.getBeaconRound(),
                time(round.getBeaconAtMs()),
                hex(round.getTableHash()),
                filled(round.getOpening()),
                hex(round.getOpeningSignature()),
                hex(round.getBetRoot()),
                round.getBetCount(),
                time(round.getSealedAtMs()),
                hex(round.getSealSignature()),
                drawn ? round.getOutcome() : null,
                drawn ? List.copyOf(round.getNumbersList()) : null,
                hex(round.getBeaconSignature()),
                time(round.getSettledAtMs()),
                hex(round.getRecordHash()),
                filled(round.getReason()));
    }

    private static @Nullable String hex(ByteString bytes) {
        return bytes.isEmpty() ? null : text(bytes);
    }

    private static String text(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static @Nullable Instant time(long ms) {
        return ms == 0 ? null : Instant.ofEpochMilli(ms);
    }

    private static @Nullable String filled(String text) {
        return text.isEmpty() ? null : text;
    }
}
