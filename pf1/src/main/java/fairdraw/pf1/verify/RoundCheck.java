package fairdraw.pf1.verify;

import fairdraw.pf1.RoundRecord;
import java.util.SequencedMap;

/** The steps of a round's verification, in the order in which each builds on those before. */
final class RoundCheck {

    private final RoundEvidence evidence;

    RoundCheck(RoundEvidence evidence) {
        this.evidence = evidence;
    }

    /** Every step up to the first that failed. */
    SequencedMap<String, Finding> run() {
        return steps().run();
    }

    Steps steps() {
        var chain = new ChainSteps(evidence);
        var record = new RecordSteps(evidence);
        var draw = new DrawSteps(evidence);
        var steps = new Steps();
        steps.add("game on chain", chain::game)
                .add("beacon network", draw::network)
                .add("record", record::record)
                .add("previous record", record::previous)
                .add("commitment", chain::committed)
                .add("beacon round", draw::beaconRound)
                .add("seed hash", chain::seedHash)
                .add("opening", record::opening)
                .add("seal", record::seal);
        switch (evidence.record().end()) {
            case RoundRecord.Drawn drawn ->
                    steps.add("beacon", () -> draw.beacon(drawn))
                            .add("seed", () -> draw.seed(drawn))
                            .add("numbers", () -> draw.numbers(drawn));
            case RoundRecord.Voided voided ->
                    steps.add("void", () -> Finding.warning("voided: " + voided.reason()));
        }
        return steps.add("master", chain::master).add("anchored records", chain::anchored);
    }
}
