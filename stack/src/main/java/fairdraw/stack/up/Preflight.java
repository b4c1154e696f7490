package fairdraw.stack.up;

import fairdraw.stack.ChainPart;
import fairdraw.stack.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What can be known before anything starts: each failure is one line that says what to do. */
final class Preflight {

    private static final long DISK_FREE_MIN_MB = 1024;
    private static final int JAVA_MIN = 25;
    private static final long MB = 1 << 20;

    private Preflight() {}

    static void check(Settings settings) {
        checkJava();
        checkDisk(settings.state());
        checkNode(settings);
        checkPorts(settings);
        for (var service : Place.SERVICES) {
            var jar = Services.jar(settings, service);
            if (!Files.exists(jar)) {
                throw new CannotStart(
                        "%s is not built: run ./dev up, which builds it"
                                .formatted(service.label()));
            }
        }
    }

    /** How much of the disk is free, MB. */
    static long diskFreeMb(Path state) {
        try {
            var folder = state;
            while (!Files.exists(folder) && folder.getParent() != null) {
                folder = folder.getParent();
            }
            return Files.getFileStore(folder).getUsableSpace() / MB;
        } catch (IOException e) {
            throw new CannotStart("Cannot see how full the disk is at " + state + ": " + e, e);
        }
    }

    private static void checkJava() {
        if (Runtime.version().feature() < JAVA_MIN) {
            throw new CannotStart(
                    "Java %d or newer is needed, this is %s: set JAVA_HOME"
                            .formatted(JAVA_MIN, Runtime.version()));
        }
    }

    private static void checkDisk(Path state) {
        long free = diskFreeMb(state);
        if (free < DISK_FREE_MIN_MB) {
            throw new CannotStart(
                    "The disk is nearly full: %d MB free at %s, %d MB needed. Free some space."
                            .formatted(free, state, DISK_FREE_MIN_MB));
        }
    }

    private static void checkNode(Settings settings) {
        if (settings.chainRpc().isPresent() || ChainPart.installed(settings.home())) {
            return;
        }
        var path = System.getenv().getOrDefault("PATH", "");
        boolean npm =
                Arrays.stream(path.split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
        if (!npm) {
            throw new CannotStart(
                    "node and npm are not here, and the local chain comes from npm: install node"
                            + " 20 or newer, or set FAIRDRAW_CHAIN_RPC to an EVM node.");
        }
    }

    private static void checkPorts(Settings settings) {
        for (var place : Place.values()) {
            if (Ports.taken(settings.port(place))) {
                throw new CannotStart(
                        "Port %d (%s) is in use: end the program that holds it, or choose other"
                                        .formatted(settings.port(place), place.label())
                                + " ports: FAIRDRAW_PORT_BASE=%d ./dev up"
                                        .formatted(Ports.freeBase(Place.values().length)));
            }
        }
    }
}
