package fairdraw.pf1.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Json;
import fairdraw.pf1.JsonObject;
import fairdraw.pf1.RoundRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.BinaryOperator;

/**
 * The honest house's publications and its chain behind HTTP, as a verifier meets them. A test may
 * change any answer on its way out.
 */
final class PublicHouse implements AutoCloseable {

    static final int ROUND = Math.toIntExact(HonestHouse.first()) + HonestHouse.BETS_AT;

    private final HonestHouse house;
    private final HttpServer server;

    /** Given what was asked for and the honest answer: the answer. */
    volatile BinaryOperator<String> tamper = (_, answer) -> answer;

    PublicHouse(HonestHouse house) {
        this.house = house;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The options of a command line that name this house. */
    List<String> options() {
        return List.of(
                "--records",
                address(),
                "--rpc",
                address() + "/rpc",
                "--contract",
                house.contract.hex0x(),
                "--allow-dev-beacon");
    }

    /** The proof of the bet on the high half. */
    String betProof() {
        var drawn = (RoundRecord.Drawn) house.records.get(HonestHouse.BETS_AT).record().end();
        return Json.canonicalText(house.bets.proof(1, 1, drawn.outcome() >= 500 ? 315 : 0));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Allow-Headers", "content-type");
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        String path = exchange.getRequestURI().getPath();
        String asked = path;
        String answer;
        if (path.equals("/rpc")) {
            var body =
                    Json.parse(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
            asked = "rpc " + name(body);
            answer = rpc(body);
        } else {
            answer =
                    path.equals("/v1/games/digits-3/rounds")
                            ? list(exchange.getRequestURI().getQuery())
                            : published(path);
        }
        byte[] bytes = tamper.apply(asked, answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** The publication at a path; empty if there is none. */
    String published(String path) {
        if (path.equals("/v1/games/digits-3")) {
            return house.registration.json();
        }
        var parts = path.split("/");
        if (parts.length != 7) {
            return "";
        }
        long index = Long.parseLong(parts[5]) - HonestHouse.first();
        if (index < 0 || index >= HonestHouse.ROUNDS) {
            return "";
        }
        int at = Math.toIntExact(index);
        return switch (parts[6]) {
            case "record" -> house.records.get(at).json();
            case "opening" -> document("opening", house.openings.get(at));
            case "seal" -> document("seal", house.seals.get(at));
            default -> "";
        };
    }

    private String list(String query) {
        long from = Long.parseLong(query.replaceAll(".*from=([0-9]+).*", "$1"));
        long to = Long.parseLong(query.replaceAll(".*to=([0-9]+).*", "$1"));
        return Json.canonicalText(
                Map.of(
                        "items",
                        house.listed().stream()
                                .filter(it -> it.round() >= from && it.round() < to)
                                .map(PublicHouse::item)
                                .toList()));
    }

    private static Map<String, Object> item(RoundEvidence.Listed listed) {
        return Map.of("roundId", listed.round(), "recordHash", listed.recordHash().hex());
    }

    private static String document(String name, SignedDocument document) {
        return Json.canonicalText(
                Map.of(name, document.text(), "signature", document.signature().hex()));
    }

    private static String name(JsonObject call) {
        return switch (call.text("method")) {
            case "eth_call" -> "call " + function(call);
            case "eth_getBlockByNumber" -> "block " + (asksFinal(call) ? "finalized" : "numbered");
            case "eth_getLogs" -> "logs";
            default -> "chainId";
        };
    }

    private static boolean asksFinal(JsonObject call) {
        return call.fields().get("params") instanceof List<?> list
                && list.getFirst().equals("finalized");
    }

    private static long block(JsonObject call) {
        return call.fields().get("params") instanceof List<?> list
                ? Long.decode(String.valueOf(list.getFirst()))
                : 0;
    }

    private static String data(JsonObject call) {
        return call.fields().get("params") instanceof List<?> list
                        && list.getFirst() instanceof Map<?, ?> map
                ? String.valueOf(map.get("data"))
                : "";
    }

    private static String function(JsonObject call) {
        for (String signature :
                List.of(
                        "game(bytes32)",
                        "batch(bytes32,uint64)",
                        "beaconRoundOf(bytes32,uint64)",
                        "verifySeed(bytes32,uint64,bytes32,bytes32[])",
                        "outcome(bytes32,uint64,bytes32,bytes)")) {
            if (data(call).startsWith(AbiWords.call(signature).hex0x())) {
                return signature.substring(0, signature.indexOf('('));
            }
        }
        throw new IllegalArgumentException(data(call));
    }

    private String rpc(JsonObject body) {
        var answer = new TreeMap<String, Object>(Map.of("jsonrpc", "2.0", "id", 1L));
        answer.put("result", result(body));
        return Json.canonicalText(answer);
    }

    private Object result(JsonObject body) {
        return switch (name(body)) {
            case "chainId" -> "0x7a69";
            case "block finalized" -> Map.of("number", "0x100", "timestamp", "0x7fffffff");
            case "block numbered" ->
                    Map.of(
                            "number",
                            "0x" + Long.toHexString(block(body)),
                            "timestamp",
                            "0x" + Long.toHexString(house.originMs / 1000 - 7 + block(body)));
            case "logs" ->
                    List.of(Map.of("data", Bytes.of(house.master).hex0x(), "logIndex", "0x0"));
            case "call game" -> game();
            case "call batch" -> batch();
            case "call beaconRoundOf" -> words(word(beaconRound(body)));
            case "call verifySeed" -> words(word(1));
            default -> words(word(outcome(body)));
        };
    }

    private long beaconRound(JsonObject body) {
        return house.beacon.beaconRound(house.identity.schedule(), round(body));
    }

    private long outcome(JsonObject body) {
        int at = Math.toIntExact(round(body) - HonestHouse.first());
        var end = house.records.get(at).record().end();
        return ((RoundRecord.Drawn) end).outcome();
    }

    private static long round(JsonObject body) {
        return AbiWords.returned(Bytes.hex("0x" + data(body).substring(10))).number(1);
    }

    private String game() {
        var game = house.chainGame();
        return words(
                Bytes.hex("00".repeat(12) + game.committer().hex()),
                word(3),
                word(game.outcomes()),
                word(game.confirmations()),
                word(game.originMs()),
                word(game.periodMs()),
                word(game.betMs()),
                word(game.gapMs()),
                word(game.beaconGenesisS()),
                word(game.beaconPeriodS()),
                word(172_800),
                word(game.depth()),
                game.source(),
                game.recordKey(),
                game.receiptKey(),
                word(0),
                word(0));
    }

    private String batch() {
        var batch = house.chainBatch();
        return words(
                batch.root(),
                batch.masterHash(),
                word(batch.committedBlock()),
                word(batch.committedAtS()),
                word(batch.revealedAtS()),
                word(0),
                word(0),
                batch.recordsRoot(),
                word(0));
    }

    private static Bytes word(long number) {
        return Bytes.of(AbiWords.word(number));
    }

    private static String words(Bytes... words) {
        var text = new StringBuilder("0x");
        for (var word : words) {
            text.append(word.hex());
        }
        return text.toString();
    }
}
