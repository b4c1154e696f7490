package fairdraw.operatorkit.tester;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairdraw.operatorkit.tester.rule.Result;
import fairdraw.operatorkit.tester.rule.Result.Status;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results as machines read them: JSON, and JUnit XML for a build server. */
final class FileReports {

    private FileReports() {}

    static String json(Report report) {
        ObjectNode file =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("contract", report.contract())
                        .put("wallet", report.wallet())
                        .put("startedAt", report.startedAt().toString())
                        .put("endedAt", report.endedAt().toString())
                        .put("whole", report.whole())
                        .put("passed", report.passed())
                        .put("tombstonesCertified", report.tombstones())
                        .put("verdict", report.verdict());
        var results = file.putArray("results");
        for (Result result : report.results()) {
            ObjectNode node =
                    results.addObject()
                            .put("name", result.scenario().name())
                            .put("status", result.status().name())
                            .put("rule", result.scenario().rule())
                            .put("millis", result.took().toMillis());
            if (result.status() != Status.PASSED) {
                node.put("wrong", result.wrong()).put("money", result.scenario().money());
            }
            result.evidence()
                    .ifPresent(exchange ->
                            node.put("sent", exchange.sent())
                                    .put("answered", exchange.answered())
                                    .put("answerMillis", exchange.millis()));
        }
        return file.toPrettyString() + "\n";
    }

    static String junit(Report report) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "fairdraw wallet contract " + report.contract());
            xml.writeAttribute("tests", Integer.toString(report.results().size()));
            xml.writeAttribute("failures", Long.toString(report.count(Status.FAILED)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute(
                    "skipped",
                    Long.toString(report.count(Status.BLOCKED) + report.count(Status.NOT_CHECKED)));
            xml.writeAttribute(
                    "time", seconds(Duration.between(report.startedAt(), report.endedAt())));
            xml.writeAttribute("timestamp", report.startedAt().toString());
            for (Result result : report.results()) {
                testcase(xml, result);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException broken) {
            throw new IllegalStateException("XML cannot be written to memory", broken);
        }
        return text.toString();
    }

    private static void testcase(XMLStreamWriter xml, Result result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "wallet");
        xml.writeAttribute("name", result.scenario().name());
        xml.writeAttribute("time", seconds(result.took()));
        switch (result.status()) {
            case PASSED -> {}
            case FAILED -> {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", clean(result.wrong()));
                xml.writeCharacters(clean(TextReport.of(result)));
                xml.writeEndElement();
            }
            case BLOCKED, NOT_CHECKED -> {
                xml.writeStartElement("skipped");
                xml.writeAttribute("message", clean(result.wrong()));
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    /** A wallet may answer with bytes that XML cannot hold. */
    private static String clean(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }
}
