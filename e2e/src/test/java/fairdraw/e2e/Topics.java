package fairdraw.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.BetEvent;
import fairdraw.events.v1.FreeBetCell;
import fairdraw.events.v1.RoundEvent;
import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.SettlementCell;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer that reads every topic from its start, and goes on from where it was. */
final class Topics implements AutoCloseable {

    private static final String GAME = "digits-3";
    private static final String OPERATOR = "demo";
    private static final List<String> READ =
            List.of(
                    "fairdraw.rounds.v1",
                    "fairdraw.bets.v1",
                    "fairdraw.settlements.v1",
                    "fairdraw.wallet-commands.v1",
                    "fairdraw.wallet-results.v1");
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Told told = new Told();

    Topics(Platform platform) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                platform.at("/kafka/bootstrap"),
                                "default.api.timeout.ms",
                                10_000,
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        partitions =
                READ.stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(part -> new TopicPartition(part.topic(), part.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Reads on to the end that there is now.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when the broker does not answer
     */
    void read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            for (ConsumerRecord<String, byte[]> event : consumer.poll(POLL)) {
                take(event);
            }
        }
    }

    /** What was read so far; it grows with the next reading. */
    Told told() {
        return told;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void take(ConsumerRecord<String, byte[]> event) {
        try {
            switch (event.topic()) {
                case "fairdraw.rounds.v1" -> round(RoundEvent.parseFrom(event.value()));
                case "fairdraw.bets.v1" -> bet(BetEvent.parseFrom(event.value()));
                case "fairdraw.settlements.v1" ->
                        settlement(RoundSettlement.parseFrom(event.value()));
                case "fairdraw.wallet-commands.v1" ->
                        command(WalletCommand.parseFrom(event.value()));
                case "fairdraw.wallet-results.v1" -> result(WalletResult.parseFrom(event.value()));
                default -> throw new AssertionError(event.topic());
            }
        } catch (InvalidProtocolBufferException poison) {
            throw new AssertionError(event.topic() + " at " + event.offset(), poison);
        }
    }

    private void round(RoundEvent event) {
        if (!event.getGame().equals(GAME)) {
            return;
        }
        told.sequence(event.getSequence());
        Told.OfRound round = told.round(event.getRound());
        round.sequence = Math.max(round.sequence, event.getSequence());
        round.steps.add(event.getEventCase().name().toLowerCase(Locale.ROOT));
        if (event.hasSealed()) {
            round.betRoot = HexFormat.of().formatHex(event.getSealed().getBetRoot().toByteArray());
            round.betCount = event.getSealed().getBetCount();
        } else if (event.hasDrawn()) {
            round.outcome = event.getDrawn().getOutcome();
        } else if (event.hasPublished()) {
            round.recordHashes.add(
                    HexFormat.of().formatHex(event.getPublished().getRecordHash().toByteArray()));
        }
    }

    private void bet(BetEvent event) {
        if (!event.getGame().equals(GAME) || !event.getOperator().equals(OPERATOR)) {
            return;
        }
        Told.OfRound round = told.round(event.getRound());
        round.tickets
                .computeIfAbsent(event.getTicket(), _ -> new TreeSet<>())
                .add(event.getEventCase().name());
        if (event.hasWon()) {
            round.won.put(event.getTicket(), event.getWon().getPayout());
        }
    }

    private void settlement(RoundSettlement event) {
        if (!event.getGame().equals(GAME)) {
            return;
        }
        Told.OfRound round = told.round(event.getRound());
        round.settled.clear();
        round.settledFree.clear();
        for (SettlementCell cell : event.getCellsList()) {
            if (cell.getOperator().equals(OPERATOR)) {
                round.settled.merge(
                        cell.getCurrency() + " " + cell.getMode(),
                        new Told.Close(cell.getBets(), cell.getStakes(), cell.getPayouts()),
                        Told.Close::plus);
            }
        }
        for (FreeBetCell cell : event.getFreeBetsList()) {
            if (cell.getOperator().equals(OPERATOR)) {
                round.settledFree.merge(
                        cell.getCurrency() + " " + cell.getMode(),
                        new Told.Close(cell.getBets(), cell.getStakes(), cell.getPayouts()),
                        Told.Close::plus);
            }
        }
    }

    private void command(WalletCommand command) {
        if (!command.getGame().equals(GAME) || !command.getOperator().equals(OPERATOR)) {
            return;
        }
        Told.OfRound round = told.round(command.getRound());
        String id = command.getTransaction();
        switch (command.getCommandCase()) {
            case CREDIT -> {
                var credit = new Told.Command(command.getTicket(), command.getCredit().getAmount());
                Told.Command before = round.credits.put(id, credit);
                if (before != null && !before.equals(credit)) {
                    throw new AssertionError("one credit, two orders: " + before + ", " + command);
                }
            }
            case ROLLBACK ->
                    round.rollbacks.put(
                            id,
                            new Told.Command(
                                    command.getTicket(), command.getRollback().getAmount()));
            case ROUND_CLOSE -> {
                var close = command.getRoundClose();
                round.closings.add(id);
                round.closes.put(
                        command.getCurrency() + " " + command.getMode(),
                        new Told.Close(close.getBets(), close.getStakes(), close.getPayouts()));
            }
            case ADJUSTMENT, PROMOTION, COMMAND_NOT_SET -> {}
        }
    }

    private void result(WalletResult result) {
        if (result.hasApplied()) {
            told.delivered.add(result.getTransaction());
        }
        if (result.getKind() == WalletCallKind.WALLET_CALL_KIND_DEBIT
                && result.getGame().equals(GAME)
                && result.getOperator().equals(OPERATOR)) {
            told.round(result.getRound())
                    .debits
                    .put(
                            result.getTicket(),
                            new Told.Debit(result.hasApplied(), result.getAmount()));
        }
    }
}
