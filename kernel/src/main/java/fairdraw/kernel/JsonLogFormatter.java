package fairdraw.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** One JSON object a line of log: timestamp, level, logger, thread, message, trace and stack. */
final class JsonLogFormatter extends ExtFormatter {

    /** Characters of a message or of a stack that are kept. */
    static final int TEXT_CHARS_MAX = 16 * 1024;

    private final String service;

    JsonLogFormatter(String service) {
        this.service = service;
    }

    @Override
    public String format(ExtLogRecord record) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("timestamp", record.getInstant().toString());
        line.put("level", record.getLevel().getName());
        line.put("service", service);
        line.put("logger", record.getLoggerName());
        line.put("thread", record.getThreadName());
        line.put("message", bounded(String.valueOf(record.getFormattedMessage())));
        record.getMdcCopy().forEach(line::putIfAbsent);
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            line.put("stack", bounded(stack.toString()));
        }
        return new String(Problem.json(line), UTF_8) + "\n";
    }

    private static String bounded(String text) {
        return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + "...";
    }
}
