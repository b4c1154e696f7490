package fairdraw.stack.up;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;

/**
 * A service as it was built, under the state folder: a build beside a running stack replaces the
 * files below {@code target}, and a service that runs from there would lose its classes.
 */
final class Application {

    private Application() {}

    /** Links the built service into the state folder; returns the folder of its runnable jar. */
    static Path install(Settings settings, Place service) {
        var built = Services.jar(settings, service).toAbsolutePath().getParent();
        var folder = settings.state().resolve("app").resolve(service.label());
        if (built == null) {
            throw new IllegalStateException(service + " has no folder");
        }
        try {
            delete(folder);
            link(built, folder);
            return folder;
        } catch (IOException e) {
            throw new CannotStart("Cannot copy %s to %s: %s".formatted(built, folder, e), e);
        }
    }

    private static void link(Path from, Path to) throws IOException {
        var copy =
                new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a)
                            throws IOException {
                        Files.createDirectories(to.resolve(from.relativize(folder)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        linkOrCopy(file, to.resolve(from.relativize(file)));
                        return FileVisitResult.CONTINUE;
                    }
                };
        Files.walkFileTree(from, copy);
    }

    private static void linkOrCopy(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (IOException | UnsupportedOperationException otherDisk) {
            Files.copy(file, target);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
