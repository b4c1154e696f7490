package fairdraw.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The wires of a platform: one into every place that others call, one from every service out. */
final class Wires {

    /** Everything that listens, in the order of its port above the base. */
    private static final List<String> PLACES =
            List.of(
                    "gateway",
                    "notifier",
                    "fairness",
                    "backoffice",
                    "reporting",
                    "game-engine",
                    "operator-kit",
                    "keycloak",
                    "beacon",
                    "chain",
                    "postgres",
                    "redis",
                    "kafka");

    private static final List<String> INTO =
            List.of(
                    "gateway",
                    "fairness",
                    "game-engine",
                    "operator-kit",
                    "beacon",
                    "chain",
                    "postgres",
                    "redis",
                    "kafka");

    private static final List<String> SERVICES =
            List.of(
                    "gateway",
                    "fairness",
                    "game-engine",
                    "operator-kit",
                    "backoffice",
                    "reporting");

    private final Map<String, Wire> wires = new LinkedHashMap<>();

    private Wires() {}

    /** Something that is cut off until this is closed. */
    interface Cut extends AutoCloseable {
        @Override
        void close();
    }

    static Wires none() {
        return new Wires();
    }

    static Wires above(int portBase) {
        Wires wires = new Wires();
        try {
            for (String place : INTO) {
                wires.wires.put(place, Wire.to(portBase + PLACES.indexOf(place)));
            }
            int database = wires.port("postgres");
            for (String service : SERVICES) {
                wires.wires.put(service + ">postgres", Wire.to(database));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return wires;
    }

    /** FAIRDRAW_VIA. */
    String via() {
        return wires.entrySet().stream()
                .map(wire -> wire.getKey() + "=" + wire.getValue().port())
                .collect(Collectors.joining(","));
    }

    int port(String place) {
        return wires.get(place).port();
    }

    /** Cuts the wire into a place and the one from it to its database. */
    Cut cut(String label) {
        List<Wire> its =
                wires.entrySet().stream()
                        .filter(wire ->
                                wire.getKey().equals(label)
                                        || wire.getKey().startsWith(label + ">"))
                        .map(Map.Entry::getValue)
                        .toList();
        if (its.isEmpty()) {
            throw new IllegalArgumentException(label + " has no wire");
        }
        its.forEach(Wire::cut);
        return () -> its.forEach(Wire::heal);
    }
}
