package fairdraw.pf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The draw cannot be steered by what it cannot see. */
class WallsTest {

    private static final Path SOURCES = Path.of("src/main/java/fairdraw/pf1");
    private static final Pattern MONEY =
            Pattern.compile(
                    "stake|player|payout|\\brtp\\b|odds|balance|multiplier|currency|\\bggr\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED =
            Pattern.compile(
                    "\\b((?:fairdraw|java|javax|org|com|supranational|jakarta|io)\\.[\\w.]+)");
    private static final List<String> ALLOWED =
            List.of(
                    "java.",
                    "javax.crypto.",
                    "org.jspecify.",
                    "supranational.blst.",
                    "org.bouncycastle.",
                    "org.erdtman.jcs.",
                    "com.fasterxml.jackson.core.");
    private static final List<String> FORBIDDEN_ABILITIES =
            List.of(
                    "java.net.",
                    "java.nio.file.",
                    "java.sql.",
                    "java.lang.reflect.",
                    "java.util.concurrent.ThreadLocalRandom");

    @Test
    void the_draw_speaks_of_no_money_and_nobody() throws IOException {
        for (Path file : draw()) {
            var found = MONEY.matcher(Files.readString(file));
            assertFalse(found.find(), () -> file + " speaks of " + found.group());
        }
    }

    @Test
    void the_draw_names_no_other_module_no_network_no_file_and_no_reflection() throws IOException {
        for (Path file : draw()) {
            // Names written out in full count as well as imports.
            NAMED.matcher(withoutPackage(file))
                    .results()
                    .map(match -> match.group(1))
                    .forEach(name -> {
                        boolean own = name.matches("fairdraw\\.pf1\\.[A-Z].*");
                        assertTrue(
                                own || ALLOWED.stream().anyMatch(name::startsWith),
                                file + " names " + name);
                        assertTrue(
                                FORBIDDEN_ABILITIES.stream().noneMatch(name::startsWith),
                                file + " names " + name);
                    });
        }
    }

    @Test
    void the_draw_reads_no_clock_no_random_source_and_no_setting() throws IOException {
        for (Path file : draw()) {
            String text = Files.readString(file);
            for (String source :
                    List.of(
                            "Random",
                            "Instant.now",
                            "Clock",
                            "currentTimeMillis",
                            "nanoTime",
                            "System.get",
                            "Class.forName",
                            "ServiceLoader")) {
                assertFalse(text.contains(source), file + " uses " + source);
            }
        }
    }

    @Test
    void the_whole_module_depends_on_no_other_module_of_ours() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        assertEquals(1, pom.split("<groupId>fairdraw</groupId>", -1).length - 1, "the parent only");
        try (var files = Files.walk(SOURCES)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                NAMED.matcher(withoutPackage(file))
                        .results()
                        .map(match -> match.group(1))
                        .filter(name -> name.startsWith("fairdraw."))
                        .forEach(name ->
                                assertTrue(
                                        name.startsWith("fairdraw.pf1"), file + " names " + name));
            }
        }
    }

    /** The files of the package that draws, without the packages of verifier and laboratory. */
    private static List<Path> draw() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            var sources = files.filter(file -> file.toString().endsWith(".java")).toList();
            assertTrue(sources.size() > 10);
            return sources;
        }
    }

    private static String withoutPackage(Path file) throws IOException {
        return Files.readString(file).replaceFirst("(?m)^package .*;$", "");
    }
}
