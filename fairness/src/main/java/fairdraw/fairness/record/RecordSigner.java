package fairdraw.fairness.record;

import fairdraw.kernel.Ed25519Key;
import fairdraw.kernel.Jcs;
import fairdraw.pf1.Bytes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The house's signature under openings, seals and round records. */
@Singleton
public class RecordSigner {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Ed25519Key key;

    RecordSigner(@ConfigProperty(name = "fairdraw.record.key-file") Path file) {
        this.key = Ed25519Key.fromPem(file);
    }

    /** A time as signed documents write it: RFC 3339, UTC, three decimals. */
    public static String time(long ms) {
        return TIME.format(Instant.ofEpochMilli(ms));
    }

    /** A document and the signature over its bytes. */
    public record Signed(String json, Bytes signature) {}

    /** The 32-byte public key. */
    public Bytes publicKey() {
        return Bytes.of(key.publicKey());
    }

    /** The document in canonical JSON, signed. */
    public Signed sign(Map<String, ?> document) {
        byte[] canonical = Jcs.canonical(document);
        return new Signed(
                new String(canonical, StandardCharsets.UTF_8), Bytes.of(key.sign(canonical)));
    }

    /** The signature over a hash. */
    public Bytes sign(Bytes hash) {
        return Bytes.of(key.sign(hash.toArray()));
    }
}
