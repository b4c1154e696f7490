package fairdraw.operatorkit.tester.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The wallet catalogue: the very file that the game server decides by. */
public final class Contract {

    private static final String FILE = "/fairdraw/wallet-catalogue.json";

    private final JsonNode file;

    private Contract(JsonNode file) {
        this.file = file;
    }

    /** Reads the catalogue that this tester was built with. */
    public static Contract read() {
        try (InputStream in =
                Objects.requireNonNull(Contract.class.getResourceAsStream(FILE), FILE)) {
            return new Contract(new JsonMapper().readTree(in));
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE, broken);
        }
    }

    /** The version that a wallet is measured by. */
    public String version() {
        return file.required("version").textValue();
    }

    /** How long the game server waits for an answer to this call. */
    public Duration deadline(String call) {
        return Duration.ofMillis(call(call).required("deadlineMs").longValue());
    }

    /** Codes that a 4xx to this call may have. */
    public Set<String> codes(String call) {
        var codes = new TreeSet<String>();
        call(call).required("codes").fieldNames().forEachRemaining(codes::add);
        return codes;
    }

    /** Whether this code, though it comes with a 4xx, says that the movement is there. */
    public boolean applied(String call, String code) {
        JsonNode outcome = call(call).required("codes").path(code).path("outcome");
        return "APPLIED".equals(outcome.textValue());
    }

    private JsonNode call(String call) {
        return file.required("calls").required(call);
    }
}
