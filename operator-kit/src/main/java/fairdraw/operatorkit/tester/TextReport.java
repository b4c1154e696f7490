package fairdraw.operatorkit.tester;

import fairdraw.operatorkit.tester.rule.Result;
import java.util.Locale;

/** Results as they are read in a terminal. */
final class TextReport {

    private TextReport() {}

    /** One line when it passed; else all that one needs to mend it. */
    static String of(Result result) {
        String name = result.scenario().name();
        return switch (result.status()) {
            case PASSED ->
                    String.format(
                            Locale.ROOT, "  ok    %-34s %5d ms", name, result.took().toMillis());
            case BLOCKED -> "  --    " + name + "\n        " + result.wrong();
            case NOT_CHECKED -> "  ??    " + name + "\n        " + result.wrong();
            case FAILED -> {
                var text = new StringBuilder("  FAIL  ").append(name);
                line(text, "Rule", result.scenario().rule());
                line(text, "Wrong", result.wrong());
                line(text, "Money", result.scenario().money());
                result.evidence()
                        .ifPresent(exchange -> {
                            line(text, "Sent", exchange.sent());
                            line(
                                    text,
                                    "Answer",
                                    exchange.answered() + " after " + exchange.millis() + " ms");
                        });
                yield text.toString();
            }
        };
    }

    static String end(Report report) {
        return "\n"
                + report.verdict()
                + " Passed "
                + report.count(Result.Status.PASSED)
                + ", failed "
                + report.count(Result.Status.FAILED)
                + ", blocked "
                + report.count(Result.Status.BLOCKED)
                + ", not checked "
                + report.count(Result.Status.NOT_CHECKED)
                + ". Contract version "
                + report.contract()
                + "; tombstones "
                + (report.tombstones() ? "certified." : "not certified.");
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(String.format(Locale.ROOT, "\n        %-7s %s", label, value));
    }
}
