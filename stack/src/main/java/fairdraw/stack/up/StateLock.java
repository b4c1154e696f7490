package fairdraw.stack.up;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A state folder belongs to one stack at a time; a lock that dies with its process says whose. */
final class StateLock implements AutoCloseable {

    private final Path state;
    private final FileChannel channel;

    private StateLock(Path state, FileChannel channel) {
        this.state = state;
        this.channel = channel;
    }

    /**
     * Takes the folder for this process.
     *
     * @throws CannotStart when a stack runs on it
     */
    static StateLock take(Path state) {
        try {
            Files.createDirectories(state);
            var channel = open(state);
            if (tryLock(channel) == null) {
                channel.close();
                throw new CannotStart(
                        "Fairdraw already runs, pid %s: ./dev status shows it, ./dev down ends it."
                                .formatted(readPid(state)));
            }
            Files.writeString(
                    state.resolve("stack.pid"), Long.toString(ProcessHandle.current().pid()));
            return new StateLock(state, channel);
        } catch (IOException e) {
            throw new CannotStart("Cannot write to " + state + ": " + e.getMessage(), e);
        }
    }

    /** The process of the stack that runs on the folder. */
    static Optional<ProcessHandle> holder(Path state) {
        if (!Files.exists(state.resolve("lock"))) {
            return Optional.empty();
        }
        try (var channel = open(state)) {
            if (tryLock(channel) != null) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(readPid(state)));
        } catch (IOException e) {
            throw new CannotStart("Cannot read " + state + ": " + e.getMessage(), e);
        }
    }

    /** Deletes what earlier stacks left in the folder; the log of the stack itself stays. */
    void clear() {
        for (var name : List.of("data", "keys", "logs", "stack.json")) {
            delete(state.resolve(name));
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(state.resolve("stack.pid"));
            channel.close();
        } catch (IOException e) {
            throw new CannotStart("Cannot release " + state + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CannotStart("Cannot delete " + root + ": " + e.getMessage(), e);
        }
    }

    private static FileChannel open(Path state) throws IOException {
        return FileChannel.open(
                state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    private static String readPid(Path state) throws IOException {
        var file = state.resolve("stack.pid");
        return Files.exists(file) ? Files.readString(file).strip() : "0";
    }
}
