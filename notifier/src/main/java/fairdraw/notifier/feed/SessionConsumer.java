package fairdraw.notifier.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.SessionEnded;
import fairdraw.notifier.player.EndSessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Closes a player's events to a session that its operator ended. */
@ApplicationScoped
class SessionConsumer implements TopicConsumer.Sink {

    private final EndSessions sessions;
    private final FollowGame follow;

    SessionConsumer(EndSessions sessions, FollowGame follow) {
        this.sessions = sessions;
        this.follow = follow;
    }

    @Override
    public void take(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException {
        SessionEnded event = SessionEnded.parseFrom(record.value());
        // Remembered first: who comes in between is refused, who came before is found.
        sessions.end(event.getSession(), Instant.ofEpochMilli(event.getTokenUntilMs()));
        follow.end(event.getOperator(), event.getPlayer(), event.getSession());
    }
}
