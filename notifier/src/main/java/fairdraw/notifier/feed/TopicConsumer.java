package fairdraw.notifier.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads every partition of a topic by itself, without a group: each replica shows everything. It
 * begins with the newest records of the past and outlives any failure of Kafka.
 */
final class TopicConsumer implements Runnable {

    /** Takes one record. */
    interface Sink {
        /**
         * Must take the same record twice as once.
         *
         * @throws InvalidProtocolBufferException when the payload cannot be read
         */
        void take(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException;
    }

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(10);
    private static final int POLLS_PER_PARTITION_CHECK = 120;
    private static final long PAUSE_AFTER_FAILURE_MS = 1_000;
    private static final int STOP_DEADLINE_MS = 3_000;
    private static final Logger LOG = Logger.getLogger(TopicConsumer.class);

    private final Map<String, Object> config;
    private final String topic;
    private final int historyRecords;
    private final Sink sink;
    private final AtomicLong poison = new AtomicLong();
    private final AtomicLong lag = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Thread thread;
    private volatile boolean caughtUp;

    /**
     * Starts reading at once.
     *
     * @param historyRecords of each partition that are read before what comes new
     */
    static TopicConsumer start(
            Map<String, Object> kafka, String topic, int historyRecords, Sink sink) {
        TopicConsumer consumer = new TopicConsumer(kafka, topic, historyRecords, sink);
        consumer.thread.start();
        return consumer;
    }

    private TopicConsumer(Map<String, Object> kafka, String topic, int historyRecords, Sink sink) {
        config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_DEADLINE.toMillis());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.topic = topic;
        this.historyRecords = historyRecords;
        this.sink = sink;
        thread = Thread.ofPlatform().daemon().name("feed-" + topic).unstarted(this);
    }

    /** Whether all that was there at the start has been read. */
    boolean caughtUp() {
        return caughtUp;
    }

    /** Records that are there and not read yet. */
    AtomicLong lag() {
        return lag;
    }

    /** Records that could not be read and were passed over. */
    AtomicLong poison() {
        return poison;
    }

    /** Ends the thread; it reads nothing any more afterwards. */
    void stop() throws InterruptedException {
        stop.countDown();
        thread.join(STOP_DEADLINE_MS);
    }

    @Override
    public void run() {
        while (stop.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> consumer =
                    new KafkaConsumer<>(
                            config, new StringDeserializer(), new ByteArrayDeserializer())) {
                while (stop.getCount() > 0) {
                    read(consumer);
                }
            } catch (KafkaException e) {
                LOG.warnf("cannot read %s, trying again: %s", topic, e.getMessage());
                pause();
            }
        }
    }

    /** One round: find the partitions, read for a while, so that a new partition is found too. */
    private void read(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic, REQUEST_DEADLINE).stream()
                        .map(part -> new TopicPartition(part.topic(), part.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            LOG.warnf("topic %s is not there yet", topic);
            pause();
            return;
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, REQUEST_DEADLINE);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, REQUEST_DEADLINE);
        for (TopicPartition partition : partitions) {
            long end = offset(ends, partition);
            long from = positions.getOrDefault(partition, end - historyRecords);
            // A topic that was made anew has less than was read of the old one.
            long bounded = from > end ? 0 : from;
            consumer.seek(partition, Math.max(offset(begins, partition), bounded));
        }
        for (int i = 0; i < POLLS_PER_PARTITION_CHECK && stop.getCount() > 0; i++) {
            consumer.poll(POLL).forEach(this::take);
            long behind = 0;
            boolean reached = true;
            for (TopicPartition partition : partitions) {
                long position = consumer.position(partition);
                positions.put(partition, position);
                reached &= position >= offset(ends, partition);
                behind += consumer.currentLag(partition).orElse(0);
            }
            lag.set(behind);
            caughtUp |= reached;
        }
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition), "Kafka answers what it was asked");
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            sink.take(record);
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            poison.incrementAndGet();
            LOG.errorf(
                    e,
                    "passed over a record that cannot be read topic=%s partition=%d offset=%d",
                    record.topic(),
                    record.partition(),
                    record.offset());
        }
    }

    private void pause() {
        try {
            boolean stopped = stop.await(PAUSE_AFTER_FAILURE_MS, TimeUnit.MILLISECONDS);
            LOG.debugf("paused, stopped=%s", stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }
}
