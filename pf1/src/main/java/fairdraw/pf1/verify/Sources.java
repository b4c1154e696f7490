package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Json;
import fairdraw.pf1.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to read from: the addresses themselves, or the stack.json that {@code ./dev up} writes. */
final class Sources {

    private static final int CONTRACT_BYTES = 20;

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            description = "Read the three addresses below from this stack.json.")
    private @Nullable Path stack;

    @Option(
            names = "--fairness",
            paramLabel = "URL",
            description = "Base address of the house's publications.")
    private @Nullable String fairness;

    @Option(names = "--rpc", paramLabel = "URL", description = "An Ethereum node that you trust.")
    private @Nullable String rpc;

    @Option(
            names = "--contract",
            paramLabel = "0x...",
            description = "The contract FairDraw that you trust.")
    private @Nullable String contract;

    @Option(
            names = "--record",
            paramLabel = "FILE|URL",
            description = "Verify this record instead of the published one.")
    private @Nullable String record;

    /** Thrown for a wrong command line; the words say what to do. */
    static final class UsageException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UsageException(String words) {
            super(words);
        }
    }

    String fairness() {
        String address = given(fairness, "--fairness", "fairness", "url");
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    ChainReader chain(HttpReader http) {
        Bytes address;
        try {
            address = Bytes.hex(given(contract, "--contract", "chain", "contract"));
        } catch (IllegalArgumentException notHex) {
            throw new UsageException("--contract is not hexadecimal");
        }
        if (address.length() != CONTRACT_BYTES) {
            throw new UsageException("--contract has " + address.length() + " bytes, not 20");
        }
        return new ChainReader(http, given(rpc, "--rpc", "chain", "rpc"), address);
    }

    /** The text of the record that was given, if one was. */
    Optional<String> record(HttpReader http) {
        if (record == null) {
            return Optional.empty();
        }
        if (record.startsWith("http://") || record.startsWith("https://")) {
            return Optional.of(
                    http.get(record)
                            .orElseThrow(() -> new UnreadableException("nothing is at " + record)));
        }
        return Optional.of(text(Path.of(record)));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UsageException("cannot read " + file);
        }
    }

    private String given(@Nullable String option, String name, String part, String key) {
        if (option != null) {
            return option;
        }
        if (stack == null) {
            throw new UsageException("give " + name + " or --stack FILE");
        }
        try {
            return Json.parse(text(stack)).object(part).text(key);
        } catch (MalformedException malformed) {
            throw new UsageException(stack + ": " + malformed.getMessage());
        }
    }
}
