package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.JsonObject;
import fairdraw.pf1.RoundRecord;
import java.time.Instant;
import java.util.List;

/** What the house signed: the record, the one before it, and what it said at the time. */
final class RecordSteps {

    private static final int HASH = 32;

    private final RoundEvidence evidence;
    private final GameRegistration game;
    private final RoundRecord record;
    private final RoundRecord.Opening opening;

    RecordSteps(RoundEvidence evidence) {
        this.evidence = evidence;
        this.game = evidence.registration();
        this.record = evidence.record();
        this.opening = record.opening();
    }

    Finding record() {
        var signed = evidence.signed();
        if (!signed.hashFits()) {
            return Finding.failed("the record was changed: its hash is " + record.hash());
        }
        if (!signed.signedBy(recordKey())) {
            return Finding.failed("the record is not signed by the game's key");
        }
        if (evidence.otherHash().map(it -> !it.equals(signed.recordHash())).orElse(false)) {
            return Finding.failed(
                    "the gateway shows another record of this round: keep both, they are evidence");
        }
        var identity = game.identity();
        boolean here =
                opening.chainId() == game.chainId()
                        && opening.contract().equals(game.contract())
                        && opening.gameId().equals(identity.gameId())
                        && opening.batch() == identity.batchOf(opening.round())
                        && opening.index() == identity.indexOf(opening.round())
                        && opening.openAtMs() == identity.schedule().openAtMs(opening.round())
                        && opening.closeAtMs() == identity.schedule().closeAtMs(opening.round())
                        && opening.source().equals(identity.source())
                        && opening.extra().equals(Derivation.NO_EXTRA)
                        && record.flags().contains(RoundRecord.DEV_BEACON) == game.beacon().dev();
        return Finding.when(
                        here,
                        "round "
                                + opening.round()
                                + ", opened "
                                + Instant.ofEpochMilli(opening.openAtMs())
                                + ", hash "
                                + signed.recordHash()
                                + ", signed by the game's key"
                                + (evidence.chain().isPresent() ? " on chain" : "")
                                + (evidence.otherHash().isPresent() ? "; so at the gateway" : ""),
                        "the record speaks of another game, another clock or an extra input")
                .with("recordHash", signed.recordHash())
                .with("signature", signed.signature())
                .with("recordKey", recordKey())
                .with("flags", String.join(" ", record.flags()));
    }

    Finding previous() {
        long before = record.skippedFrom().orElse(opening.round()) - 1;
        if (record.skippedFrom().orElse(-1) >= opening.round()) {
            return Finding.failed("it says that rounds after itself were skipped");
        }
        if (before < 0) {
            return Finding.when(
                    record.prevRecordHash().equals(RoundRecord.NO_PREVIOUS),
                    "this is the game's first record" + skipped(),
                    "the game's first record names one before it");
        }
        if (evidence.chain().isEmpty()) {
            return Finding.notChecked("it names a record of round " + before + skipped());
        }
        if (evidence.previous().isEmpty()) {
            return Finding.failed("it follows round " + before + ", whose record is not there");
        }
        var previous = evidence.previous().orElseThrow();
        boolean follows =
                previous.hashFits()
                        && previous.record().opening().round() == before
                        && previous.recordHash().equals(record.prevRecordHash());
        return Finding.when(
                        follows,
                        "chained to the record of round " + before + skipped(),
                        "the record of round " + before + " is not the one that this one names")
                .with("prevRecordHash", record.prevRecordHash());
    }

    private String skipped() {
        return record.skippedFrom().isPresent()
                ? "; rounds "
                        + record.skippedFrom().getAsLong()
                        + ".."
                        + (opening.round() - 1)
                        + " never opened"
                : "";
    }

    /** What was signed when the round opened is what the record says. */
    Finding opening() {
        if (evidence.chain().isEmpty()) {
            return Finding.notChecked("the signed opening is published apart from the record");
        }
        if (evidence.opening().isEmpty()) {
            return Finding.failed("the signed opening is not published any more");
        }
        var signed = evidence.opening().orElseThrow();
        if (!signed.signedBy(recordKey())) {
            return Finding.failed("the opening is not signed by the game's key");
        }
        var said = signed.fields();
        boolean same =
                here(said, "opening")
                        && said.bytes("tableHash", HASH).equals(opening.tableHash())
                        && said.bytes("seedHash", HASH).equals(opening.seedHash())
                        && said.bytesList("proof", HASH).equals(opening.proof())
                        && said.bytes("source", HASH).equals(opening.source())
                        && said.number("beaconRound") == opening.beaconRound();
        return Finding.when(
                        same,
                        "the opening, signed before the first bet, promised this seed hash, beacon"
                                + " and payout table",
                        "the opening, signed before the first bet, promised something else")
                .with("tableHash", opening.tableHash())
                .with("signature", signed.signature());
    }

    Finding seal() {
        if (record.seal().isEmpty()) {
            return Finding.warning("the round was voided before its bets were sealed");
        }
        var seal = record.seal().orElseThrow();
        if (evidence.chain().isPresent() && !sealedAlike(seal)) {
            return Finding.failed(
                    evidence.seal().isEmpty()
                            ? "the signed seal is not published any more"
                            : "the seal that was signed at the time says something else");
        }
        long early = game.beacon().emittedAtMs(opening.beaconRound()) - seal.sealedAtMs();
        boolean flagged = record.flags().contains(RoundRecord.LATE_SEAL);
        if (early <= 0) {
            String words = "the seal came " + -early + " ms after the beacon, and the record ";
            return flagged
                    ? Finding.warning(words + "says so")
                    : Finding.failed(words + "hides it");
        }
        if (flagged && seal.sealedAtMs() >= opening.openAtMs()) {
            return Finding.warning(
                    "the house calls its seal late, though its time is "
                            + early
                            + " ms before the beacon: it knew the beacon by then");
        }
        return Finding.when(
                        seal.sealedAtMs() >= opening.openAtMs(),
                        seal.betCount()
                                + " bets under root "
                                + seal.betRoot()
                                + ", "
                                + early
                                + " ms before the beacon; "
                                + witnesses(),
                        "the seal is older than the round")
                .with("betRoot", seal.betRoot())
                .with("betCount", seal.betCount());
    }

    /** Only an operator can check its own signature; a name counts once. */
    private String witnesses() {
        List<String> operators =
                record.sealAcks().stream().map(RoundRecord.SealAck::operator).distinct().toList();
        return operators.isEmpty()
                ? "the time is the house's claim only"
                : "witnessed by "
                        + operators.size()
                        + " operators ("
                        + String.join(", ", operators)
                        + "), each of whom can check its own signature";
    }

    private boolean sealedAlike(RoundRecord.Seal seal) {
        if (evidence.seal().isEmpty()) {
            return false;
        }
        var signed = evidence.seal().orElseThrow();
        var said = signed.fields();
        return signed.signedBy(recordKey())
                && here(said, "seal")
                && said.bytes("betRoot", HASH).equals(seal.betRoot())
                && said.number("betCount") == seal.betCount()
                && said.bytes("tableHash", HASH).equals(opening.tableHash())
                && said.text("sealedAt").equals(RoundRecord.time(seal.sealedAtMs()))
                && said.truth("late") == record.flags().contains(RoundRecord.LATE_SEAL);
    }

    private boolean here(JsonObject said, String type) {
        return said.text("type").equals(type)
                && said.number("chainId") == opening.chainId()
                && said.bytes("contract", opening.contract().length()).equals(opening.contract())
                && said.bytes("gameId", HASH).equals(opening.gameId())
                && said.number("roundId") == opening.round();
    }

    private Bytes recordKey() {
        return evidence.chain().map(it -> it.game().recordKey()).orElse(game.recordKey());
    }
}
