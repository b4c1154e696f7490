package fairdraw.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names of the settings in the sources of a service and the kernel, as environment has them.
 */
final class Names {

    private static final Pattern SETTING =
            Pattern.compile("fairdraw\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)*");

    private Names() {}

    static Set<String> readBy(String service) throws IOException {
        var names = new TreeSet<String>();
        for (String module : new String[] {service, "kernel"}) {
            collect(Path.of("..", module, "src/main"), names);
        }
        return names;
    }

    private static void collect(Path folder, Set<String> names) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Names::mayName).toList()) {
                SETTING.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group().toUpperCase(Locale.ROOT))
                        .map(name -> name.replaceAll("[^A-Z0-9]", "_"))
                        .forEach(names::add);
            }
        }
    }

    private static boolean mayName(Path file) {
        return file.toString().endsWith(".java") || file.toString().endsWith(".properties");
    }
}
