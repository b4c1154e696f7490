package fairdraw.stack.up;

import fairdraw.stack.BeaconPart;
import fairdraw.stack.ChainPart;
import fairdraw.stack.Child;
import fairdraw.stack.Http;
import fairdraw.stack.Json;
import fairdraw.stack.KafkaPart;
import fairdraw.stack.KeycloakPart;
import fairdraw.stack.KeycloakRealm;
import fairdraw.stack.PostgresPart;
import fairdraw.stack.RedisPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A running platform: every part, the six services and the demo operator. */
public final class Stack implements AutoCloseable {

    private static final Duration SERVICE_DEADLINE = Duration.ofSeconds(120);
    private static final Duration FIRST_ROUND_DEADLINE = Duration.ofSeconds(180);
    private static final long POLL_MS = 200;
    private static final int STARTING_TOGETHER_MAX = 3;
    private static final double MS_PER_S = 1000;

    private final Settings settings;
    private final Console console;
    private final StateLock lock;
    private final Secrets secrets;
    private final Services services;
    private final Supervisor supervisor;

    private Stack(Settings settings, Console console, StateLock lock) {
        this.settings = settings;
        this.console = console;
        this.lock = lock;
        this.secrets = Secrets.in(settings.keys());
        this.services = new Services(settings, secrets);
        this.supervisor = new Supervisor(console::say, this::writeFile);
    }

    /**
     * Makes a stack ready to {@link #start}: checks the machine, takes the state folder for itself
     * and makes the keys that are missing.
     *
     * @throws CannotStart when something is in the way
     */
    public static Stack prepare(Settings settings, Console console) {
        var lock = StateLock.take(settings.state());
        try {
            Preflight.check(settings);
            if (settings.fresh()) {
                lock.clear();
            }
            return new Stack(settings, console, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Starts everything and returns when the first round is open. Keycloak may come later.
     *
     * @throws CannotStart when a part or a service does not start; the caller closes the stack
     */
    public void start() {
        try {
            startParts();
            startServices();
            Thread.ofVirtual().name("keycloak").start(this::startKeycloak);
            awaitRound();
        } catch (CannotStart e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CannotStart(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    /** Whether it is being ended. */
    boolean stopping() {
        return supervisor.stopping();
    }

    /** The process that runs now. */
    Optional<Child> child(Place place) {
        return supervisor.child(place);
    }

    /** The addresses for a person, a line each. */
    List<String> table() {
        var rows = new ArrayList<String>();
        addresses().forEach((what, where) -> rows.add("  %-22s %s".formatted(what, where)));
        return rows;
    }

    @Override
    public void close() {
        supervisor.close();
        try {
            Files.deleteIfExists(settings.state().resolve("stack.json"));
        } catch (IOException e) {
            console.say("left behind: " + e.getMessage());
        }
        lock.close();
    }

    private void startParts() {
        var starts = new LinkedHashMap<Place, Supplier<Child>>();
        starts.put(
                Place.POSTGRES,
                () -> {
                    var part =
                            PostgresPart.start(
                                    settings.home(),
                                    settings.data(Place.POSTGRES),
                                    settings.port(Place.POSTGRES),
                                    settings.log(Place.POSTGRES),
                                    secrets::database);
                    part.database("fairdraw", "engine");
                    return part.process();
                });
        starts.put(
                Place.KAFKA,
                () ->
                        KafkaPart.start(
                                        settings.home(),
                                        settings.data(Place.KAFKA),
                                        settings.port(Place.KAFKA),
                                        settings.port(Place.KAFKA_CONTROLLER),
                                        settings.viaPort(Place.KAFKA),
                                        settings.log(Place.KAFKA))
                                .process());
        starts.put(
                Place.REDIS,
                () ->
                        RedisPart.start(
                                        settings.home(),
                                        settings.data(Place.REDIS),
                                        settings.port(Place.REDIS),
                                        settings.log(Place.REDIS))
                                .process());
        if (settings.chainRpc().isEmpty()) {
            starts.put(
                    Place.CHAIN,
                    () ->
                            ChainPart.start(
                                            settings.home(),
                                            settings.data(Place.CHAIN),
                                            settings.port(Place.CHAIN),
                                            settings.log(Place.CHAIN),
                                            settings.clock())
                                    .process());
        }
        starts.put(
                Place.BEACON,
                () ->
                        BeaconPart.start(
                                        settings.home(),
                                        settings.data(Place.BEACON),
                                        settings.port(Place.BEACON),
                                        settings.log(Place.BEACON))
                                .process());
        together(starts);
    }

    private void startServices() {
        var starts = new LinkedHashMap<Place, Supplier<Child>>();
        for (var service : Place.SERVICES) {
            starts.put(service, () -> startService(service));
        }
        together(starts);
    }

    private Child startService(Place service) {
        var spec =
                services.spec(service)
                        .telling(line -> {
                            if (!supervisor.stopping()) {
                                console.log(service, line);
                            }
                        });
        var child = Child.start(spec);
        try {
            child.await(
                    "ready",
                    SERVICE_DEADLINE,
                    () -> Http.get(services.health(service)).isPresent());
            return child;
        } catch (RuntimeException e) {
            child.stop();
            throw e;
        }
    }

    private void startKeycloak() {
        try {
            var clients =
                    Map.of(
                            KeycloakRealm.BACKOFFICE,
                            secrets.text("keycloak." + KeycloakRealm.BACKOFFICE),
                            KeycloakRealm.REPORTING,
                            secrets.text("keycloak." + KeycloakRealm.REPORTING));
            timed(
                    Place.KEYCLOAK,
                    () ->
                            KeycloakPart.launch(
                                            settings.home(),
                                            settings.data(Place.KEYCLOAK),
                                            settings.port(Place.KEYCLOAK),
                                            settings.log(Place.KEYCLOAK),
                                            new KeycloakRealm(clients),
                                            secrets.text("keycloak.admin"))
                                    .awaitReady()
                                    .process());
        } catch (RuntimeException e) {
            if (!supervisor.stopping()) {
                console.say(
                        "keycloak did not start, admins cannot sign in, the game goes on: "
                                + e.getMessage());
            }
        }
    }

    /** Starts a few at a time: more at once make all of them late on a small machine. */
    private void together(Map<Place, Supplier<Child>> starts) {
        var turns = new Semaphore(STARTING_TOGETHER_MAX, true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<CompletableFuture<Void>>();
            for (var start : starts.entrySet()) {
                turns.acquire();
                all.add(
                        CompletableFuture.runAsync(
                                () -> {
                                    try {
                                        timed(start.getKey(), start.getValue());
                                    } finally {
                                        turns.release();
                                    }
                                },
                                threads));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the start was interrupted", e);
        }
    }

    private void timed(Place place, Supplier<Child> start) {
        long begun = System.currentTimeMillis();
        supervisor.run(place, start);
        if (!supervisor.stopping()) {
            console.say(
                    "  %-13s ready   %5.1f s   127.0.0.1:%d"
                            .formatted(
                                    place.label(),
                                    (System.currentTimeMillis() - begun) / MS_PER_S,
                                    settings.port(place)));
        }
    }

    /**
     * READY means that a player can bet: the gateway knows the demo operator, and a round is open
     * that opened after it was told of it, since an operator's terms hold from the next round on.
     */
    private void awaitRound() {
        console.say("  waiting for the first round");
        var begun = System.nanoTime();
        long end = begun + FIRST_ROUND_DEADLINE.toNanos();
        awaitUntil(this::knowsOperator, end, "backoffice");
        boolean toldNow = System.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(2 * POLL_MS);
        var told = toldNow ? openRound() : Optional.empty();
        awaitUntil(
                () -> openRound().filter(r -> !told.equals(Optional.of(r))).isPresent(),
                end,
                "fairness");
    }

    private void awaitUntil(BooleanSupplier there, long end, String suspect) {
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new CannotStart(
                        "No round opened within %d s. Why: ./dev logs %s; ./dev logs game-engine"
                                .formatted(FIRST_ROUND_DEADLINE.toSeconds(), suspect));
            }
            if (supervisor.stopping()) {
                throw new CannotStart("stopped");
            }
            try {
                Thread.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the start was interrupted", e);
            }
        }
    }

    /** Only the sites of operators that the gateway knows may frame the game page. */
    private boolean knowsOperator() {
        return Http.header(settings.url(Place.GATEWAY) + "/play/", "content-security-policy")
                .filter(policy -> policy.contains(settings.url(Place.OPERATOR_KIT)))
                .isPresent();
    }

    private Optional<String> openRound() {
        var url = settings.url(Place.GATEWAY) + "/v1/games/digits-3/rounds/current";
        return Http.get(url)
                .map(Json::read)
                .map(json -> json.path("round"))
                .filter(round -> round.path("state").asText().equals("OPEN"))
                .map(round -> round.path("roundId").asText());
    }

    private Map<String, String> addresses() {
        var demo = KeycloakRealm.USERS.getFirst();
        var rows = new LinkedHashMap<String, String>();
        rows.put("casino (play here)", settings.url(Place.OPERATOR_KIT) + "/");
        rows.put("operator API", settings.url(Place.GATEWAY) + "/v1");
        rows.put("API description", settings.url(Place.GATEWAY) + "/q/openapi");
        rows.put("live feed", settings.url(Place.NOTIFIER) + "/v1/games/digits-3/events");
        rows.put("round records", settings.url(Place.FAIRNESS) + "/v1/games/digits-3");
        rows.put(
                "backoffice",
                "%s/   (%s / %s, when Keycloak is ready)"
                        .formatted(settings.url(Place.BACKOFFICE), demo.name(), demo.password()));
        rows.put("reporting", settings.url(Place.REPORTING) + "/");
        rows.put("keycloak", settings.url(Place.KEYCLOAK) + "/");
        rows.put("chain", services.chainRpc());
        rows.put("dev beacon", settings.url(Place.BEACON) + "/v2/beacons/dev/info");
        rows.put("all addresses, keys", settings.state().resolve("stack.json").toString());
        return rows;
    }

    /** Written anew whenever a process was started: the pids change. */
    private synchronized void writeFile() {
        var processes = new LinkedHashMap<String, Long>();
        for (var place : Place.values()) {
            child(place).ifPresent(child -> processes.put(place.label(), child.pid()));
        }
        write("stack.json", StackFile.json(settings, secrets, services, processes));
    }

    private void write(String name, String content) {
        Path file = settings.state().resolve(name);
        try {
            var fresh = secrets.write(name + ".new", content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotStart("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
