package fairdraw.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a .tar.xz archive into a folder; a process of its own, for its class path's sake. */
final class Unpack {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private Unpack() {}

    /**
     * Unpacks.
     *
     * @param args the archive and the folder
     */
    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[1]).toAbsolutePath().normalize();
        try (var archive =
                new TarArchiveInputStream(
                        new XZInputStream(
                                new BufferedInputStream(Files.newInputStream(Path.of(args[0])))))) {
            for (var entry = archive.getNextEntry();
                    entry != null;
                    entry = archive.getNextEntry()) {
                unpack(archive, entry, folder);
            }
        }
    }

    private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path folder)
            throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("entry outside the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(Child.parent(target));
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, folder.resolve(entry.getLinkName()));
        } else {
            Files.copy(archive, target);
            if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0
                    && !target.toFile().setExecutable(true)) {
                throw new IOException("cannot make executable: " + target);
            }
        }
    }
}
