package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Json;
import fairdraw.pf1.JsonObject;
import fairdraw.pf1.MalformedException;
import fairdraw.pf1.RoundRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the contract FairDraw through any Ethereum node, at its newest final block. */
final class ChainReader {

    private static final String FINAL = "finalized";
    private static final int CLIP = 80;

    private final HttpReader http;
    private final String rpc;
    private final Bytes contract;

    ChainReader(HttpReader http, String rpc, Bytes contract) {
        this.http = http;
        this.rpc = rpc;
        this.contract = contract;
    }

    Bytes contract() {
        return contract;
    }

    private long chainId() {
        return quantity(request("eth_chainId", List.of()).text("result"));
    }

    /** Everything that the chain says about a record's round. */
    OnChain round(ChainGame game, BatchOnChain batch, RoundRecord record) {
        var opening = record.opening();
        return new OnChain(
                contract,
                batch.chainId(),
                game,
                batch.batch(),
                batch.blockAtS(),
                batch.finalAtS(),
                beaconRoundOf(batch.gameId(), opening.round()),
                answer(batch.gameId(), record),
                batch.master());
    }

    /** What the chain says about a batch, the same for all of its rounds. */
    BatchOnChain read(Bytes gameId, ChainGame game, long number) {
        var batch = batch(gameId, number);
        return new BatchOnChain(
                gameId,
                number,
                chainId(),
                batch,
                finalBlockTimeS(batch.committedBlock()),
                finalBlockTimeS(Math.addExact(batch.committedBlock(), game.confirmations())),
                batch.revealedAtS() == 0
                        ? Optional.empty()
                        : master(gameId, number, batch.committedBlock()));
    }

    /**
     * A batch on chain.
     *
     * @param blockAtS the time of the block that holds the commit
     * @param finalAtS when the commit had the confirmations that the game asks for
     * @param master revealed, else empty
     */
    record BatchOnChain(
            Bytes gameId,
            long number,
            long chainId,
            ChainBatch batch,
            Optional<Long> blockAtS,
            Optional<Long> finalAtS,
            Optional<Bytes> master) {}

    ChainGame game(Bytes gameId) {
        return ChainGame.of(call(AbiWords.call("game(bytes32)", gameId.toArray())));
    }

    private ChainBatch batch(Bytes gameId, long batch) {
        return ChainBatch.of(
                call(
                        AbiWords.call(
                                "batch(bytes32,uint64)", gameId.toArray(), AbiWords.word(batch))));
    }

    private long beaconRoundOf(Bytes gameId, long round) {
        return call(AbiWords.call(
                        "beaconRoundOf(bytes32,uint64)", gameId.toArray(), AbiWords.word(round)))
                .number(0);
    }

    private boolean verifySeed(Bytes gameId, long round, Bytes seed, List<Bytes> proof) {
        return call(AbiWords.call(
                                "verifySeed(bytes32,uint64,bytes32,bytes32[])",
                                gameId.toArray(),
                                AbiWords.word(round),
                                seed.toArray(),
                                AbiWords.dynamic(3, proof)))
                        .number(0)
                == 1;
    }

    private long outcome(Bytes gameId, long round, Bytes seed, Bytes beaconSignature) {
        return call(AbiWords.call(
                        "outcome(bytes32,uint64,bytes32,bytes)",
                        gameId.toArray(),
                        AbiWords.word(round),
                        seed.toArray(),
                        AbiWords.dynamic(3, beaconSignature.toArray())))
                .number(0);
    }

    /** The time of a final block in seconds; empty while there is no such final block. */
    private Optional<Long> finalBlockTimeS(long block) {
        long newest = quantity(block(FINAL).orElseThrow(ChainReader::noFinal).text("number"));
        return block > newest
                ? Optional.empty()
                : block(hex(block)).map(header -> quantity(header.text("timestamp")));
    }

    /** The master that the contract accepted for a batch, from its event. */
    private Optional<Bytes> master(Bytes gameId, long batch, long fromBlock) {
        var filter =
                Map.of(
                        "address", contract.hex0x(),
                        "fromBlock", hex(fromBlock),
                        "toBlock", FINAL,
                        "topics",
                                List.of(
                                        AbiWords.topic("BatchRevealed(bytes32,uint64,bytes32)")
                                                .hex0x(),
                                        gameId.hex0x(),
                                        Bytes.of(AbiWords.word(batch)).hex0x()));
        return request("eth_getLogs", List.of(filter)).objects("result").stream()
                .map(log -> log.bytes("data", AbiWords.WORD))
                .findFirst();
    }

    private Optional<OnChain.Answer> answer(Bytes gameId, RoundRecord record) {
        long round = record.opening().round();
        return switch (record.end()) {
            case RoundRecord.Drawn drawn ->
                    Optional.of(
                            new OnChain.Answer(
                                    verifySeed(
                                            gameId, round, drawn.seed(), record.opening().proof()),
                                    outcome(gameId, round, drawn.seed(), drawn.beaconSignature())));
            case RoundRecord.Voided _ -> Optional.empty();
        };
    }

    private AbiWords call(Bytes data) {
        var call = Map.of("to", contract.hex0x(), "data", data.hex0x());
        String result = request("eth_call", List.of(call, FINAL)).text("result");
        try {
            return AbiWords.returned(Bytes.hex(result));
        } catch (IllegalArgumentException notHex) {
            throw new UnreadableException("the node's answer to eth_call is odd", notHex);
        }
    }

    private Optional<JsonObject> block(String number) {
        var answer = request("eth_getBlockByNumber", List.of(number, false));
        return answer.has("result") ? Optional.of(answer.object("result")) : Optional.empty();
    }

    private JsonObject request(String method, List<?> parameters) {
        var body = Map.of("jsonrpc", "2.0", "id", 1L, "method", method, "params", parameters);
        try {
            var answer = Json.parse(http.post(rpc, Json.canonicalText(body)));
            if (answer.has("error")) {
                throw new UnreadableException(
                        "the node refuses "
                                + method
                                + ": "
                                + clipped(answer.object("error").fields().toString()));
            }
            return answer;
        } catch (MalformedException malformed) {
            throw new UnreadableException("the node's answer to " + method + " is odd", malformed);
        }
    }

    private static UnreadableException noFinal() {
        return new UnreadableException("the node knows no final block");
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private static long quantity(String hex) {
        if (!hex.matches("0x[0-9a-fA-F]{1,15}")) {
            throw new UnreadableException("the node answers \"" + clipped(hex) + "\" for a number");
        }
        return Long.parseLong(hex.substring(2), 16);
    }

    private static String clipped(String text) {
        return text.length() > CLIP ? text.substring(0, CLIP) + "..." : text;
    }
}
