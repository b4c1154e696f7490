package fairdraw.pf1.verify;

import fairdraw.pf1.Json;
import fairdraw.pf1.JsonObject;
import fairdraw.pf1.MalformedException;
import fairdraw.pf1.SignedRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What the command line can verify, from the sources that it names. */
final class Verification {

    private static final long ROUNDS_MAX = 10_000;

    private final Sources sources;

    Verification(Sources sources) {
        this.sources = sources;
    }

    /** One round, from the chain and the public record. */
    Report round(Place place) {
        try (var http = new HttpReader()) {
            return Report.of(place.toString(), new RoundCheck(evidence(http, place)).run());
        }
    }

    /** Rounds from A to B, both included, and that none between them was left out. */
    Report range(String range) {
        int dots = range.indexOf("..");
        if (dots < 0) {
            throw new Sources.UsageException("write a range as A..B");
        }
        var from = Place.of(List.of(range.substring(0, dots)));
        var to = Place.of(List.of(from.game(), range.substring(dots + 2)));
        if (to.number() < from.number() || to.number() - from.number() >= ROUNDS_MAX) {
            throw new Sources.UsageException("a range has 1 to " + ROUNDS_MAX + " rounds");
        }
        try (var http = new HttpReader()) {
            var reader = reader(http, sources.chain(http), from.game());
            return Report.of(range, range(reader, from.number(), to.number()));
        }
    }

    /** A whole batch: all its seeds from the master on chain, all its records. */
    Report batch(Place place) {
        try (var http = new HttpReader()) {
            var chain = sources.chain(http);
            var reader = reader(http, chain, place.game());
            var check =
                    new BatchCheck(
                            reader, chain.contract(), sources.devBeaconAllowed(), place.number());
            return Report.of("batch " + place, check.run());
        }
    }

    /** A player's bet and the round that it was in. */
    Report bet(String file, @Nullable Path table) {
        try (var http = new HttpReader()) {
            var proof = BetProof.parse(Sources.textAt(http, file));
            var place = Place.of(List.of(proof.roundId()));
            var evidence = evidence(http, place);
            Optional<String> given =
                    table == null ? Optional.empty() : Optional.of(Sources.text(table));
            var bet = new BetSteps(proof, evidence, given);
            var steps = new RoundCheck(evidence).steps().addAll(bet.steps());
            return Report.of("a bet of " + place, steps.run());
        }
    }

    /** A record by itself; nobody is asked. */
    Report record(String file) {
        var registration =
                sources.registration()
                        .orElseThrow(() -> new Sources.UsageException("give --registration FILE"));
        try (var http = new HttpReader()) {
            var signed = SignedRecord.parse(Sources.textAt(http, file));
            var evidence = RoundEvidence.offline(sources.devBeaconAllowed(), registration, signed);
            String round = registration.game() + ":" + signed.record().opening().round();
            return Report.of(round, new RoundCheck(evidence).run());
        }
    }

    /** A file of test vectors, each recomputed field by field. */
    static Report vectors(Path file) {
        List<JsonObject> all;
        try {
            all = Json.parseList(Sources.text(file));
        } catch (MalformedException malformed) {
            throw new Sources.UsageException(file + ": " + malformed.getMessage());
        }
        if (all.isEmpty()) {
            throw new Sources.UsageException(file + " holds no vector");
        }
        var findings = new LinkedHashMap<String, Finding>();
        for (JsonObject vector : all) {
            var finding = VectorCheck.finding(vector);
            findings.put(vector.optionalText("name").orElse("#" + findings.size()), finding);
            if (finding.failed()) {
                break;
            }
        }
        return Report.of(file.toString(), findings);
    }

    /** The evidence of a round: of the record that was given, else of the published one. */
    private RoundEvidence evidence(HttpReader http, Place place) {
        var given = sources.record(http);
        var registration = sources.registration();
        RoundEvidence evidence;
        if (registration.isPresent()) {
            var signed =
                    given.orElseThrow(
                            () -> new Sources.UsageException("give --record FILE as well"));
            evidence =
                    RoundEvidence.offline(sources.devBeaconAllowed(), registration.get(), signed);
        } else {
            var reader = reader(http, sources.chain(http), place.game());
            evidence = given.map(reader::read).orElseGet(() -> reader.read(place.number()));
        }
        if (evidence.opened().round() != place.number()) {
            throw new UnreadableException("the record is that of another round");
        }
        return evidence;
    }

    private ReadRound reader(HttpReader http, ChainReader chain, String game) {
        return new ReadRound(sources.publications(http, game), chain, sources.devBeaconAllowed());
    }

    private static SequencedMap<String, Finding> range(ReadRound reader, long from, long to) {
        var findings = new LinkedHashMap<String, Finding>();
        for (long round = from; round <= to; round++) {
            var evidence = reader.find(round);
            // A gap is told by the next record, which names the rounds before it that never
            // opened, or else fails by itself for want of its predecessor.
            var finding =
                    evidence.isEmpty()
                            ? Finding.notYet("no record: it never opened, or is not over")
                            : summary(new RoundCheck(evidence.get()).run());
            findings.put("round " + round, finding);
            if (finding.failed()) {
                return findings;
            }
        }
        return findings;
    }

    private static Finding summary(SequencedMap<String, Finding> steps) {
        var last = steps.lastEntry();
        if (last.getValue().failed()) {
            return Finding.failed(last.getKey() + ": " + last.getValue().words());
        }
        var told = steps.getOrDefault("numbers", steps.getOrDefault("void", last.getValue()));
        return new Finding(
                told.verdict(), steps.size() + " steps hold; " + told.words(), told.bytes());
    }
}
