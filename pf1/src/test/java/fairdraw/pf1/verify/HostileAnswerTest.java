package fairdraw.pf1.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that answer too much, too slowly or nonsense cost a bounded time and no crash. */
class HostileAnswerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NONSENSE =
            List.of(
                    "",
                    "{",
                    "[]",
                    "null",
                    "{}",
                    "<html>not here</html>",
                    "[".repeat(100_000),
                    "{\"result\":\"0x\"}",
                    "{\"result\":\"0xzz\"}",
                    "{\"result\":\"0x" + "f".repeat(64 * 20) + "\"}",
                    "{\"result\":{\"number\":\"9\",\"timestamp\":\"-\"}}",
                    "{\"result\":[{\"data\":\"0x\"}],\"error\":{\"message\":\"no\"}}",
                    "{\"v\":1e999999999,\"roundId\":99999999999999999999999999}",
                    "{\"items\":[{\"roundId\":-1}]}",
                    "{\"opening\":\"x\",\"seal\":\"[]\",\"signature\":\""
                            + "00".repeat(64)
                            + "\"}");

    static Stream<String> places() {
        return Stream.of(
                "/v1/games/digits-3",
                "/v1/games/digits-3/rounds",
                "/v1/games/digits-3/rounds/19/record",
                "/v1/games/digits-3/rounds/18/record",
                "/v1/games/digits-3/rounds/19/opening",
                "/v1/games/digits-3/rounds/19/seal",
                "rpc chainId",
                "rpc block finalized",
                "rpc block numbered",
                "rpc logs",
                "rpc call game",
                "rpc call batch",
                "rpc call beaconRoundOf",
                "rpc call verifySeed",
                "rpc call outcome");
    }

    @ParameterizedTest
    @MethodSource("places")
    void nonsense_is_said_to_be_nonsense(String place) {
        try (var house = new PublicHouse(new HonestHouse())) {
            for (String nonsense : NONSENSE) {
                house.tamper = (asked, answer) -> asked.equals(place) ? nonsense : answer;
                var out = new StringWriter();
                int exit = assertTimeoutPreemptively(PATIENCE, () -> run(house, out));
                assertEquals(1, exit, () -> place + " " + nonsense + "\n" + out);
                assertTrue(out.toString().contains("NOT VERIFIED"), out::toString);
            }
        }
    }

    @Test
    void an_answer_without_end_is_cut_off() {
        serve(
                "x".repeat(1 << 20),
                Integer.MAX_VALUE,
                address -> {
                    try (var http = new HttpReader(PATIENCE, 3)) {
                        var big = assertThrows(UnreadableException.class, () -> http.get(address));
                        assertTrue(big.getMessage().contains("16 MiB"), big::getMessage);
                    }
                });
    }

    @Test
    void an_answer_that_drips_is_given_up() {
        serve(
                "x",
                0,
                address -> {
                    try (var http = new HttpReader(Duration.ofMillis(300), 3)) {
                        var slow = assertThrows(UnreadableException.class, () -> http.get(address));
                        assertTrue(slow.getMessage().contains("within"), slow::getMessage);
                    }
                });
    }

    @Test
    void the_number_of_requests_is_bounded() {
        try (var house = new PublicHouse(new HonestHouse());
                var http = new HttpReader(PATIENCE, 2)) {
            assertTrue(http.get(house.address() + "/v1/games/digits-3").isPresent());
            assertTrue(http.get(house.address() + "/v1/games/digits-3").isPresent());
            var spent =
                    assertThrows(UnreadableException.class, () -> http.get(house.address() + "/"));
            assertTrue(spent.getMessage().contains("2 requests"));
        }
    }

    private static int run(PublicHouse house, StringWriter out) {
        var arguments = new ArrayList<>(List.of("round", "digits-3:19"));
        arguments.addAll(house.options());
        return FairdrawVerify.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments.toArray(String[]::new));
    }

    /** A server that sends the piece that often, then never ends. */
    private static void serve(String piece, int times, java.util.function.Consumer<String> with) {
        var stop = new CountDownLatch(1);
        HttpServer server;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var body = exchange.getResponseBody()) {
                        body.write(piece.getBytes());
                        body.flush();
                        for (int i = 0; i < times; i++) {
                            body.write(piece.getBytes());
                        }
                        stop.await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                });
        server.start();
        try {
            with.accept("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        } finally {
            stop.countDown();
            server.stop(0);
        }
    }
}
