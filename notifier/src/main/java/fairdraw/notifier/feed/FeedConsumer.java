package fairdraw.notifier.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Reads the topics for as long as the service runs; ready when it has caught up. */
@Startup
@Readiness
@ApplicationScoped
class FeedConsumer implements HealthCheck {

    // Two hours of a game's events, should it be alone on its partition.
    private static final int ROUND_HISTORY_RECORDS = 5_000;
    // A player's events are not resumed: REST has the tickets.
    private static final int BET_HISTORY_RECORDS = 0;
    // More than end in the life of a token.
    private static final int SESSION_HISTORY_RECORDS = 100_000;

    private final FollowGame follow;
    private final List<TopicConsumer> consumers;

    FeedConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            FollowGame follow,
            RoundConsumer rounds,
            BetConsumer bets,
            SessionConsumer sessions,
            MeterRegistry meters) {
        this.follow = follow;
        consumers =
                List.of(
                        start(kafka, "fairdraw.rounds.v1", ROUND_HISTORY_RECORDS, rounds, meters),
                        start(kafka, "fairdraw.bets.v1", BET_HISTORY_RECORDS, bets, meters),
                        start(
                                kafka,
                                "fairdraw.sessions.v1",
                                SESSION_HISTORY_RECORDS,
                                sessions,
                                meters));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("feed")
                .status(consumers.stream().allMatch(TopicConsumer::caughtUp))
                .build();
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        follow.tick();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        for (TopicConsumer consumer : consumers) {
            consumer.stop();
        }
    }

    private static TopicConsumer start(
            Map<String, Object> kafka,
            String topic,
            int historyRecords,
            TopicConsumer.Sink sink,
            MeterRegistry meters) {
        TopicConsumer consumer = TopicConsumer.start(kafka, topic, historyRecords, sink);
        List<Tag> tags = List.of(Tag.of("topic", topic));
        meters.gauge("fairdraw.feed.lag", tags, consumer.lag());
        meters.gauge("fairdraw.feed.poison", tags, consumer.poison());
        return consumer;
    }
}
