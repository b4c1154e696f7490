package fairdraw.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;

/** The working copy of Fairdraw: where its modules, its real parts and its Java are. */
public record Home(Path root) {

    /**
     * The working copy that holds the current directory, or the one that the system property {@code
     * fairdraw.home} names.
     *
     * @throws IllegalStateException when there is none above the current directory
     */
    public static Home find() {
        var given = System.getProperty("fairdraw.home");
        var start = Path.of(given == null ? "" : given).toAbsolutePath().normalize();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("stack/pom.xml"))) {
                return new Home(folder);
            }
        }
        throw new IllegalStateException("no Fairdraw working copy at or above " + start);
    }

    /** The folder of the real parts, filled by the build of the module stack. */
    Path parts() {
        var parts = root.resolve("stack/target/parts");
        if (!Files.isDirectory(parts)) {
            throw new IllegalStateException(
                    "the real parts are missing: run `mvn -pl stack -am package`");
        }
        return parts;
    }

    /** The Java that runs this process. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The class path of the parts that are Java of this module: broker, beacon, unpacking. */
    String partsClassPath() {
        return String.join(
                System.getProperty("path.separator"),
                List.of(
                        root.resolve("stack/target/classes").toString(),
                        root.resolve("pf1/target/classes").toString(),
                        parts().resolve("lib") + "/*"));
    }

    /** Does the work while no other process of this machine does work under the same name. */
    <T> T exclusively(String name, Callable<T> work) throws IOException {
        var file = parts().resolve(name + ".lock");
        synchronized (Home.class) {
            try (var channel =
                            FileChannel.open(
                                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                assert lock.isValid();
                return work.call();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(name + " failed", e);
            }
        }
    }
}
