package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.Json;
import fairdraw.pf1.MalformedException;
import fairdraw.pf1.SignedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where to read from: the addresses themselves, or the stack.json that {@code ./dev up} writes. */
final class Sources {

    private static final int CONTRACT_BYTES = 20;
    private static final long FILE_BYTES_MAX = 16 << 20;

    @Option(
            names = "--rpc",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "An Ethereum node that you trust.")
    private @Nullable String rpc;

    @Option(
            names = "--contract",
            paramLabel = "0x...",
            scope = ScopeType.INHERIT,
            description = "The contract FairDraw that you trust.")
    private @Nullable String contract;

    @Option(
            names = {"--records", "--fairness"},
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Base address of the house's publications.")
    private @Nullable String records;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "A second place that shows records: they must be the same.")
    private @Nullable String gateway;

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = {
                "Read these addresses from the stack.json of a stack of your own, whose beacon is"
                        + " your own too: implies --allow-dev-beacon."
            })
    private @Nullable Path stack;

    @Option(
            names = "--record",
            paramLabel = "FILE|URL",
            scope = ScopeType.INHERIT,
            description = "Verify this record instead of the published one.")
    private @Nullable String record;

    @Option(
            names = "--registration",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Take the game from this file and ask nobody: the chain's steps are left out.")
    private @Nullable Path registration;

    @Option(
            names = "--allow-dev-beacon",
            scope = ScopeType.INHERIT,
            description = "Take a beacon that the house can predict, for a test.")
    private boolean devBeacon;

    /** Thrown for a wrong command line; the words say what to do. */
    static final class UsageException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UsageException(String words) {
            super(words);
        }
    }

    boolean devBeaconAllowed() {
        return devBeacon || stack != null;
    }

    /** Where the house publishes about a game. */
    Publications publications(HttpReader http, String game) {
        return new Publications(
                http, base(given(records, "--records", "fairness", "url")), gateway(), game);
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

    /** The record that was given instead of the published one. */
    Optional<SignedRecord> record(HttpReader http) {
        return record == null
                ? Optional.empty()
                : Optional.of(SignedRecord.parse(textAt(http, record)));
    }

    /** The registration that was given; with it nobody is asked. */
    Optional<GameRegistration> registration() {
        return registration == null
                ? Optional.empty()
                : Optional.of(GameRegistration.parse(text(registration)));
    }

    /** The text of a file or an address. */
    static String textAt(HttpReader http, String place) {
        if (place.startsWith("http://") || place.startsWith("https://")) {
            return http.get(place)
                    .orElseThrow(() -> new UnreadableException("nothing is at " + place));
        }
        return text(Path.of(place));
    }

    static String text(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new UsageException(file + " has more than 16 MiB");
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UsageException("cannot read " + file);
        }
    }

    private Optional<String> gateway() {
        if (gateway != null) {
            return Optional.of(base(gateway));
        }
        if (stack == null) {
            return Optional.empty();
        }
        var parts = Json.parse(text(stack));
        return parts.has("gateway")
                ? parts.object("gateway").optionalText("url").map(Sources::base)
                : Optional.empty();
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

    private static String base(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
