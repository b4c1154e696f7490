package fairdraw.fairness.chain;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.valueOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.MerkleTree;
import fairdraw.stack.ChainPart;
import fairdraw.stack.Home;
import fairdraw.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** The contract on a chain of its own, whose time a test moves. */
public final class ContractChain implements AutoCloseable {

    public static final String COMMITTER = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    static final String STRANGER = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";
    static final String FUND = "0x00000000000000000000000000000000000000f0";
    static final String BURN = "0x0000000000000000000000000000000000000000";
    static final BigInteger ETHER = BigInteger.TEN.pow(18);
    static final long DAY_S = 86_400;
    public static final long WINDOW_S = 2 * DAY_S;
    public static final int DEPTH = 3;
    public static final int CONFIRMATIONS = 4;

    private static final long GENESIS_S = 1_700_000_000;
    private static final long OPENS_IN_S = 100;

    private final ChainPart anvil;
    private final Web3j web3j;
    private final FairDraw contract;
    private int games;

    public ContractChain(Path folder) {
        anvil = ChainPart.start(Home.find(), folder, Ports.free(), folder.resolve("anvil.log"));
        // Only a test makes blocks, so that it asks at an exact second.
        anvil.hold(true);
        web3j = Web3j.build(new HttpService(anvil.rpc()));
        contract =
                FairDraw.load(
                        ChainPart.CONTRACT,
                        web3j,
                        new ReadonlyTransactionManager(web3j, COMMITTER),
                        new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO));
    }

    @Override
    public void close() {
        web3j.shutdown();
        anvil.close();
    }

    public String rpc() {
        return anvil.rpc();
    }

    /** One call of the node's own. */
    public void call(String method, Object... parameters) {
        var _ = anvil.call(method, parameters);
    }

    FairDraw contract() {
        return contract;
    }

    /** A game, and the secrets of the one batch that it commits under any number. */
    public record Fixture(byte[] id, long originS, byte[] master, List<Bytes> leaves) {

        public Domain domain() {
            return Domain.of(ChainPart.CHAIN_ID, Bytes.hex(ChainPart.CONTRACT), Bytes.of(id));
        }

        public byte[] root() {
            return MerkleTree.root(leaves).toArray();
        }

        public byte[] masterHash(long batch) {
            return Derivation.masterHash(master, domain(), batch).toArray();
        }

        /** When a round opens. */
        long openS(long round) {
            return originS + 10 * round;
        }

        /** When the last beacon of batch 0 is out: round 7 opens 70 s after the origin. */
        long lastBeaconS() {
            return originS + 77;
        }
    }

    /** A registered game, whose round 0 opens in 100 s. */
    Fixture fixture() {
        var game = newFixture();
        long gas = send(COMMITTER, register(game, DEPTH, WINDOW_S));
        assert gas > 0;
        return game;
    }

    /** A game that nobody has registered. */
    Fixture newFixture() {
        return fixtureOf(hash("game " + ++games), now() + OPENS_IN_S);
    }

    /** A game of this id and origin, that nobody has registered. */
    public Fixture fixtureOf(byte[] id, long originS) {
        byte[] master = hash("master " + games);
        var empty = new Fixture(id, originS, master, List.of());
        var leaves = new ArrayList<Bytes>();
        for (long round = 0; round < 1 << DEPTH; round++) {
            byte[] seed = Derivation.seed(master, empty.domain(), round);
            leaves.add(Derivation.seedLeaf(empty.domain(), round, seed));
        }
        return new Fixture(id, originS, master, leaves);
    }

    public RemoteFunctionCall<?> register(Fixture game, int depth, long windowS) {
        return register(game, depth, windowS, FUND);
    }

    RemoteFunctionCall<?> register(Fixture game, int depth, long windowS, String beneficiary) {
        var rules = rules(game);
        rules.put("depth", valueOf(depth));
        rules.put("revealWindowS", valueOf(windowS));
        rules.put("beneficiary", beneficiary);
        return register(game, rules);
    }

    /** Possible rules, by the names of the contract. */
    static Map<String, Object> rules(Fixture game) {
        var rules = new HashMap<String, Object>();
        rules.put("committer", COMMITTER);
        rules.put("originMs", valueOf(game.originS() * 1000));
        rules.put("periodMs", valueOf(10_000));
        rules.put("betMs", valueOf(6_000));
        rules.put("gapMs", valueOf(1_000));
        rules.put("outcomes", valueOf(1_000));
        rules.put("beaconGenesisS", valueOf(GENESIS_S));
        rules.put("beaconPeriodS", ONE);
        rules.put("revealWindowS", valueOf(WINDOW_S));
        rules.put("depth", valueOf(DEPTH));
        rules.put("confirmations", valueOf(CONFIRMATIONS));
        rules.put("source", hash("source"));
        rules.put("recordKey", hash("record key"));
        rules.put("receiptKey", hash("receipt key"));
        rules.put("beneficiary", FUND);
        return rules;
    }

    RemoteFunctionCall<?> register(Fixture game, Map<String, Object> rules) {
        return contract.registerGame(
                game.id(),
                new FairDraw.Rules(
                        (String) rules.get("committer"),
                        (BigInteger) rules.get("originMs"),
                        (BigInteger) rules.get("periodMs"),
                        (BigInteger) rules.get("betMs"),
                        (BigInteger) rules.get("gapMs"),
                        (BigInteger) rules.get("outcomes"),
                        (BigInteger) rules.get("beaconGenesisS"),
                        (BigInteger) rules.get("beaconPeriodS"),
                        (BigInteger) rules.get("revealWindowS"),
                        (BigInteger) rules.get("depth"),
                        (BigInteger) rules.get("confirmations"),
                        (byte[]) rules.get("source"),
                        (byte[]) rules.get("recordKey"),
                        (byte[]) rules.get("receiptKey"),
                        (String) rules.get("beneficiary")),
                BigInteger.ZERO);
    }

    public RemoteFunctionCall<?> commit(Fixture game, long batch) {
        return contract.commitBatch(
                game.id(), valueOf(batch), game.root(), game.masterHash(batch), new byte[32]);
    }

    RemoteFunctionCall<?> reveal(Fixture game, byte[] master) {
        return contract.revealBatch(game.id(), valueOf(0), master);
    }

    RemoteFunctionCall<?> proveBadLeaf(Fixture game, int index, Bytes leaf) {
        return contract.proveBadLeaf(
                game.id(),
                valueOf(0),
                game.master(),
                valueOf(index),
                leaf.toArray(),
                proof(game, index));
    }

    static List<byte[]> proof(Fixture game, int index) {
        return MerkleTree.path(game.leaves(), index).stream().map(Bytes::toArray).toList();
    }

    boolean verify(Fixture game, long round, byte[] seed, List<byte[]> proof) throws Exception {
        return contract.verifySeed(game.id(), valueOf(round), seed, proof).send();
    }

    /** The chain's time. */
    public long now() {
        return Long.decode(
                anvil.call("eth_getBlockByNumber", "latest", false).get("timestamp").asText());
    }

    /** Moves the chain to a time; blocks of the next second may follow at once. */
    void at(long seconds) {
        anvil.call("evm_setNextBlockTimestamp", seconds);
        anvil.call("evm_mine");
    }

    /** Stamps the next block. */
    void next(long seconds) {
        anvil.call("evm_setNextBlockTimestamp", seconds);
    }

    BigInteger balance(String address) {
        return new BigInteger(
                anvil.call("eth_getBalance", address, "latest").asText().substring(2), 16);
    }

    /** Sends the call, which must succeed, and tells the gas that it used. */
    public long send(String from, RemoteFunctionCall<?> call) {
        return send(from, call, BigInteger.ZERO);
    }

    long send(String from, RemoteFunctionCall<?> call, BigInteger value) {
        var hash =
                anvil.call(
                                "eth_sendTransaction",
                                Map.of(
                                        "from",
                                        from,
                                        "to",
                                        ChainPart.CONTRACT,
                                        "data",
                                        call.encodeFunctionCall(),
                                        "value",
                                        "0x" + value.toString(16)))
                        .asText();
        anvil.call("evm_mine");
        var receipt = anvil.call("eth_getTransactionReceipt", hash);
        assertEquals("0x1", receipt.get("status").asText(), call.encodeFunctionCall());
        return Long.decode(receipt.get("gasUsed").asText());
    }

    /** What the contract answers to these calls, asked all at once. */
    List<String> callAll(List<String> calls) throws IOException {
        var batch = web3j.newBatch();
        for (var data : calls) {
            var call = Transaction.createEthCallTransaction(STRANGER, ChainPart.CONTRACT, data);
            batch.add(web3j.ethCall(call, DefaultBlockParameterName.LATEST));
        }
        return batch.send().getResponses().stream()
                .map(answer -> ((EthCall) answer).getValue())
                .toList();
    }

    /** The name of the custom error with which the contract refuses the call at this second. */
    String refusal(String from, RemoteFunctionCall<?> call) {
        try {
            var answer =
                    web3j.ethCall(
                                    Transaction.createEthCallTransaction(
                                            from, ChainPart.CONTRACT, call.encodeFunctionCall()),
                                    DefaultBlockParameterName.LATEST)
                            .send();
            return answer.hasError()
                    ? ContractError.name(answer.getError()).orElse(answer.getError().getMessage())
                    : "accepted";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks a view that answers yes or no, as of a block. */
    boolean holds(RemoteFunctionCall<Boolean> view, long block) {
        var answer =
                anvil.call(
                        "eth_call",
                        Map.of("to", ChainPart.CONTRACT, "data", view.encodeFunctionCall()),
                        "0x" + Long.toHexString(block));
        return !Bytes.hex(answer.asText()).equals(Bytes.zero(32));
    }

    /** Number of the newest block. */
    long head() {
        return Long.decode(anvil.call("eth_blockNumber").asText());
    }

    /** Makes blocks, a second apart. */
    public void mine(int blocks) {
        for (int i = 0; i < blocks; i++) {
            at(now() + 1);
        }
    }

    /** Puts code at an address. */
    void code(String address, String code) {
        anvil.call("anvil_setCode", address, code);
    }

    /** What a contract answers to a call, by its address. */
    Bytes answer(String to, String data) {
        return Bytes.hex(anvil.call("eth_call", Map.of("to", to, "data", data), "latest").asText());
    }

    /** Deploys a contract and tells its address. */
    String deploy(String bytecode) {
        var hash =
                anvil.call("eth_sendTransaction", Map.of("from", STRANGER, "data", bytecode))
                        .asText();
        anvil.call("evm_mine");
        return anvil.call("eth_getTransactionReceipt", hash).get("contractAddress").asText();
    }

    public static byte[] hash(String text) {
        return Derivation.hash(text.getBytes(StandardCharsets.UTF_8)).toArray();
    }
}
