package fairdraw.notifier.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.RoundDrawn;
import fairdraw.events.v1.RoundEvent;
import fairdraw.events.v1.RoundOpened;
import fairdraw.events.v1.RoundSealed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns what happened to rounds into events of the feed. */
@ApplicationScoped
class RoundConsumer implements TopicConsumer.Sink {

    private static final HexFormat HEX = HexFormat.of();

    private final FollowGame follow;
    private final ObjectMapper json;

    RoundConsumer(FollowGame follow, ObjectMapper json) {
        this.follow = follow;
        this.json = json;
    }

    @Override
    public void take(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException {
        RoundEvent event = RoundEvent.parseFrom(record.value());
        follow.tell(event.getGame(), feedEvent(event));
    }

    private FeedEvent feedEvent(RoundEvent event) {
        String type = type(event);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", type);
        data.put("game", event.getGame());
        data.put("roundId", event.getGame() + ":" + event.getRound());
        data.put("number", event.getRound());
        data.put("sequence", event.getSequence());
        data.put("at", at(event.getAtMs()));
        switch (event.getEventCase()) {
            case OPENED -> opened(event.getOpened(), data);
            case SEALED -> sealed(event.getSealed(), data);
            case DRAWN -> drawn(event.getDrawn(), data);
            case PUBLISHED -> data.put("recordHash", hex(event.getPublished().getRecordHash()));
            case VOIDED -> data.put("reason", event.getVoided().getReason());
            case SKIPPED -> data.put("reason", event.getSkipped().getReason());
            case SETTLED, EVENT_NOT_SET -> {}
        }
        try {
            return new FeedEvent(event.getSequence(), type, json.writeValueAsString(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers always have a JSON form", e);
        }
    }

    private static String type(RoundEvent event) {
        return switch (event.getEventCase()) {
            case OPENED -> FeedEvent.OPENED;
            case SEALED -> "round.sealed";
            case DRAWN -> "round.drawn";
            case SETTLED -> "round.settled";
            case PUBLISHED -> "round.published";
            case VOIDED -> "round.voided";
            case SKIPPED -> "round.skipped";
            // A newer engine may tell of something that this notifier does not know: its id counts.
            case EVENT_NOT_SET -> "round.changed";
        };
    }

    private static void opened(RoundOpened opened, Map<String, Object> data) {
        data.put("openAt", at(opened.getOpenAtMs()));
        data.put("closeAt", at(opened.getCloseAtMs()));
        data.put("confirmBy", at(opened.getConfirmByMs()));
        data.put("nextOpenAt", at(opened.getNextOpenAtMs()));
        data.put("seedHash", hex(opened.getSeedHash()));
        data.put("proof", opened.getProofList().stream().map(RoundConsumer::hex).toList());
        data.put("batch", opened.getBatch());
        data.put("index", opened.getIndex());
        data.put("beaconRound", opened.getBeaconRound());
        data.put("beaconAt", at(opened.getBeaconAtMs()));
        data.put("tableHash", hex(opened.getTableHash()));
        data.put("opening", opened.getOpening());
        data.put("signature", hex(opened.getSignature()));
    }

    private static void sealed(RoundSealed sealed, Map<String, Object> data) {
        data.put("betRoot", hex(sealed.getBetRoot()));
        data.put("betCount", sealed.getBetCount());
        data.put("tableHash", hex(sealed.getTableHash()));
        data.put("sealedAt", at(sealed.getSealedAtMs()));
        data.put("seal", sealed.getSeal());
        data.put("signature", hex(sealed.getSignature()));
    }

    private static void drawn(RoundDrawn drawn, Map<String, Object> data) {
        data.put("outcome", drawn.getOutcome());
        data.put("numbers", drawn.getNumbersList());
        data.put("beaconRound", drawn.getBeaconRound());
        data.put("beaconSignature", hex(drawn.getBeaconSignature()));
    }

    private static Instant at(long ms) {
        return Instant.ofEpochMilli(ms);
    }

    private static String hex(ByteString bytes) {
        return HEX.formatHex(bytes.toByteArray());
    }
}
