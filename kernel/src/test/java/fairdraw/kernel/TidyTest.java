package fairdraw.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps the whole house tidy, not the kernel alone: each test names every file that is not. */
class TidyTest {

    private static final int COLUMNS_MAX = 100;
    private static final int METHOD_LINES_MAX = 60;
    private static final int MAIN_FILE_LINES_MAX = 400;
    private static final int TEST_FILE_LINES_MAX = 600;
    private static final int PACKAGE_FILES_MAX = 30;
    private static final int KERNEL_FILES_MAX = 25;
    private static final int FILE_BYTES_MAX = 200_000;

    private static final Set<String> NOT_OURS =
            Set.of("target", "node_modules", ".git", ".fairdraw", ".idea", ".vscode");
    private static final Set<String> EMPTY_WORDS =
            Set.of("util", "utils", "helper", "helpers", "common", "commons", "impl", "misc");
    // Apart, so that this file does not find itself.
    private static final Pattern BANNED_WORDS =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");
    private static final Pattern MACHINE_PATHS = Pattern.compile("(/wo" + "rk/|/ro" + "ot/)");
    private static final Pattern CHANCE_AND_TIME =
            Pattern.compile(
                    "\\b(Instant\\.now\\(|System\\.currentTimeMillis|new Random\\(|Math\\.random|"
                            + "LocalDateTime\\.now)");
    private static final Pattern EMPTY_CATCH =
            Pattern.compile("catch \\([^)]*\\) \\{\\s*}", Pattern.MULTILINE);
    private static final Pattern MEMBER = Pattern.compile(" {4}[^\\s}@*/)].*");
    private static final Pattern TYPE =
            Pattern.compile(".*\\b(class|record|enum|interface|static \\{).*");

    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test)\\.([a-z][a-z0-9_]+)`");

    private static final Path ROOT = root();
    private static final Map<String, String> TEXTS = new TreeMap<>();
    private static final List<String> TOO_LARGE = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        Files.walkFileTree(
                ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes of) {
                        return NOT_OURS.contains(dir.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes of)
                            throws IOException {
                        take(file, of.size());
                        return FileVisitResult.CONTINUE;
                    }
                });
        // Else a wrong root would make every test pass.
        assertFalse(TEXTS.isEmpty());
    }

    @Test
    void every_test_that_a_document_names_is_there() {
        var missing = new ArrayList<String>();
        TEXTS.forEach((file, text) -> {
            if (file.startsWith("docs/")) {
                NAMED_TEST
                        .matcher(text)
                        .results()
                        .filter(named -> !exists(named.group(1), named.group(2)))
                        .forEach(named -> missing.add(file + ": " + named.group()));
            }
        });
        assertEquals(List.of(), missing);
    }

    private static boolean exists(String type, String method) {
        return TEXTS.entrySet().stream()
                .anyMatch(it ->
                        it.getKey().endsWith("/" + type + ".java")
                                && it.getValue().contains("void " + method + "("));
    }

    @Test
    void no_line_is_longer_than_a_screen() {
        none(
                lines(
                        name -> code(name),
                        line ->
                                line.codePointCount(0, line.length()) > COLUMNS_MAX
                                        && !line.startsWith("import ")));
    }

    @Test
    void nothing_is_left_for_later() {
        none(lines(name -> true, line -> BANNED_WORDS.matcher(line).find()));
    }

    @Test
    void no_file_knows_this_machine() {
        none(lines(name -> true, line -> MACHINE_PATHS.matcher(line).find()));
    }

    @Test
    void time_and_chance_come_in_as_arguments() {
        // The stack drives real processes on the machine's own clock.
        none(
                lines(
                        name -> name.contains("/src/main/java/") && !name.startsWith("stack/"),
                        line -> CHANCE_AND_TIME.matcher(line).find()));
    }

    @Test
    void no_failure_is_swallowed() {
        none(
                TEXTS.entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".java"))
                        .filter(file -> EMPTY_CATCH.matcher(file.getValue()).find())
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void folders_are_named_after_what_the_product_does() {
        none(
                TEXTS.keySet().stream()
                        .filter(name ->
                                List.of(name.split("/")).stream().anyMatch(EMPTY_WORDS::contains))
                        .toList());
    }

    @Test
    void contracts_live_in_proto_alone() {
        none(
                TEXTS.keySet().stream()
                        .filter(name -> name.endsWith(".proto") && !name.startsWith("proto/"))
                        .toList());
    }

    @Test
    void files_and_methods_fit_the_head() {
        List<String> found = new ArrayList<>(TOO_LARGE);
        TEXTS.forEach((name, text) -> {
            if (!name.endsWith(".java")) {
                return;
            }
            List<String> lines = text.lines().toList();
            int most = name.contains("/src/main/") ? MAIN_FILE_LINES_MAX : TEST_FILE_LINES_MAX;
            if (lines.size() > most) {
                found.add(name + " has " + lines.size() + " lines");
            }
            longMethods(name, lines, found);
        });
        none(found);
    }

    @Test
    void every_package_says_what_it_is_for_and_knows_no_null() {
        Map<String, List<String>> packages = packages("/src/main/java/");
        List<String> found = new ArrayList<>();
        packages.forEach((folder, files) -> {
            String info = TEXTS.getOrDefault(folder + "/package-info.java", "");
            if (!info.contains("@NullMarked") || !info.contains("/**")) {
                found.add(folder + " has no package-info.java with Javadoc, @NullMarked");
            }
            if (files.size() > PACKAGE_FILES_MAX) {
                found.add(folder + " has " + files.size() + " files");
            }
        });
        none(found);
    }

    @Test
    void the_kernel_stays_small() {
        int files = packages("kernel/src/main/java/").values().stream().mapToInt(List::size).sum();
        assertTrue(files <= KERNEL_FILES_MAX, files + " files");
    }

    @Test
    void each_module_says_what_it_owns() {
        none(
                TEXTS.keySet().stream()
                        .filter(name -> name.endsWith("/pom.xml"))
                        .map(name -> name.replace("pom.xml", "README.md"))
                        .filter(readme -> !TEXTS.containsKey(readme))
                        .toList());
    }

    private static void longMethods(String name, List<String> lines, List<String> found) {
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (MEMBER.matcher(line).matches()) {
                start = i;
            } else if (line.equals("    }")
                    && !TYPE.matcher(lines.get(start)).matches()
                    && i - start + 1 > METHOD_LINES_MAX) {
                found.add(name + ":" + (start + 1) + " has " + (i - start + 1) + " lines");
            }
        }
    }

    private static Map<String, List<String>> packages(String part) {
        Map<String, List<String>> packages = new TreeMap<>();
        for (String name : TEXTS.keySet()) {
            if (name.contains(part) && name.endsWith(".java")) {
                String folder = name.substring(0, name.lastIndexOf('/'));
                packages.computeIfAbsent(folder, same -> new ArrayList<>()).add(name);
            }
        }
        return packages;
    }

    private static boolean code(String name) {
        // In tests the formatter keeps the code, and a row of a table may be as wide as it is.
        return name.contains("/src/main/") && name.matches(".*\\.(java|proto)");
    }

    private static List<String> lines(Predicate<String> files, Predicate<String> bad) {
        List<String> found = new ArrayList<>();
        TEXTS.forEach((name, text) -> {
            List<String> lines = files.test(name) ? text.lines().toList() : List.of();
            for (int i = 0; i < lines.size(); i++) {
                if (bad.test(lines.get(i))) {
                    found.add(name + ":" + (i + 1));
                }
            }
        });
        return found;
    }

    private static void none(List<String> found) {
        assertEquals("", String.join("\n", found));
    }

    private static void take(Path file, long bytes) throws IOException {
        String name = ROOT.relativize(file).toString().replace('\\', '/');
        // In a linked working copy a file, of git's own.
        if (name.equals(".git")) {
            return;
        }
        if (bytes > FILE_BYTES_MAX) {
            TOO_LARGE.add(name + " has " + bytes + " bytes");
            return;
        }
        // Pictures and the like become nonsense, in which nothing is found.
        TEXTS.put(name, new String(Files.readAllBytes(file), UTF_8));
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
