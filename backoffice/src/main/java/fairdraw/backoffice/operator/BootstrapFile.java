package fairdraw.backoffice.operator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.backoffice.operator.OperatorDraft.LimitsDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators that a fresh installation starts with; their keys in the file are the gateway's. */
record BootstrapFile(List<Entry> operators) {

    private static final long BYTES_MAX = 1_000_000;

    /** One operator; see {@link Operator}. */
    @JsonIgnoreProperties("keys")
    record Entry(
            String id,
            String name,
            String status,
            @Nullable String walletUrl,
            List<@Nullable LimitsDraft> currencies,
            List<@Nullable String> languages,
            List<@Nullable String> regions,
            List<@Nullable String> frameOrigins) {

        OperatorDraft draft() {
            return new OperatorDraft(
                    id,
                    name,
                    status,
                    walletUrl,
                    currencies,
                    languages,
                    regions,
                    frameOrigins,
                    null,
                    "bootstrap file");
        }
    }

    /** Reads the file. */
    static BootstrapFile read(Path file, ObjectMapper json) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file + " is larger than " + BYTES_MAX + " bytes");
        }
        return json.readValue(file.toFile(), BootstrapFile.class);
    }
}
