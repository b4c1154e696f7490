package fairdraw.pf1.verify;

import fairdraw.pf1.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a verification came to.
 *
 * @param subject what was verified
 * @param failure why nothing could be said, else empty
 */
record Report(String subject, SequencedMap<String, Finding> findings, String failure) {

    static final int VERIFIED = 0;
    static final int NOT_VERIFIED = 1;

    static Report of(String subject, SequencedMap<String, Finding> findings) {
        return new Report(subject, findings, "");
    }

    static Report unreadable(String subject, String failure) {
        return new Report(subject, new LinkedHashMap<>(), failure);
    }

    boolean verified() {
        return failure.isEmpty() && findings.values().stream().noneMatch(Finding::failed);
    }

    int exitCode() {
        return verified() ? VERIFIED : NOT_VERIFIED;
    }

    /** Plain words, one line a step; with the bytes below each if they are asked for. */
    void print(PrintWriter out, boolean bytes) {
        int number = 1;
        for (var step : findings.entrySet()) {
            var finding = step.getValue();
            out.printf(
                    "%2d  %-11s %s: %s%n",
                    number++, finding.verdict().label(), step.getKey(), finding.words());
            if (bytes) {
                finding.bytes().forEach((name, value) -> out.printf("      %s %s%n", name, value));
            }
        }
        out.println(summary());
    }

    /** One JSON object: subject, verified, summary, steps {step, verdict, words, bytes}. */
    String json() {
        var steps = new ArrayList<Map<String, Object>>();
        findings.forEach((name, finding) ->
                steps.add(
                        Map.of(
                                "step", name,
                                "verdict", finding.verdict().name(),
                                "words", finding.words(),
                                "bytes", finding.bytes())));
        return Json.canonicalText(
                Map.of(
                        "subject", subject,
                        "verified", verified(),
                        "summary", summary(),
                        "steps", List.copyOf(steps)));
    }

    private String summary() {
        if (!failure.isEmpty()) {
            return "NOT VERIFIED: " + failure;
        }
        if (!verified()) {
            return "NOT VERIFIED: " + findings.lastEntry().getKey();
        }
        long open = count(Finding.Verdict.NOT_CHECKED);
        String left = open == 0 ? "" : ", but for " + open + " steps that were not checked";
        return findings.size() - open + " steps hold: " + subject + " is VERIFIED" + left;
    }

    private long count(Finding.Verdict verdict) {
        return findings.values().stream().filter(it -> it.verdict() == verdict).count();
    }
}
