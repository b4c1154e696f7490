package fairdraw.fairness.chain;

import fairdraw.pf1.Bytes;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/**
 * The node of the chain: what it holds, and sending to it. Every call blocks up to the configured
 * deadline and throws {@link ChainException} when there is no answer.
 */
@Singleton
public class ChainNode {

    private final ChainSettings settings;
    private final Credentials credentials;
    private final OkHttpClient http;
    private final Web3j web3j;
    private final List<Web3j> witnesses;
    private final FairDraw contract;

    ChainNode(ChainSettings settings) {
        this.settings = settings;
        this.credentials = Credentials.create(settings.committerKey());
        this.http = new OkHttpClient.Builder().callTimeout(settings.timeout()).build();
        this.web3j = Web3j.build(new HttpService(settings.rpc(), http));
        this.witnesses =
                settings.witnesses().orElse(List.of()).stream()
                        .map(rpc -> (Web3j) Web3j.build(new HttpService(rpc, http)))
                        .toList();
        this.contract =
                FairDraw.load(
                        settings.contract(),
                        web3j,
                        new ReadonlyTransactionManager(web3j, credentials.getAddress()),
                        new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO));
    }

    /** What a transaction would do now. */
    sealed interface Estimate {}

    /** It would succeed with this much gas. */
    record Succeeds(BigInteger gas) implements Estimate {}

    /** The contract would refuse it. */
    record Reverts(String reason) implements Estimate {}

    /** A transaction in a block. */
    record Mined(long blockNumber, Bytes blockHash, boolean succeeded) {}

    /** What a node said to a raw transaction. */
    enum Sending {
        ACCEPTED,
        NONCE_USED,
        UNDERPRICED
    }

    /** The 20 bytes of the contract's address. */
    public Bytes address() {
        return Bytes.hex(settings.contract());
    }

    /** Blocks that a commit needs. */
    public int confirmations() {
        return settings.confirmations();
    }

    /** The 20 bytes of the account that signs transactions. */
    public Bytes committer() {
        return Bytes.hex(credentials.getAddress());
    }

    /** Encodes calls and reads the newest block. */
    public FairDraw contract() {
        return contract;
    }

    Credentials credentials() {
        return credentials;
    }

    /** The chain's id. */
    public long chainId() {
        return answer("eth_chainId", web3j.ethChainId()).getChainId().longValueExact();
    }

    /** The registered game at the newest block. */
    public Optional<ChainGame> game(Bytes gameId) {
        var view = contract.game(gameId.toArray()).encodeFunctionCall();
        return Optional.of(ChainGame.of(view(web3j, view, DefaultBlockParameterName.LATEST)))
                .filter(ChainGame::exists);
    }

    /**
     * The committed batch at the newest finalized block, which every witness must show alike; one
     * that does not hold it yet makes it not final.
     *
     * @throws ChainDisagreement when two nodes show different ones
     */
    public Optional<ChainBatch> finalBatch(Bytes gameId, long batch) {
        var found = batch(web3j, gameId, batch, DefaultBlockParameterName.FINALIZED);
        for (var witness : witnesses) {
            var other = batch(witness, gameId, batch, DefaultBlockParameterName.FINALIZED);
            if (found.isEmpty() || other.isEmpty()) {
                return Optional.empty();
            }
            if (!found.get().samePromise(other.get())) {
                throw new ChainDisagreement("two nodes show different commits of batch " + batch);
            }
        }
        return found;
    }

    /** The committed batch at the newest block. */
    public Optional<ChainBatch> batch(Bytes gameId, long batch) {
        return batch(web3j, gameId, batch, DefaultBlockParameterName.LATEST);
    }

    /** Number of the newest block. */
    public long head() {
        return block(DefaultBlockParameterName.LATEST).getNumber().longValueExact();
    }

    long finalizedBlock() {
        return block(DefaultBlockParameterName.FINALIZED).getNumber().longValueExact();
    }

    BigInteger baseFee() {
        var fee = block(DefaultBlockParameterName.LATEST).getBaseFeePerGas();
        return fee == null ? BigInteger.ZERO : fee;
    }

    /** The committer's next nonce by the mined transactions. */
    long nonce() {
        return nonce(DefaultBlockParameterName.LATEST);
    }

    /** The committer's next nonce by what no reorganisation can undo. */
    long finalNonce() {
        return nonce(DefaultBlockParameterName.FINALIZED);
    }

    private long nonce(DefaultBlockParameter at) {
        var request = web3j.ethGetTransactionCount(credentials.getAddress(), at);
        return answer("eth_getTransactionCount", request).getTransactionCount().longValueExact();
    }

    Estimate estimate(Bytes data, BigInteger value) {
        var call =
                Transaction.createFunctionCallTransaction(
                        credentials.getAddress(),
                        null,
                        null,
                        null,
                        settings.contract(),
                        value,
                        data.hex0x());
        var response = send("eth_estimateGas", web3j.ethEstimateGas(call));
        if (response.hasError()) {
            // Anything else, such as an empty account, may be mended: it is tried again.
            return ContractError.name(response.getError())
                    .map(Reverts::new)
                    .orElseThrow(() ->
                            new ChainException(
                                    "eth_estimateGas: " + response.getError().getMessage(), null));
        }
        return new Succeeds(response.getAmountUsed());
    }

    Sending broadcast(Bytes raw) {
        var response = send("eth_sendRawTransaction", web3j.ethSendRawTransaction(raw.hex0x()));
        if (!response.hasError()) {
            return Sending.ACCEPTED;
        }
        String message = String.valueOf(response.getError().getMessage()).toLowerCase();
        if (message.contains("already known") || message.contains("already imported")) {
            return Sending.ACCEPTED;
        }
        if (message.contains("nonce too low")) {
            return Sending.NONCE_USED;
        }
        if (message.contains("underpriced") || message.contains("less than block base fee")) {
            return Sending.UNDERPRICED;
        }
        throw new ChainException("eth_sendRawTransaction: " + message, null);
    }

    Optional<Mined> receipt(Bytes hash) {
        var request = web3j.ethGetTransactionReceipt(hash.hex0x());
        return answer("eth_getTransactionReceipt", request)
                .getTransactionReceipt()
                .map(receipt ->
                        new Mined(
                                receipt.getBlockNumber().longValueExact(),
                                Bytes.hex(receipt.getBlockHash()),
                                receipt.isStatusOK()));
    }

    @PreDestroy
    void close() {
        web3j.shutdown();
        witnesses.forEach(Web3j::shutdown);
        http.dispatcher().executorService().shutdown();
    }

    private Optional<ChainBatch> batch(
            Web3j node, Bytes gameId, long batch, DefaultBlockParameter at) {
        var view = contract.batch(gameId.toArray(), BigInteger.valueOf(batch)).encodeFunctionCall();
        return Optional.of(ChainBatch.of(view(node, view, at))).filter(ChainBatch::exists);
    }

    private AbiWords view(Web3j node, String call, DefaultBlockParameter at) {
        var request =
                Transaction.createEthCallTransaction(
                        credentials.getAddress(), settings.contract(), call);
        return new AbiWords(Bytes.hex(answer("eth_call", node.ethCall(request, at)).getValue()));
    }

    private EthBlock.Block block(DefaultBlockParameter at) {
        var block = answer("eth_getBlockByNumber", web3j.ethGetBlockByNumber(at, false)).getBlock();
        if (block == null) {
            throw new ChainException("the node has no block " + at.getValue(), null);
        }
        return block;
    }

    private static <T extends Response<?>> T answer(String method, Request<?, T> request) {
        T response = send(method, request);
        if (response.hasError()) {
            throw new ChainException(method + ": " + response.getError().getMessage(), null);
        }
        return response;
    }

    private static <T extends Response<?>> T send(String method, Request<?, T> request) {
        try {
            return request.send();
        } catch (IOException | RuntimeException e) {
            // A gateway's error page is no JSON: the library throws its parser's exception.
            throw new ChainException(method + ": " + e.getMessage(), e);
        }
    }
}
