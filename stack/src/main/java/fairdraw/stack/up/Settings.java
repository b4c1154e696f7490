package fairdraw.stack.up;

import fairdraw.stack.Home;
import java.nio.file.Path;
import java.util.HashMap;
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
 * @param via ports at which the others, or one of them, reach a place, where they do not reach it
 *     directly: a test passes the bytes on there, or cuts them off
 */
public record Settings(
        Home home,
        Path state,
        int portBase,
        boolean fresh,
        boolean verbose,
        Optional<String> clock,
        Optional<String> chainRpc,
        Map<String, Integer> via) {

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
                Optional.ofNullable(environment.get("FAIRDRAW_CHAIN_RPC")),
                via(environment.getOrDefault("FAIRDRAW_VIA", "")));
    }

    int port(Place place) {
        return place.port(portBase);
    }

    String url(Place place) {
        return "http://127.0.0.1:" + port(place);
    }

    /** The port at which the other processes reach a place. */
    int viaPort(Place place) {
        return via.getOrDefault(place.label(), port(place));
    }

    /** The port at which one service reaches a place. */
    int viaPort(Place from, Place place) {
        return via.getOrDefault(from.label() + ">" + place.label(), viaPort(place));
    }

    /** The address at which the other processes reach a place. */
    String viaUrl(Place place) {
        return "http://127.0.0.1:" + viaPort(place);
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

    /** {@code place=port,from>place=port,...}. */
    private static Map<String, Integer> via(String text) {
        var via = new HashMap<String, Integer>();
        for (var pair : text.isBlank() ? new String[0] : text.split(",")) {
            var parts = pair.split("=");
            if (parts.length != 2 || !parts[1].matches("[0-9]{4,5}")) {
                throw new CannotStart("FAIRDRAW_VIA is place=port,... and not " + text);
            }
            for (var place : parts[0].split(">")) {
                Place.require(place);
            }
            via.put(parts[0], Integer.parseInt(parts[1]));
        }
        return via;
    }
}
