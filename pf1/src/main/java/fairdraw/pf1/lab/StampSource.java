package fairdraw.pf1.lab;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.DrawSoftware;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Stamps version and source hash into the build: {@code StampSource SOURCE_FOLDER VERSION FILE}.
 * The folder is that of the package that draws, without those below it.
 */
public final class StampSource {

    private StampSource() {}

    /** Run by the build. */
    public static void main(String... arguments) throws IOException {
        var software = new DrawSoftware(arguments[1], sourceHash(Path.of(arguments[0])));
        var file = Path.of(arguments[2]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                "version=" + software.version() + "\nsourceHash=" + software.sourceHash() + "\n");
    }

    /** The hash of what {@code sha256sum *.java} prints, in the order of bytes. */
    static Bytes sourceHash(Path folder) throws IOException {
        var lines = new StringBuilder();
        for (Path file : sources(folder)) {
            lines.append(Derivation.hash(Files.readAllBytes(file)))
                    .append("  ")
                    .append(file.getFileName())
                    .append('\n');
        }
        return Derivation.hash(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    static List<Path> sources(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted((one, other) ->
                            one.getFileName().toString().compareTo(other.getFileName().toString()))
                    .toList();
        }
    }
}
