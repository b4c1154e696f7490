package fairdraw.stack.up;

import fairdraw.stack.Home;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a stack is started.
 *
 * @param state the folder of its data, keys, logs and {@code stack.json}
 * @param portBase the first of its fourteen ports
 * @param fresh whether to begin with nothing
 * @param verbose whether to print every line of every log
 * @param clock FAIRDRAW_CLOCK for all processes
 * @param chainRpc an EVM node to use in the place of anvil
 */
public record Settings(
        Home home,
        Path state,
        int portBase,
        boolean fresh,
        boolean verbose,
        Optional<String> clock,
        Optional<String> chainRpc) {

    private static final int PORT_BASE_DEFAULT = 8080;
    private static final int PORT_MAX = 65_535;

    /** The settings that the environment and the command's words give. */
    static Settings of(Home home, Map<String, String> environment, java.util.List<String> words) {
        var state = home.root().resolve(environment.getOrDefault("FAIRDRAW_STATE", ".fairdraw"));
        return new Settings(
                home,
                state.toAbsolutePath().normalize(),
                portBase(environment.get("FAIRDRAW_PORT_BASE")),
                words.contains("--fresh"),
                words.contains("-v") || words.contains("--verbose"),
                Optional.ofNullable(environment.get("FAIRDRAW_CLOCK")),
                Optional.ofNullable(environment.get("FAIRDRAW_CHAIN_RPC")));
    }

    int port(Place place) {
        return place.port(portBase);
    }

    String url(Place place) {
        return "http://127.0.0.1:" + port(place);
    }

    Path log(Place place) {
        return state.resolve("logs").resolve(place.label() + ".log");
    }

    Path data(Place place) {
        return state.resolve("data").resolve(place.label());
    }

    Path keys() {
        return state.resolve("keys");
    }

    private static int portBase(@org.jspecify.annotations.Nullable String text) {
        if (text == null || text.isBlank()) {
            return PORT_BASE_DEFAULT;
        }
        int last = Place.values().length;
        if (!text.matches("[0-9]{4,5}") || Integer.parseInt(text) + last > PORT_MAX) {
            throw new CannotStart(
                    "FAIRDRAW_PORT_BASE is the first of %d ports, 1000..%d, not %s"
                            .formatted(last, PORT_MAX - last, text));
        }
        return Integer.parseInt(text);
    }
}
