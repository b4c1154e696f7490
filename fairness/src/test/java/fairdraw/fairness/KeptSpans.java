package fairdraw.fairness;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a collector of traces would be told: names, attributes, events with their stacks. */
@Singleton
class KeptSpans implements SpanExporter {

    private final Queue<String> spans = new ConcurrentLinkedQueue<>();

    String text() {
        return String.join("\n", spans);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> told) {
        for (SpanData span : told) {
            spans.add(
                    span.getName()
                            + span.getAttributes()
                            + span.getEvents()
                            + span.getStatus()
                            + span.getResource().getAttributes());
        }
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
