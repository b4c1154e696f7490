package fairdraw.stack;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A log file that never grows past twice its bound: when full it becomes {@code NAME.1} and a new
 * one begins. A full disk costs log lines, not the process that writes them.
 */
final class RollingLog implements Closeable {

    private static final long SIZE_MAX_BYTES = 20L << 20;

    private final Path file;
    private BufferedWriter writer;
    private long size;

    RollingLog(Path file) throws IOException {
        this.file = file;
        this.writer = open();
    }

    void write(String line) {
        try {
            if (size > SIZE_MAX_BYTES) {
                writer.close();
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
                writer = open();
            }
            writer.write(line);
            writer.newLine();
            writer.flush();
            size += line.length() + 1;
        } catch (IOException full) {
            size++;
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private BufferedWriter open() throws IOException {
        size = Files.exists(file) ? Files.size(file) : 0;
        return Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
