package fairdraw.stack.up;

import java.util.Arrays;
import java.util.List;

/** Everything that listens, in the order of its port above the base. */
enum Place {
    GATEWAY("gateway", "gateway"),
    NOTIFIER("notifier", "notifier"),
    FAIRNESS("fairness", "fairness"),
    BACKOFFICE("backoffice", "backoffice"),
    REPORTING("reporting", "reporting"),
    ENGINE("game-engine", "game-engine"),
    OPERATOR_KIT("operator-kit", "operator-kit"),
    KEYCLOAK("keycloak", ""),
    BEACON("beacon", ""),
    CHAIN("chain", ""),
    POSTGRES("postgres", ""),
    REDIS("redis", ""),
    KAFKA("kafka", ""),
    KAFKA_CONTROLLER("kafka-controller", "");

    /** The services in the order of their start: the first ones lead to the first round. */
    static final List<Place> SERVICES =
            List.of(FAIRNESS, ENGINE, GATEWAY, OPERATOR_KIT, NOTIFIER, BACKOFFICE, REPORTING);

    private final String label;
    private final String module;

    Place(String label, String module) {
        this.label = label;
        this.module = module;
    }

    /** Its name for people, and that of its log. */
    String label() {
        return label;
    }

    /** The module of a service. */
    String module() {
        if (module.isEmpty()) {
            throw new IllegalStateException(label + " is not a service");
        }
        return module;
    }

    /**
     * Checks a label that a person wrote.
     *
     * @throws CannotStart when no place has it
     */
    static void require(String label) {
        if (Arrays.stream(values()).noneMatch(place -> place.label.equals(label))) {
            throw new CannotStart("There is no " + label);
        }
    }

    int port(int base) {
        return base + ordinal();
    }
}
