package fairdraw.pf1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which software draws: the version of this module and the hash of its source, stamped at build.
 * Every record carries it among its flags. Anyone recomputes the hash in the folder of this file:
 * {@code LC_ALL=C; sha256sum *.java | sha256sum}.
 */
public record DrawSoftware(String version, Bytes sourceHash) {

    /** What the flag of a record begins with. */
    public static final String FLAG = "SOFTWARE:";

    /** The resource that the build stamps, beside this class. */
    public static final String RESOURCE = "draw-software.properties";

    public DrawSoftware {
        if (!version.matches("[0-9A-Za-z.-]{1,40}") || sourceHash.length() != Digest.HASH_BYTES) {
            throw new IllegalArgumentException("not a version: " + version + " " + sourceHash);
        }
    }

    /**
     * The software that runs.
     *
     * @throws IllegalStateException if the build did not stamp it
     */
    public static DrawSoftware running() {
        var stamp = new Properties();
        try (var file = DrawSoftware.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException("the build has no " + RESOURCE);
            }
            stamp.load(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new DrawSoftware(
                stamp.getProperty("version", ""), Bytes.hex(stamp.getProperty("sourceHash", "")));
    }

    /** The flag of a record that this software drew. */
    public String flag() {
        return FLAG + version + ":" + sourceHash;
    }
}
