package fairdraw.notifier.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.AcceptedBet;
import fairdraw.events.v1.BetEvent;
import fairdraw.events.v1.WonBet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns what happened to a player's tickets into events for that player alone. */
@ApplicationScoped
class BetConsumer implements TopicConsumer.Sink {

    private final FollowGame follow;
    private final ObjectMapper json;

    BetConsumer(FollowGame follow, ObjectMapper json) {
        this.follow = follow;
        this.json = json;
    }

    @Override
    public void take(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException {
        BetEvent event = BetEvent.parseFrom(record.value());
        follow.tell(event.getOperator(), event.getPlayer(), event.getGame(), feedEvent(event));
    }

    private FeedEvent feedEvent(BetEvent event) {
        String type = type(event);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", type);
        data.put("game", event.getGame());
        data.put("roundId", event.getGame() + ":" + event.getRound());
        data.put("number", event.getRound());
        data.put("ticketId", event.getTicket());
        data.put("player", event.getPlayer());
        data.put("currency", event.getCurrency());
        data.put("mode", event.getMode());
        data.put("at", Instant.ofEpochMilli(event.getAtMs()));
        switch (event.getEventCase()) {
            case ACCEPTED -> {
                data.put("stake", event.getAccepted().getStake());
                data.put(
                        "bets",
                        event.getAccepted().getBetsList().stream()
                                .map(BetConsumer::accepted)
                                .toList());
            }
            case DECLINED -> data.put("code", event.getDeclined().getCode());
            case EXPIRED -> data.put("reason", event.getExpired().getReason());
            case WON -> {
                data.put("payout", event.getWon().getPayout());
                data.put(
                        "bets",
                        event.getWon().getBetsList().stream().map(BetConsumer::won).toList());
            }
            case REFUNDED -> data.put("reason", event.getRefunded().getReason());
            case EVENT_NOT_SET -> {}
        }
        try {
            String text = json.writeValueAsString(data);
            return new FeedEvent(FeedEvent.NO_SEQUENCE, type, text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers always have a JSON form", e);
        }
    }

    private static String type(BetEvent event) {
        return switch (event.getEventCase()) {
            case ACCEPTED -> "bet.accepted";
            case DECLINED -> "bet.declined";
            case EXPIRED -> "bet.expired";
            case WON -> "bet.won";
            case REFUNDED -> "bet.refunded";
            case EVENT_NOT_SET -> "bet.changed";
        };
    }

    private static Map<String, Object> accepted(AcceptedBet bet) {
        return Map.of(
                "betId", bet.getBet(),
                "market", bet.getMarket(),
                "selection", bet.getSelection(),
                "stake", bet.getStake());
    }

    private static Map<String, Object> won(WonBet bet) {
        return Map.of("betId", bet.getBet(), "payout", bet.getPayout());
    }
}
