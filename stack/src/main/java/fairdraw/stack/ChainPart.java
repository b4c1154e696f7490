package fairdraw.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An EVM chain of one node (anvil) with a block a second and the contract FairDraw on it. */
public final class ChainPart implements AutoCloseable {

    public static final int CHAIN_ID = 31_337;

    /** Where the first transaction of the first dev account puts the contract. */
    public static final String CONTRACT = "0x5fbdb2315678afecb367f032d93f642f64180aa3";

    /** The second dev account's well-known key; it commits batches. Never used elsewhere. */
    public static final String COMMITTER_KEY =
            "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

    private static final String DEPLOYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    private static final String ANVIL = "@foundry-rs/anvil@1.7.1";
    private static final Duration INSTALL_DEADLINE = Duration.ofMinutes(3);
    private static final Duration START_DEADLINE = Duration.ofSeconds(30);
    private static final Duration DEPLOY_DEADLINE = Duration.ofSeconds(30);

    private final int port;
    private final Child node;
    private @Nullable BlockPace pace;

    private ChainPart(int port, Child node) {
        this.port = port;
        this.node = node;
    }

    /** Starts the chain, or goes on with the one in the data folder, and deploys the contract. */
    public static ChainPart start(Home home, Path data, int port, Path log) {
        return start(home, data, port, log, Optional.empty());
    }

    /**
     * As the other, on the time of a simulated clock.
     *
     * @param clock FAIRDRAW_CLOCK; empty for a block every second of the machine's time
     */
    public static ChainPart start(
            Home home, Path data, int port, Path log, Optional<String> clock) {
        var simulated = clock.map(SimulatedClock::parse);
        var command = new ArrayList<String>();
        command.addAll(
                List.of(
                        binary(home).toString(),
                        "--quiet",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--chain-id",
                        Integer.toString(CHAIN_ID),
                        "--slots-in-an-epoch",
                        "2",
                        "--no-mining",
                        "--prune-history",
                        "64",
                        "--state",
                        data.resolve("chain.json").toString(),
                        "--state-interval",
                        "1"));
        simulated.ifPresent(time -> {
            command.add("--timestamp");
            command.add(Long.toString(time.instant().getEpochSecond() - 1));
        });
        var node = Child.start(Child.Spec.of("anvil", command, data, log));
        var part = new ChainPart(port, node);
        try {
            node.await("answering", START_DEADLINE, part::answers);
            part.pace(simulated);
            part.deploy(home);
        } catch (RuntimeException e) {
            part.close();
            throw e;
        }
        return part;
    }

    /** The JSON-RPC endpoint. */
    public String rpc() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * One JSON-RPC call.
     *
     * @return the answer's {@code result}
     * @throws IllegalStateException when the node answers with an error
     */
    public JsonNode call(String method, Object... params) {
        var question =
                Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params));
        var answer =
                Http.post(rpc(), Json.text(question))
                        .map(Json::read)
                        .orElseThrow(() -> new IllegalStateException(method + ": no answer"));
        if (!answer.has("result")) {
            throw new IllegalStateException(method + ": " + answer.path("error"));
        }
        return answer.get("result");
    }

    /** Lets the chain stand still, or go on with a block a second. */
    public void hold(boolean still) {
        if (pace != null) {
            pace.hold(still);
        }
    }

    /** The process of the node. */
    public Child process() {
        return node;
    }

    @Override
    public void close() {
        if (pace != null) {
            pace.close();
        }
        node.stop();
    }

    private void pace(Optional<InstantSource> clock) {
        pace = new BlockPace(this, clock);
        // Whoever supervises the process ends it by itself, and starts another part.
        node.onExit(pace::close);
    }

    private boolean answers() {
        try {
            return call("eth_chainId").asText().startsWith("0x");
        } catch (IllegalStateException starting) {
            return false;
        }
    }

    private boolean deployed() {
        return call("eth_getCode", CONTRACT, "latest").asText().length() > 2;
    }

    private void deploy(Home home) {
        var bytecode = home.root().resolve("fairness/src/main/resources/contract/FairDraw.bin");
        if (deployed() || !Files.exists(bytecode)) {
            return;
        }
        try {
            var hex = Files.readString(bytecode).strip();
            var data = hex.startsWith("0x") ? hex : "0x" + hex;
            var _ = call("eth_sendTransaction", Map.of("from", DEPLOYER, "data", data));
        } catch (IOException e) {
            throw new UncheckedIOException("the contract's bytecode cannot be read", e);
        }
        node.await("holding the contract FairDraw", DEPLOY_DEADLINE, this::deployed);
    }

    /** Whether anvil is here already, so that npm is not needed. */
    public static boolean installed(Home home) {
        return Files.isExecutable(file(home));
    }

    private static Path file(Home home) {
        var npm = "npm/node_modules/@foundry-rs/";
        return home.parts().resolve(npm + Platform.current().anvilPackage() + "/bin/anvil");
    }

    private static Path binary(Home home) {
        var folder = home.parts().resolve("npm");
        var binary = file(home);
        if (Files.isExecutable(binary)) {
            return binary;
        }
        try {
            return home.exclusively("npm", () -> install(folder, binary));
        } catch (IOException e) {
            throw new UncheckedIOException("anvil cannot be installed", e);
        }
    }

    private static Path install(Path folder, Path binary) {
        if (!Files.isExecutable(binary)) {
            Child.run(
                    Child.Spec.of(
                            "npm (node and npm are needed for the chain)",
                            List.of(
                                    "npm",
                                    "install",
                                    "--ignore-scripts",
                                    "--no-audit",
                                    "--no-fund",
                                    "--prefix",
                                    folder.toString(),
                                    ANVIL),
                            folder,
                            folder.resolve("install.log")),
                    INSTALL_DEADLINE);
        }
        return binary;
    }
}
