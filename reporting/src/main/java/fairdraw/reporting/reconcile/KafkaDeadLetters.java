package fairdraw.reporting.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Sets one event of a batch aside with its cause, so that the others go on. */
@ApplicationScoped
class KafkaDeadLetters {

    private final MutinyEmitter<byte[]> letters;
    private final MeterRegistry meters;

    KafkaDeadLetters(@Channel("dead-letters") MutinyEmitter<byte[]> letters, MeterRegistry meters) {
        this.letters = letters;
        this.meters = meters;
    }

    /** Sends it to the dead-letter topic of its topic; done when Kafka has it. */
    Uni<Void> send(ConsumerRecord<String, byte[]> event, String cause) {
        meters.counter("fairdraw.reporting.poison", "topic", event.topic()).increment();
        Log.errorf(
                "event refused topic=%s partition=%d offset=%d key=%s cause=%s",
                event.topic(), event.partition(), event.offset(), event.key(), cause);
        var headers = new RecordHeaders(event.headers());
        headers.add("dead-letter-reason", cause.getBytes(UTF_8));
        headers.add("dead-letter-topic", event.topic().getBytes(UTF_8));
        headers.add("dead-letter-partition", Integer.toString(event.partition()).getBytes(UTF_8));
        headers.add("dead-letter-offset", Long.toString(event.offset()).getBytes(UTF_8));
        var to =
                OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(event.topic() + ".dlq")
                        .withKey(event.key())
                        .withHeaders(headers)
                        .build();
        return letters.sendMessage(Message.of(event.value()).addMetadata(to));
    }
}
