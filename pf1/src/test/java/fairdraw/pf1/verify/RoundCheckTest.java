package fairdraw.pf1.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.RoundRecord;
import fairdraw.pf1.SignedRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RoundCheckTest {

    private static final HonestHouse HOUSE = new HonestHouse();

    @Test
    void every_round_of_an_honest_house_holds() {
        for (int i = 0; i < HonestHouse.ROUNDS; i++) {
            var findings = new RoundCheck(HOUSE.evidence(i)).run();
            assertFalse(findings.values().stream().anyMatch(Finding::failed), findings::toString);
            assertEquals(14, findings.size());
            assertTrue(findings.get("beacon network").words().contains("DEV BEACON"));
        }
    }

    @Test
    void before_the_end_of_the_batch_master_and_anchor_are_not_there_yet() {
        var e = HOUSE.evidence(3);
        var batch = HOUSE.chainBatch();
        var running =
                new ChainBatch(
                        batch.root(),
                        batch.masterHash(),
                        7,
                        batch.committedAtS(),
                        0,
                        false,
                        false,
                        Bytes.zero(32));
        var findings = new RoundCheck(with(e, running, Optional.empty(), List.of())).run();
        assertEquals(Finding.Verdict.NOT_YET, findings.get("master").verdict());
        assertEquals(Finding.Verdict.NOT_YET, findings.get("anchored records").verdict());
        assertFalse(findings.values().stream().anyMatch(Finding::failed));
    }

    @Test
    void a_house_that_prefers_the_next_beacon_is_found_out() {
        var opening = HOUSE.opening(3);
        long next = opening.beaconRound() + 1;
        var record = changed(it -> withEnd(it, HOUSE.drawn(opening.round(), next)));
        fails("beacon", record);
    }

    @Test
    void numbers_that_do_not_follow_are_found_out() {
        fails(
                "numbers",
                changed(it -> {
                    var drawn = (RoundRecord.Drawn) it.end();
                    int other = (drawn.outcome() + 1) % 1000;
                    return withEnd(
                            it,
                            new RoundRecord.Drawn(
                                    drawn.beaconSignature(),
                                    drawn.entropy(),
                                    drawn.seed(),
                                    other,
                                    HOUSE.identity.space().numbers(other)));
                }));
    }

    @Test
    void another_seed_is_found_out() {
        fails(
                "seed",
                changed(it -> {
                    var drawn = (RoundRecord.Drawn) it.end();
                    return withEnd(
                            it,
                            new RoundRecord.Drawn(
                                    drawn.beaconSignature(),
                                    drawn.entropy(),
                                    Bytes.zero(32),
                                    drawn.outcome(),
                                    drawn.numbers()));
                }));
    }

    @Test
    void a_seal_after_the_beacon_must_be_flagged() {
        long beaconAt = HOUSE.beacon.emittedAtMs(HOUSE.opening(3).beaconRound());
        var late = new RoundRecord.Seal(beaconAt, MerkleTree.EMPTY_ROOT, 0);
        fails("seal", changed(it -> withSeal(it, late, List.of(RoundRecord.DEV_BEACON))));
        var flagged =
                changed(it ->
                        withSeal(it, late, List.of(RoundRecord.DEV_BEACON, RoundRecord.LATE_SEAL)));
        var findings = new RoundCheck(evidence(flagged)).run();
        assertEquals(Finding.Verdict.WARNING, findings.get("seal").verdict());
    }

    @Test
    void no_flag_excuses_a_seal_that_is_older_than_its_round() {
        long openAt = HOUSE.opening(3).openAtMs();
        var old = new RoundRecord.Seal(openAt - 1, MerkleTree.EMPTY_ROOT, 0);
        fails(
                "seal",
                changed(it ->
                        withSeal(it, old, List.of(RoundRecord.DEV_BEACON, RoundRecord.LATE_SEAL))));
    }

    @Test
    void a_house_may_call_its_seal_late_though_its_clock_says_early() {
        long beaconAt = HOUSE.beacon.emittedAtMs(HOUSE.opening(3).beaconRound());
        var early = new RoundRecord.Seal(beaconAt - 1, MerkleTree.EMPTY_ROOT, 0);
        var flagged =
                changed(it ->
                        withSeal(
                                it, early, List.of(RoundRecord.DEV_BEACON, RoundRecord.LATE_SEAL)));
        var findings = new RoundCheck(evidence(flagged)).run();
        assertEquals(Finding.Verdict.WARNING, findings.get("seal").verdict());
    }

    @Test
    void a_seed_hash_of_another_round_is_found_out() {
        fails(
                "seed hash",
                changed(it -> {
                    var o = it.opening();
                    var other =
                            new RoundRecord.Opening(
                                    o.chainId(),
                                    o.contract(),
                                    o.gameId(),
                                    o.round(),
                                    o.batch(),
                                    o.index(),
                                    o.openAtMs(),
                                    o.closeAtMs(),
                                    o.tableHash(),
                                    HOUSE.leaves.get(4),
                                    o.proof(),
                                    o.source(),
                                    o.beaconRound(),
                                    o.extra());
                    return new RoundRecord(
                            other,
                            it.seal(),
                            it.sealAcks(),
                            it.end(),
                            it.skippedFrom(),
                            it.flags(),
                            it.prevRecordHash());
                }));
    }

    @Test
    void an_extra_input_or_another_clock_is_found_out() {
        for (long shift : new long[] {0, 1}) {
            fails(
                    "record",
                    changed(it -> {
                        var o = it.opening();
                        var other =
                                new RoundRecord.Opening(
                                        o.chainId(),
                                        o.contract(),
                                        o.gameId(),
                                        o.round(),
                                        o.batch(),
                                        o.index(),
                                        o.openAtMs() + shift,
                                        o.closeAtMs(),
                                        o.tableHash(),
                                        o.seedHash(),
                                        o.proof(),
                                        o.source(),
                                        o.beaconRound(),
                                        shift == 0 ? Bytes.hex("01".repeat(32)) : o.extra());
                        return new RoundRecord(
                                other,
                                it.seal(),
                                it.sealAcks(),
                                it.end(),
                                it.skippedFrom(),
                                it.flags(),
                                it.prevRecordHash());
                    }));
        }
    }

    @Test
    void an_unsigned_or_altered_record_is_found_out() {
        var honest = HOUSE.records.get(3);
        fails("record", honest.record().signed(Bytes.zero(64)));
        fails("record", new SignedRecord(honest.record(), Bytes.zero(32), honest.signature()));
    }

    @Test
    void a_record_in_the_middle_cannot_pass_for_the_first() {
        fails(
                "previous record",
                changed(it ->
                        new RoundRecord(
                                it.opening(),
                                it.seal(),
                                it.sealAcks(),
                                it.end(),
                                OptionalLong.empty(),
                                it.flags(),
                                RoundRecord.NO_PREVIOUS)));
    }

    @Test
    void a_record_that_leaves_its_predecessor_out_is_found_out() {
        fails(
                "previous record",
                changed(it ->
                        new RoundRecord(
                                it.opening(),
                                it.seal(),
                                it.sealAcks(),
                                it.end(),
                                OptionalLong.empty(),
                                it.flags(),
                                Bytes.hex("02".repeat(32)))));
        var honest = HOUSE.evidence(3);
        var alone = HOUSE.evidence(honest.signed(), Optional.empty());
        assertEquals("previous record", failure(alone));
    }

    @Test
    void a_commitment_that_was_not_final_in_time_is_found_out() {
        var e = HOUSE.evidence(3);
        long openS = HOUSE.opening(3).openAtMs() / 1000;
        assertEquals("commitment", failure(with(e, Optional.of(openS + 1))));
        assertEquals("commitment", failure(with(e, Optional.empty())));
        var zero = Bytes.zero(32);
        var none = new ChainBatch(zero, zero, 0, 0, 0, false, false, zero);
        assertEquals("commitment", failure(with(e, none, master(), e.batchRecords())));
    }

    @Test
    void another_master_or_a_forged_anchor_is_found_out() {
        var e = HOUSE.evidence(3);
        assertEquals(
                "master",
                failure(
                        with(
                                e,
                                HOUSE.chainBatch(),
                                Optional.of(Bytes.zero(32)),
                                e.batchRecords())));
        assertEquals(
                "master", failure(with(e, HOUSE.chainBatch(), Optional.empty(), e.batchRecords())));
        var fewer = e.batchRecords().subList(0, 7);
        assertEquals("anchored records", failure(with(e, HOUSE.chainBatch(), master(), fewer)));
    }

    @Test
    void a_void_round_says_why_and_still_holds_the_rest() {
        var record = changed(it -> withEnd(it, new RoundRecord.Voided("beacon network dead")));
        var findings = new RoundCheck(evidence(record)).run();
        assertTrue(findings.get("void").words().contains("beacon network dead"));
        // Not the record that was anchored.
        assertEquals("anchored records", findings.lastEntry().getKey());
    }

    private static void fails(String step, SignedRecord signed) {
        assertEquals(step, failure(evidence(signed)));
    }

    private static RoundEvidence evidence(SignedRecord signed) {
        return HOUSE.evidence(signed, Optional.of(HOUSE.records.get(2)));
    }

    private static String failure(RoundEvidence evidence) {
        var last = new RoundCheck(evidence).run().lastEntry();
        assertTrue(last.getValue().failed(), () -> "no step failed; the last is " + last);
        return last.getKey();
    }

    private static SignedRecord changed(UnaryOperator<RoundRecord> change) {
        return HonestHouse.sign(change.apply(HOUSE.records.get(3).record()));
    }

    private static RoundRecord withEnd(RoundRecord it, RoundRecord.End end) {
        return new RoundRecord(
                it.opening(),
                it.seal(),
                it.sealAcks(),
                end,
                it.skippedFrom(),
                it.flags(),
                it.prevRecordHash());
    }

    private static RoundRecord withSeal(RoundRecord it, RoundRecord.Seal seal, List<String> flags) {
        return new RoundRecord(
                it.opening(),
                Optional.of(seal),
                it.sealAcks(),
                it.end(),
                it.skippedFrom(),
                flags,
                it.prevRecordHash());
    }

    private static Optional<Bytes> master() {
        return Optional.of(Bytes.of(HOUSE.master));
    }

    private static RoundEvidence with(RoundEvidence e, Optional<Long> finalAtS) {
        var it = e.chain().orElseThrow();
        return with(e, it.batch(), finalAtS, it.master(), e.batchRecords());
    }

    private static RoundEvidence with(
            RoundEvidence e,
            ChainBatch batch,
            Optional<Bytes> master,
            List<RoundEvidence.Listed> records) {
        return with(e, batch, e.chain().orElseThrow().finalAtS(), master, records);
    }

    private static RoundEvidence with(
            RoundEvidence e,
            ChainBatch batch,
            Optional<Long> finalAtS,
            Optional<Bytes> master,
            List<RoundEvidence.Listed> records) {
        var it = e.chain().orElseThrow();
        var chain =
                new OnChain(
                        it.contract(),
                        it.chainId(),
                        it.game(),
                        batch,
                        it.blockAtS(),
                        finalAtS,
                        it.beaconRound(),
                        it.answer(),
                        master);
        return new RoundEvidence(
                e.devBeaconAllowed(),
                e.registration(),
                Optional.of(chain),
                e.signed(),
                e.previous(),
                e.opening(),
                e.seal(),
                e.otherHash(),
                records);
    }
}
