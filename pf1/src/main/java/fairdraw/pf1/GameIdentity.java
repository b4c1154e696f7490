package fairdraw.pf1;

import java.util.Map;

/**
 * What a game is, for ever: its outcomes, its clock, the depth of its batches (a batch has 2^depth
 * rounds) and the beacon that it draws from. Its hash is the {@code gameId}: change anything and it
 * is another game. What the game pays is not part of it (spec 4.3).
 */
public record GameIdentity(OutcomeSpace space, Schedule schedule, int depth, Bytes source) {

    private static final int DEPTH_MAX = 20;

    public GameIdentity {
        if (depth < 0 || depth > DEPTH_MAX) {
            throw new IllegalArgumentException("depth " + depth + " is not in 0..20");
        }
        if (source.length() != Digest.HASH_BYTES) {
            throw new IllegalArgumentException("a source has 32 bytes: " + source);
        }
    }

    /** SHA-256 of the canonical JSON of kind, parameters, schedule, depth and source. */
    public Bytes gameId() {
        return Bytes.of(Digest.sha256(canonical()));
    }

    /** The canonical JSON (RFC 8785) that the game id hashes. */
    public byte[] canonical() {
        return Json.canonical(
                Map.of(
                        "kind", space.kind(),
                        "parameters", space.parameters(),
                        "schedule", scheduleMap(schedule),
                        "depth", (long) depth,
                        "source", source.hex()));
    }

    /** The batch of a round. */
    public long batchOf(long round) {
        return round >> depth;
    }

    /** The leaf of a round in its batch. */
    public int indexOf(long round) {
        return Math.toIntExact(round & (batchRounds() - 1));
    }

    /** 2^depth. */
    public long batchRounds() {
        return 1L << depth;
    }

    static Map<String, Object> scheduleMap(Schedule schedule) {
        return Map.of(
                "originMs", schedule.originMs(),
                "periodMs", schedule.periodMs(),
                "betMs", schedule.betMs(),
                "gapMs", schedule.gapMs());
    }
}
