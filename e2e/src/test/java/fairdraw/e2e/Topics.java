package fairdraw.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.BetEvent;
import fairdraw.events.v1.RoundEvent;
import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.SettlementCell;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a consumer knows that reads every topic from its start and drops what it has seen: what the
 * events say, whatever was published twice.
 */
final class Topics {

    private static final List<String> READ =
            List.of(
                    "fairdraw.rounds.v1",
                    "fairdraw.bets.v1",
                    "fairdraw.settlements.v1",
                    "fairdraw.wallet-commands.v1",
                    "fairdraw.wallet-results.v1");
    private static final Duration POLL = Duration.ofMillis(500);

    private final Set<String> acceptedTickets = new TreeSet<>();
    private final Set<String> wonTickets = new TreeSet<>();
    private final Map<String, Long> credits = new TreeMap<>();
    private final Set<String> rollbacks = new TreeSet<>();
    private final Set<String> delivered = new HashSet<>();
    private final Set<Long> roundSequences = new TreeSet<>();
    private final Map<Long, Long> stakesOfRounds = new TreeMap<>();
    private final Map<Long, Long> payoutsOfRounds = new TreeMap<>();

    private Topics() {}

    /** Reads all that is there now. */
    static Topics read(Platform platform) {
        Topics topics = new Topics();
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        platform.at("/kafka/bootstrap"),
                        "default.api.timeout.ms",
                        30_000,
                        "auto.offset.reset",
                        "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    READ.stream()
                            .flatMap(topic -> consumer.partitionsFor(topic).stream())
                            .map(part -> new TopicPartition(part.topic(), part.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    topics.take(record);
                }
            }
        }
        return topics;
    }

    /** Tickets that were told as accepted. */
    Collection<String> acceptedTickets() {
        return acceptedTickets;
    }

    /** Tickets that were told as won. */
    Collection<String> wonTickets() {
        return wonTickets;
    }

    /** Credits that were ordered: transaction to amount. */
    Map<String, Long> credits() {
        return credits;
    }

    /** Rollbacks that were ordered, by their transaction. */
    Collection<String> rollbacks() {
        return rollbacks;
    }

    /** Commands whose delivery was told. */
    boolean delivered(String transaction) {
        return delivered.contains(transaction);
    }

    /** Stakes of each settled round that had bets. */
    Map<Long, Long> stakes() {
        return stakesOfRounds;
    }

    /** Payouts of each settled round that had winners. */
    Map<Long, Long> payouts() {
        return payoutsOfRounds;
    }

    /** The first sequence number of a round event that is missing; 0 when none is. */
    long gap() {
        long next = 1;
        for (long sequence : roundSequences) {
            if (sequence != next) {
                return next;
            }
            next++;
        }
        return 0;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            switch (record.topic()) {
                case "fairdraw.rounds.v1" ->
                        roundSequences.add(RoundEvent.parseFrom(record.value()).getSequence());
                case "fairdraw.bets.v1" -> bet(BetEvent.parseFrom(record.value()));
                case "fairdraw.settlements.v1" ->
                        settlement(RoundSettlement.parseFrom(record.value()));
                case "fairdraw.wallet-commands.v1" ->
                        command(WalletCommand.parseFrom(record.value()));
                case "fairdraw.wallet-results.v1" -> result(WalletResult.parseFrom(record.value()));
                default -> throw new AssertionError(record.topic());
            }
        } catch (InvalidProtocolBufferException poison) {
            throw new AssertionError(record.topic() + " at " + record.offset(), poison);
        }
    }

    private void bet(BetEvent event) {
        if (event.hasAccepted()) {
            acceptedTickets.add(event.getTicket());
        } else if (event.hasWon()) {
            wonTickets.add(event.getTicket());
        }
    }

    private void settlement(RoundSettlement round) {
        long stakes = 0;
        long payouts = 0;
        for (SettlementCell cell : round.getCellsList()) {
            stakes += cell.getStakes();
            payouts += cell.getPayouts();
        }
        if (stakes > 0) {
            stakesOfRounds.put(round.getRound(), stakes);
        }
        if (payouts > 0) {
            payoutsOfRounds.put(round.getRound(), payouts);
        }
    }

    private void command(WalletCommand command) {
        if (command.hasCredit()) {
            Long before = credits.put(command.getTransaction(), command.getCredit().getAmount());
            if (before != null && before != command.getCredit().getAmount()) {
                throw new AssertionError("one credit, two amounts: " + command);
            }
        } else if (command.hasRollback()) {
            rollbacks.add(command.getTransaction());
        }
    }

    private void result(WalletResult result) {
        if (result.hasApplied()) {
            delivered.add(result.getTransaction());
        }
    }
}
