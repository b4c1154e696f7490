package fairdraw.reporting;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.ConfigEvent;
import fairdraw.events.v1.FreeBetCell;
import fairdraw.events.v1.OperatorConfig;
import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.SettlementCell;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Publishes what the engine and the backoffice would. */
public final class Feed {

    private Feed() {}

    /**
     * A cell of DIGIT bets on digits-3 at 8.85, all on one digit: the stake of every bet is 100.
     */
    public static SettlementCell.Builder cell(String operator, long bets, boolean won) {
        long payout = won ? 885 * bets : 0;
        return SettlementCell.newBuilder()
                .setOperator(operator)
                .setCurrency("EUR")
                .setMarket("DIGIT")
                .setMode("REAL")
                .setBets(bets)
                .setStakes(100 * bets)
                .setPayouts(payout)
                .setWinners(won ? bets : 0)
                .setExpectedPayout(88_500 * bets + "/1000")
                .setMeanSquarePayout(885 * bets * 885 * bets + "/10");
    }

    /** A settled round. */
    public static byte[] round(
            String game, long round, String settledAt, List<SettlementCell.Builder> cells) {
        var event =
                RoundSettlement.newBuilder()
                        .setGame(game)
                        .setRound(round)
                        .setOpenAtMs(Instant.parse(settledAt).toEpochMilli() - 9_000)
                        .setSettledAtMs(Instant.parse(settledAt).toEpochMilli())
                        .setTableVersion("1");
        cells.forEach(event::addCells);
        return event.build().toByteArray();
    }

    /** Sends the settlement and waits until Kafka has it. */
    public static void settle(String game, byte[] payload) {
        send("fairdraw.settlements.v1", game, payload);
    }

    /** Tells the name of an operator. */
    public static void name(String operator, String name, long version) {
        byte[] payload =
                ConfigEvent.newBuilder()
                        .setVersion(version)
                        .setOperator(
                                OperatorConfig.newBuilder().setOperator(operator).setName(name))
                        .build()
                        .toByteArray();
        send("fairdraw.config.v1", "operator/" + operator, payload);
    }

    /** Free bets on the same terms as {@link #cell}. */
    public static FreeBetCell.Builder free(String operator, long bets, boolean won) {
        return FreeBetCell.newBuilder()
                .setOperator(operator)
                .setCurrency("EUR")
                .setMarket("DIGIT")
                .setMode("REAL")
                .setBets(bets)
                .setStakes(100 * bets)
                .setPayouts(won ? 885 * bets : 0)
                .setWinners(won ? bets : 0);
    }

    /** A settled round with free bets beside the others. */
    public static byte[] withFreeBets(byte[] round, List<FreeBetCell.Builder> free)
            throws InvalidProtocolBufferException {
        var event = RoundSettlement.parseFrom(round).toBuilder();
        free.forEach(event::addFreeBets);
        return event.build().toByteArray();
    }

    /** Sends any event and waits until Kafka has it. */
    public static void send(String topic, String key, byte[] payload) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig()
                                .getValue("kafka.bootstrap.servers", String.class));
        try (var producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, payload)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
