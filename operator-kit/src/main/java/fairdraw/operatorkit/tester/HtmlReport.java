package fairdraw.operatorkit.tester;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.operatorkit.tester.rule.Result;
import fairdraw.operatorkit.tester.rule.Result.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Results as a page of its own, without anything from elsewhere. */
final class HtmlReport {

    private static final String STYLE = "/fairdraw/wallet-test.css";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private HtmlReport() {}

    static String of(Report report) {
        var page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta name=\"viewport\""
                                + " content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Fairdraw wallet test</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<header class=\"")
                .append(report.passed() ? "good" : "bad")
                .append("\">\n<p class=\"mark\">Fairdraw wallet test</p>\n<h1>")
                .append(escaped(report.verdict()))
                .append("</h1>\n<p class=\"where\">")
                .append(escaped(report.wallet()))
                .append(" · <time>")
                .append(TIME.format(report.startedAt()))
                .append("</time></p>\n</header>\n<main>\n");
        figures(page, report);
        section(page, "Broken", report, Status.FAILED);
        section(page, "Not checked", report, Status.NOT_CHECKED);
        section(page, "Blocked by what is broken", report, Status.BLOCKED);
        section(page, "Kept", report, Status.PASSED);
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void figures(StringBuilder page, Report report) {
        page.append("<dl class=\"figures\">");
        figure(page, "Rules kept", report.count(Status.PASSED) + " of " + report.results().size());
        figure(page, "Broken", Long.toString(report.count(Status.FAILED)));
        figure(page, "Tombstones", report.tombstones() ? "certified" : "not certified");
        figure(page, "Contract", "version " + report.contract());
        page.append("</dl>\n");
    }

    private static void figure(StringBuilder page, String name, String value) {
        page.append("<div><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(escaped(value))
                .append("</dd></div>");
    }

    private static void section(StringBuilder page, String title, Report report, Status status) {
        List<Result> results =
                report.results().stream().filter(it -> it.status() == status).toList();
        if (results.isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>")
                .append(title)
                .append(" <span>")
                .append(results.size())
                .append("</span></h2>\n");
        if (status == Status.FAILED) {
            results.forEach(result -> failure(page, result));
        } else {
            page.append("<ul class=\"rules\">\n");
            results.forEach(result -> rule(page, result));
            page.append("</ul>\n");
        }
        page.append("</section>\n");
    }

    private static void rule(StringBuilder page, Result result) {
        page.append("<li><code>")
                .append(escaped(result.scenario().name()))
                .append("</code><span>")
                .append(escaped(result.scenario().rule()));
        if (!result.wrong().isEmpty()) {
            page.append(" <em>").append(escaped(result.wrong())).append("</em>");
        }
        page.append("</span></li>\n");
    }

    private static void failure(StringBuilder page, Result result) {
        page.append("<article id=\"")
                .append(escaped(result.scenario().name()))
                .append("\">\n<h3>")
                .append(escaped(result.scenario().name()))
                .append("</h3>\n<p class=\"wrong\">")
                .append(escaped(result.wrong()))
                .append("</p>\n<dl>");
        row(page, "Rule", escaped(result.scenario().rule()));
        row(page, "Money", escaped(result.scenario().money()));
        result.evidence()
                .ifPresent(exchange -> {
                    row(page, "Sent", "<code>" + escaped(exchange.sent()) + "</code>");
                    row(
                            page,
                            "Answer",
                            "<code>"
                                    + escaped(exchange.answered())
                                    + "</code> after "
                                    + exchange.millis()
                                    + " ms");
                });
        page.append("</dl>\n</article>\n");
    }

    private static void row(StringBuilder page, String name, String html) {
        page.append("<dt>").append(name).append("</dt><dd>").append(html).append("</dd>\n");
    }

    private static String style() {
        try (InputStream in =
                Objects.requireNonNull(HtmlReport.class.getResourceAsStream(STYLE), STYLE)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(STYLE, broken);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
