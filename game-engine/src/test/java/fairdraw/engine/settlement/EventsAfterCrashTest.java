package fairdraw.engine.settlement;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.number;
import static fairdraw.engine.Play.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.engine.BooksBalance;
import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.events.v1.BetEvent;
import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.WalletCommand;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invariant 6 of spec 5: events on Kafka are a function of the database, whatever crashes. */
@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class EventsAfterCrashTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OPERATOR = "op-crash";
    private static final List<String> TOPICS =
            List.of("fairdraw.bets.v1", "fairdraw.wallet-commands.v1", "fairdraw.settlements.v1");
    private static final String PUBLISHER = "hashtext('outbox'), hashtext(current_schema())";
    private static final String MARKS =
            "application_name like 'engine-%' and wait_event_type = 'Lock'"
                    + " and query like 'update outbox set published_at%'";

    @Inject Play play;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void who_reads_from_the_start_has_the_databases_totals_after_a_crash_at_either_side()
            throws Exception {
        play.terms(OPERATOR, 10_000, 50_000_000, 500_000_000);
        try (var publisher = EngineParts.database().connect();
                var marking = EngineParts.database().connect()) {
            // Committed, and nobody there to send it.
            publisher.createStatement().execute("select pg_advisory_lock(" + PUBLISHER + ")");
            round();
            assertEquals(Map.of(), totals(read()));
            long waiting = number("select count(*) from outbox where published_at is null");
            assertTrue(waiting > 0);

            // Sent, and dead before that is noted.
            marking.setAutoCommit(false);
            marking.createStatement()
                    .execute("select * from outbox where published_at is null for update");
            publisher.createStatement().execute("select pg_advisory_unlock(" + PUBLISHER + ")");
            await().atMost(PATIENCE).until(() -> marking() == 1);
            assertEquals(stored(), totals(read()));
            endMarking();
            marking.rollback();
        }
        await().atMost(PATIENCE)
                .until(() -> number("select count(*) from outbox where published_at is null") == 0);
        var sent = read();
        assertEquals(stored(), totals(sent));
        assertTrue(ids(sent).size() < sent.size(), "nothing was sent twice: no crash was tried");
        assertEquals(mine(), ids(sent).size());
    }

    /** Every end that a ticket can have. */
    private void round() {
        long round = play.openRound();
        int outcome = FairnessDouble.outcome(round);
        String hit = "%03d".formatted(outcome);
        String miss = "%03d".formatted((outcome + 1) % 1_000);
        play.accepted(
                request(
                        OPERATOR,
                        "ann",
                        round,
                        bet("STRAIGHT", hit, 100),
                        bet("STRAIGHT", miss, 70)));
        play.accepted(request(OPERATOR, "bob", round, bet("STRAIGHT", miss, 200)));
        play.decline(
                play.reserved(request(OPERATOR, "cy", round, bet("ODD_EVEN", "ODD", 80))).getId());
        play.expire(
                play.reserved(request(OPERATOR, "di", round, bet("ODD_EVEN", "ODD", 90))).getId());
        play.reserved(request(OPERATOR, "ed", round, bet("ODD_EVEN", "ODD", 60)));
        play.finish(round);
    }

    private static Map<String, Long> stored() {
        var totals = new TreeMap<String, Long>();
        totals.put("accepted", tickets("sum(stake)", "ACCEPTED"));
        totals.put("declined", tickets("count(*)", "DECLINED"));
        totals.put("expired", tickets("count(*)", "EXPIRED"));
        totals.put("rollbacks", booked("refunds_due"));
        totals.put("won", booked("payouts_due"));
        totals.put("credits", booked("payouts_due"));
        totals.put("closed stakes", tickets("sum(stake)", "ACCEPTED"));
        totals.put("closed payouts", booked("payouts_due"));
        totals.put("settled stakes", booked("house_result"));
        totals.put(
                "settled payouts",
                number(
                        "select sum(s.payout) from settlements s join bets b using (game, round,"
                                + " sequence) where b.operator = ?",
                        OPERATOR));
        return totals;
    }

    private static long tickets(String what, String state) {
        return number(
                "select " + what + " from tickets where operator = ? and state = ?",
                OPERATOR,
                state);
    }

    private static long booked(String credit) {
        return number(
                "select sum(amount) from ledger where operator = ? and credit = ?",
                OPERATOR,
                credit);
    }

    private static long mine() {
        return number(
                "select count(*) from outbox where topic like any(array['%.bets.v1',"
                        + " '%.wallet-commands.v1']) and event_key like ?",
                OPERATOR + "%");
    }

    /** What an idempotent consumer adds up. */
    private static Map<String, Long> totals(List<ConsumerRecord<String, byte[]>> records)
            throws InvalidProtocolBufferException {
        var totals = new TreeMap<String, Long>();
        var known = new HashSet<String>();
        for (var record : records) {
            if (known.add(id(record))) {
                switch (record.topic()) {
                    case "fairdraw.bets.v1" -> add(totals, BetEvent.parseFrom(record.value()));
                    case "fairdraw.wallet-commands.v1" ->
                            add(totals, WalletCommand.parseFrom(record.value()));
                    default -> add(totals, RoundSettlement.parseFrom(record.value()));
                }
            }
        }
        return totals;
    }

    private static void add(Map<String, Long> totals, BetEvent event) {
        if (event.hasAccepted()) {
            totals.merge("accepted", event.getAccepted().getStake(), Long::sum);
        } else if (event.hasDeclined()) {
            totals.merge("declined", 1L, Long::sum);
        } else if (event.hasExpired()) {
            totals.merge("expired", 1L, Long::sum);
        } else if (event.hasWon()) {
            totals.merge("won", event.getWon().getPayout(), Long::sum);
        }
    }

    private static void add(Map<String, Long> totals, WalletCommand command) {
        if (command.hasCredit()) {
            totals.merge("credits", command.getCredit().getAmount(), Long::sum);
        } else if (command.hasRollback()) {
            totals.merge("rollbacks", command.getRollback().getAmount(), Long::sum);
        } else if (command.hasRoundClose()) {
            totals.merge("closed stakes", command.getRoundClose().getStakes(), Long::sum);
            totals.merge("closed payouts", command.getRoundClose().getPayouts(), Long::sum);
        }
    }

    private static void add(Map<String, Long> totals, RoundSettlement settlement) {
        for (var cell : settlement.getCellsList()) {
            if (cell.getOperator().equals(OPERATOR)) {
                totals.merge("settled stakes", cell.getStakes(), Long::sum);
                totals.merge("settled payouts", cell.getPayouts(), Long::sum);
            }
        }
    }

    private static HashSet<String> ids(List<ConsumerRecord<String, byte[]>> records) {
        var ids = new HashSet<String>();
        for (var record : records) {
            if (record.key().startsWith(OPERATOR)) {
                ids.add(id(record));
            }
        }
        return ids;
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), UTF_8);
    }

    /** Everything that the topics hold, of this operator and of rounds, from their start. */
    private List<ConsumerRecord<String, byte[]>> read() {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            var partitions =
                    TOPICS.stream()
                            .flatMap(topic -> consumer.partitionsFor(topic).stream())
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.topic().equals("fairdraw.settlements.v1")
                            || record.key().startsWith(OPERATOR)) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }

    private static long marking() throws SQLException {
        try (var connection = EngineParts.service().connect()) {
            return count(connection, "select count(*) from pg_stat_activity where " + MARKS);
        }
    }

    private static void endMarking() throws SQLException {
        EngineParts.asSuperuser(
                "select pg_terminate_backend(pid) from pg_stat_activity where " + MARKS);
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
