package fairdraw.pf1;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The draw cannot be steered by what it cannot see. */
class WallsTest {

    private static final Path SOURCES = Path.of("src/main/java/fairdraw/pf1");
    private static final Pattern MONEY =
            Pattern.compile("stake|player|payout|\\brtp\\b|odds|balance", Pattern.CASE_INSENSITIVE);
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(.*);$", Pattern.MULTILINE);
    private static final List<String> ALLOWED =
            List.of(
                    "java.",
                    "javax.crypto.",
                    "fairdraw.pf1.",
                    "org.jspecify.",
                    "supranational.blst.",
                    "org.bouncycastle.",
                    "org.erdtman.jcs.",
                    "com.fasterxml.jackson.core.");

    @Test
    void the_draw_sees_no_stake_player_or_payout() throws IOException {
        for (Path file : sources()) {
            var found = MONEY.matcher(Files.readString(file));
            assertFalse(found.find(), () -> file + " speaks of " + found.group());
        }
    }

    @Test
    void the_draw_imports_no_other_module_no_clock_and_no_random_source() throws IOException {
        for (Path file : sources()) {
            String text = Files.readString(file);
            IMPORT.matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .forEach(name ->
                            assertTrue(
                                    ALLOWED.stream().anyMatch(name::startsWith),
                                    file + " imports " + name));
            for (String source :
                    List.of("Random", "Instant.now", "currentTimeMillis", "nanoTime")) {
                assertFalse(text.contains(source), file + " uses " + source);
            }
        }
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.list(SOURCES)) {
            var sources = files.filter(file -> file.toString().endsWith(".java")).toList();
            assertTrue(sources.size() > 10);
            return sources;
        }
    }
}
