package fairdraw.backoffice.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rule that links entries, so that a changed, removed or inserted one shows. */
final class AuditChain {

    private static final byte[] DOMAIN = "fairdraw/audit/v1".getBytes(UTF_8);

    private AuditChain() {}

    /** Where a walk over the chain stands, and whether it broke. */
    sealed interface Walk {
        /** Every entry up to the position is as it was written. */
        record Sound(long position, String hash) implements Walk {}

        /** The entry at the position is not the one that was written there. */
        record Broken(long position, String why) implements Walk {}
    }

    /** A walk that has seen nothing yet. */
    static final Walk START = new Walk.Sound(0, AuditEntry.NO_HASH);

    /**
     * SHA-256 over the domain and every field of the entry but its hash: each field is its length
     * as four bytes and its UTF-8, an absent one the length -1.
     */
    static String hash(AuditEntry entry) {
        MessageDigest sha = sha256();
        sha.update(DOMAIN);
        for (String field : fields(entry)) {
            add(sha, field);
        }
        add(sha, entry.before());
        add(sha, entry.after());
        return HexFormat.of().formatHex(sha.digest());
    }

    private static List<String> fields(AuditEntry entry) {
        return List.of(
                entry.previousHash(),
                Long.toString(entry.position()),
                entry.id().toString(),
                Long.toString(entry.at().toEpochMilli()),
                entry.actor(),
                entry.actorName(),
                entry.roles(),
                entry.action(),
                entry.subject(),
                entry.reason());
    }

    private static void add(MessageDigest sha, @Nullable String field) {
        byte[] bytes = field == null ? new byte[0] : field.getBytes(UTF_8);
        int length = field == null ? -1 : bytes.length;
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        sha.update(bytes);
    }

    /** Walks on over the next entries, in order of position. */
    static Walk walk(Walk from, List<AuditEntry> entries) {
        Walk walk = from;
        for (AuditEntry entry : entries) {
            walk =
                    switch (walk) {
                        case Walk.Broken broken -> broken;
                        case Walk.Sound sound -> step(sound, entry);
                    };
        }
        return walk;
    }

    private static Walk step(Walk.Sound last, AuditEntry entry) {
        if (entry.position() != last.position() + 1) {
            return new Walk.Broken(last.position() + 1, "the entry is missing");
        }
        if (!entry.previousHash().equals(last.hash())) {
            return new Walk.Broken(entry.position(), "it does not follow the entry before it");
        }
        if (!entry.hash().equals(hash(entry))) {
            return new Walk.Broken(entry.position(), "its content was changed");
        }
        return new Walk.Sound(entry.position(), entry.hash());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
