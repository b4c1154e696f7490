package fairdraw.engine;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import fairdraw.engine.v1.BetLine;
import fairdraw.engine.v1.ConfirmRequest;
import fairdraw.engine.v1.DeclineRequest;
import fairdraw.engine.v1.ExpireRequest;
import fairdraw.engine.v1.GetBetProofRequest;
import fairdraw.engine.v1.GetBetProofResponse;
import fairdraw.engine.v1.GetRoundRequest;
import fairdraw.engine.v1.GetTicketRequest;
import fairdraw.engine.v1.Mode;
import fairdraw.engine.v1.ReserveRequest;
import fairdraw.engine.v1.ReserveResponse;
import fairdraw.engine.v1.Round;
import fairdraw.engine.v1.RoundService;
import fairdraw.engine.v1.RoundState;
import fairdraw.engine.v1.Ticket;
import fairdraw.engine.v1.TicketService;
import fairdraw.events.v1.ConfigEvent;
import fairdraw.events.v1.CurrencyLimits;
import fairdraw.events.v1.OperatorConfig;
import fairdraw.events.v1.OperatorStatus;
import fairdraw.events.v1.WalletDialect;
import fairdraw.kernel.Ids;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What tests do with the engine: move its clock, ask it over gRPC, look into its books. */
@Singleton
public class Play {

    public static final String GAME = "digits-3";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicLong CONFIG_VERSION = new AtomicLong();

    @Inject TestClock clock;

    @GrpcClient("rounds")
    RoundService rounds;

    @GrpcClient("tickets")
    TicketService tickets;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    /** Moves to the opening of the next round that can open, waits until it is open, names it. */
    public long openRound() {
        long next = FairnessDouble.SCHEDULE.roundAt(clock.millis()) + 1;
        clock.at(FairnessDouble.SCHEDULE.openAtMs(next));
        awaitState(next, RoundState.ROUND_STATE_OPEN);
        return next;
    }

    public long nowMs() {
        return clock.millis();
    }

    /** Moves the clock to an offset of a round. */
    public void at(long round, long offsetMs) {
        clock.at(FairnessDouble.SCHEDULE.openAtMs(round) + offsetMs);
    }

    /** Takes an open round to the end. */
    public Round finish(long round) {
        at(round, 6_400);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> round(round).getSealedAtMs() > 0);
        clock.at(FairnessDouble.beaconAtMs(round));
        return awaitState(round, RoundState.ROUND_STATE_PUBLISHED);
    }

    public Round awaitState(long round, RoundState state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> round(round).getState() == state);
        return round(round);
    }

    public Round round(long number) {
        var request = GetRoundRequest.newBuilder().setGame(GAME).setRound(number).build();
        return now(rounds.getRound(request)).getRound();
    }

    /** Tells the engine an operator's terms in EUR and waits until they are stored. */
    public void terms(String operator, long maxStake, long maxWin, long liability) {
        var limits =
                CurrencyLimits.newBuilder()
                        .setCurrency("EUR")
                        .setMinStake(50)
                        .setMaxStake(maxStake)
                        .setMaxWin(maxWin)
                        .setRoundLiability(liability);
        tell(operator, OperatorStatus.OPERATOR_STATUS_ACTIVE, List.of(limits.build()));
    }

    public void tell(String operator, OperatorStatus status, List<CurrencyLimits> limits) {
        tell(
                OperatorConfig.newBuilder()
                        .setOperator(operator)
                        .setStatus(status)
                        .addAllCurrencies(limits)
                        .build());
    }

    /** An active operator with a wallet that speaks a dialect. */
    public void tell(String operator, CurrencyLimits limits, WalletDialect dialect) {
        tell(
                OperatorConfig.newBuilder()
                        .setOperator(operator)
                        .setStatus(OperatorStatus.OPERATOR_STATUS_ACTIVE)
                        .addCurrencies(limits)
                        .setDialect(dialect)
                        .build());
    }

    private void tell(OperatorConfig operator) {
        long version = CONFIG_VERSION.incrementAndGet();
        var event = ConfigEvent.newBuilder().setVersion(version).setOperator(operator).build();
        send("fairdraw.config.v1", "operator/" + operator.getOperator(), event.toByteArray());
        await().atMost(PATIENCE)
                .until(() ->
                        number(
                                        "select count(*) from operator_config where operator ="
                                                + " ? and version = ?",
                                        operator.getOperator(),
                                        version)
                                == 1);
    }

    public void send(String topic, String key, byte[] payload) {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, payload)).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static BetLine bet(String market, String selection, long stake) {
        return BetLine.newBuilder()
                .setMarket(market)
                .setSelection(selection)
                .setStake(stake)
                .build();
    }

    public static ReserveRequest request(
            String operator, String player, long round, BetLine... bets) {
        var body = operator + player + round + List.of(bets);
        return ReserveRequest.newBuilder()
                .setTicket(Ids.next().toString())
                .setOperator(operator)
                .setPlayer(player)
                .setSession("s")
                .setMode(Mode.MODE_REAL)
                .setGame(GAME)
                .setRound(round)
                .setCurrency("EUR")
                .addAllBets(List.of(bets))
                .setBodyHash(
                        ByteString.copyFrom(
                                Derivation.hash(body.getBytes(StandardCharsets.UTF_8)).toArray()))
                .build();
    }

    public Uni<ReserveResponse> reserving(ReserveRequest request) {
        return tickets.reserve(request);
    }

    public ReserveResponse reserve(ReserveRequest request) {
        return now(tickets.reserve(request));
    }

    /** Reserves a ticket that must be taken. */
    public Ticket reserved(ReserveRequest request) {
        var response = reserve(request);
        if (!response.hasReserved()) {
            throw new AssertionError(response);
        }
        return response.getReserved();
    }

    /** Reserves and confirms a ticket that must be taken. */
    public Ticket accepted(ReserveRequest request) {
        return confirm(reserved(request).getId());
    }

    public Ticket confirm(String ticket) {
        return now(tickets.confirm(
                        ConfirmRequest.newBuilder()
                                .setTicket(ticket)
                                .setGame(GAME)
                                .setOperatorTransaction("op-" + ticket)
                                .build()))
                .getTicket();
    }

    public Ticket decline(String ticket) {
        return now(tickets.decline(
                        DeclineRequest.newBuilder()
                                .setTicket(ticket)
                                .setGame(GAME)
                                .setCode("INSUFFICIENT_FUNDS")
                                .build()))
                .getTicket();
    }

    public Ticket expire(String ticket) {
        return now(tickets.expire(
                        ExpireRequest.newBuilder()
                                .setTicket(ticket)
                                .setGame(GAME)
                                .setReason("DEBIT_UNKNOWN")
                                .build()))
                .getTicket();
    }

    public Ticket ticket(String id) {
        return now(tickets.getTicket(GetTicketRequest.newBuilder().setTicket(id).build()))
                .getTicket();
    }

    public GetBetProofResponse proof(String ticket, int index) {
        return now(
                tickets.getBetProof(
                        GetBetProofRequest.newBuilder().setTicket(ticket).setIndex(index).build()));
    }

    public TicketService tickets() {
        return tickets;
    }

    public RoundService rounds() {
        return rounds;
    }

    public static Bytes bytes(ByteString bytes) {
        return Bytes.of(bytes.toByteArray());
    }

    public static <T> T now(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    /** One number out of the engine's own database. */
    public static long number(String sql, Object... parameters) {
        return column(sql, parameters).stream().mapToLong(v -> ((Number) v).longValue()).sum();
    }

    /** The first column of a query on the engine's own database. */
    public static List<Object> column(String sql, Object... parameters) {
        try (var connection = EngineParts.database().connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var values = new ArrayList<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                values.add(rows.getObject(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
