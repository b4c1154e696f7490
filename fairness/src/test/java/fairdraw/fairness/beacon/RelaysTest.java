package fairdraw.fairness.beacon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.fairness.store.TestDatabase;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.DevBeaconKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The relays of quicknet may lie, be silent or disagree: only what verifies counts (spec 4.4). */
class RelaysTest {

    private static final Path VECTORS = Path.of("../pf1/src/test/resources/pf1-vectors.json");
    private static final Duration TIMEOUT = Duration.ofMillis(600);
    private static final BeaconChain QUICKNET = BeaconChain.QUICKNET;
    private static final DevBeaconKey DEV = DevBeaconKey.of(new byte[32]);
    private static final BeaconChain DEV_CHAIN =
            BeaconChain.dev(DEV.publicKey(), QUICKNET.genesisS(), QUICKNET.periodS());

    private static final long ROUND = vector().get("beaconRound").asLong();
    private static final Bytes REAL = Bytes.hex(vector().get("beaconSignature").asText());

    private final List<Relay> relays = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nowMs = new AtomicLong();
    // A wait for a later moment passes in steps of a second.
    private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.addAndGet(20));
    private TestDatabase database;

    @BeforeEach
    void fresh() {
        nowMs.set(QUICKNET.emittedAtMs(ROUND + 10));
        database = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        relays.forEach(Relay::close);
        database.close();
    }

    @Test
    void a_true_relay_beside_a_lying_and_a_silent_one_is_enough_and_not_late() {
        var obtain =
                obtain(
                        Relay.silent(),
                        Relay.saying(ROUND, DEV.sign(ROUND)),
                        Relay.saying(ROUND, REAL));
        long before = System.nanoTime();
        assertEquals(Optional.of(verified(REAL)), ask(obtain, ROUND));
        assertTrue(
                System.nanoTime() - before < TIMEOUT.toNanos(), "the silent one is not waited for");
    }

    @Test
    void a_clock_that_is_behind_learns_of_the_beacon_before_its_own_time_for_it() {
        nowMs.set(QUICKNET.emittedAtMs(ROUND) - 2_000);
        var obtain = obtain(Relay.saying(ROUND, REAL), Relay.silent());
        long behindMs = obtain.ahead(QUICKNET, ROUND);
        assertTrue(behindMs > 300 && behindMs <= 500, () -> behindMs + " ms");
        assertEquals(ROUND, obtain.newest(QUICKNET.source()).orElseThrow().beaconRound());
    }

    @Test
    void a_clock_that_is_right_finds_no_beacon_before_its_time() {
        nowMs.set(QUICKNET.emittedAtMs(ROUND) - 2_000);
        Relay.Answer notYet = exchange -> exchange.sendResponseHeaders(404, -1);
        var obtain = obtain(new Relay(notYet), new Relay(notYet));
        assertEquals(0, obtain.ahead(QUICKNET, ROUND));
        assertEquals(Optional.empty(), obtain.newest(QUICKNET.source()));
    }

    private static JsonNode vector() {
        try {
            return new ObjectMapper().readTree(VECTORS.toFile()).get(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Relay.Answer> lies() {
        return Stream.of(
                says(ROUND, DEV.sign(ROUND)),
                says(ROUND, flipped(REAL)),
                says(ROUND + 1, REAL),
                says(ROUND, Bytes.hex("c0" + "00".repeat(47))),
                says(ROUND, Bytes.zero(48)),
                says(ROUND, Bytes.of(new byte[0])),
                Relay.text("{\"round\":\"" + ROUND + "\",\"signature\":\"zz\"}"),
                Relay.text("[]"),
                Relay.text("<html>"),
                Relay.endless(100_000, 0),
                Relay.endless(1, 20),
                exchange -> {
                    exchange.getResponseHeaders().add("location", "http://127.0.0.1:1/");
                    exchange.sendResponseHeaders(302, -1);
                });
    }

    @ParameterizedTest
    @MethodSource("lies")
    void while_no_answer_verifies_the_round_waits_for_the_same_round(Relay.Answer lie) {
        var first = new Relay(lie);
        var second = Relay.silent();
        var obtain = obtain(first, second);
        assertEquals(Optional.empty(), ask(obtain, ROUND));
        assertEquals(0, database.database().row("select count(*) from beacon").get().getLong(0));
        first.answers(says(ROUND, REAL));
        assertEquals(Optional.of(verified(REAL)), ask(obtain, ROUND), "late, and the same");
        var paths = Set.of("/v2/beacons/quicknet/rounds/" + ROUND);
        assertEquals(paths, Set.copyOf(first.asked()), "no other round, no other beacon");
    }

    @Test
    void the_right_signature_of_the_round_before_or_after_is_rejected() {
        for (long other : new long[] {ROUND - 1, ROUND + 1}) {
            var obtain = obtain(Relay.saying(other, REAL), Relay.saying(other, REAL));
            assertEquals(Optional.empty(), ask(obtain, other));
        }
        assertTrue(meters.find("fairdraw.beacon.forged").counters().size() >= 2, "and counted");
    }

    @Test
    void a_beacon_is_not_asked_for_before_its_time() {
        var relay = Relay.saying(ROUND, REAL);
        var obtain = obtain(relay, Relay.silent());
        nowMs.set(QUICKNET.emittedAtMs(ROUND) - 60_000);
        var until = Instant.ofEpochMilli(QUICKNET.emittedAtMs(ROUND) - 59_000);
        assertEquals(Optional.empty(), obtain.obtain(QUICKNET, ROUND, until));
        assertEquals(List.of(), relay.asked(), "nobody learns which round is awaited");
    }

    @Test
    void production_refuses_a_dev_source() {
        var two = List.of(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2"));
        var dev = new Settings(two, Optional.of("dev"), false);
        assertThrows(IllegalStateException.class, () -> relays(dev), "at the start already");
        var one = new Settings(two.subList(0, 1), Optional.empty(), false);
        assertThrows(IllegalStateException.class, () -> relays(one), "two relays at least");
        var production = relays(new Settings(two, Optional.empty(), false));
        assertEquals(QUICKNET, production.chain());
        assertTrue(production.allowed(QUICKNET));
        assertTrue(!production.allowed(DEV_CHAIN), "also of a game that was registered before");
    }

    @Test
    void a_dev_beacon_never_passes_for_drand() {
        var posing =
                new BeaconChain(
                        QUICKNET.source(),
                        QUICKNET.genesisS(),
                        QUICKNET.periodS(),
                        DEV.publicKey());
        for (boolean allowDev : new boolean[] {false, true}) {
            var two = List.of(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2"));
            var relays = relays(new Settings(two, Optional.empty(), allowDev));
            assertTrue(!relays.allowed(posing), "quicknet's name with the house's key");
            assertTrue(!relays.allowed(stretched()), "quicknet's key with another clock");
        }
        var obtain = obtain(Relay.saying(ROUND, DEV.sign(ROUND)), Relay.silent());
        assertThrows(
                IllegalStateException.class,
                () -> obtain.obtain(posing, ROUND, clock.instant().plusSeconds(1)));
    }

    @Test
    void watchers_get_the_newest_first_and_miss_none_that_comes_while_they_begin() {
        var obtain = obtain(Relay.saying(ROUND, REAL), Relay.silent());
        assertEquals(Optional.of(verified(REAL)), ask(obtain, ROUND));
        var seen =
                obtain.watch(QUICKNET.source())
                        .select()
                        .first(1)
                        .collect()
                        .asList()
                        .await()
                        .atMost(Duration.ofSeconds(5));
        assertEquals(List.of(verified(REAL)), seen);
    }

    private static BeaconChain stretched() {
        return new BeaconChain(QUICKNET.source(), QUICKNET.genesisS(), 30, QUICKNET.publicKey());
    }

    private static Relay.Answer says(long round, Bytes signature) {
        return Relay.text("{\"round\":%d,\"signature\":\"%s\"}".formatted(round, signature.hex()));
    }

    private static Bytes flipped(Bytes signature) {
        byte[] bytes = signature.toArray();
        bytes[0] ^= 0x20;
        return Bytes.of(bytes);
    }

    private static VerifiedBeacon verified(Bytes signature) {
        return new VerifiedBeacon(QUICKNET.source(), ROUND, signature);
    }

    private Optional<VerifiedBeacon> ask(ObtainBeacon obtain, long which) {
        return obtain.obtain(QUICKNET, which, Instant.ofEpochMilli(nowMs.get() + 50));
    }

    private ObtainBeacon obtain(Relay... answering) {
        relays.addAll(List.of(answering));
        var urls = Stream.of(answering).map(Relay::uri).toList();
        return new ObtainBeacon(
                relays(new Settings(urls, Optional.empty(), false)),
                new PgBeacons(database.database(), clock),
                clock);
    }

    private HttpRelays relays(Settings settings) {
        return new HttpRelays(settings, new ObjectMapper(), meters);
    }

    private record Settings(List<URI> urls, Optional<String> id, boolean allowDev)
            implements BeaconSettings {

        @Override
        public Duration timeout() {
            return TIMEOUT;
        }
    }
}
