package fairdraw.pf1.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.pf1.Derivation;
import fairdraw.pf1.Json;
import fairdraw.pf1.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is changed, in transit or by a house that signs its lies, the verifier names the step
 * that failed. Exhaustive over the fields of everything that it reads.
 */
class ChangedByteTest {

    private static final HonestHouse HOUSE = new HonestHouse();
    private static final PublicHouse PUBLIC = new PublicHouse(HOUSE);
    private static final String RECORD =
            "/v1/games/digits-3/rounds/" + PublicHouse.ROUND + "/record";
    private static final String UNREADABLE = "unreadable";

    /** Where a lie in this field of a record shows, when the house signs it anew. */
    private static final Map<String, String> SIGNED_LIES =
            Map.ofEntries(
                    Map.entry("v", UNREADABLE),
                    Map.entry("chainId", "record"),
                    Map.entry("contract", "record"),
                    Map.entry("gameId", "record"),
                    Map.entry("roundId", UNREADABLE),
                    Map.entry("batch", "record"),
                    Map.entry("index", "record"),
                    Map.entry("openAt", "record"),
                    Map.entry("closeAt", "record"),
                    Map.entry("tableHash", "opening"),
                    Map.entry("seedHash", "seed hash"),
                    Map.entry("proof", "seed hash"),
                    Map.entry("source", "record"),
                    Map.entry("beaconRound", "beacon round"),
                    Map.entry("extra", "record"),
                    Map.entry("sealAt", "seal"),
                    Map.entry("betRoot", "seal"),
                    Map.entry("betCount", "seal"),
                    Map.entry("state", UNREADABLE),
                    Map.entry("beaconSignature", "beacon"),
                    Map.entry("entropy", "beacon"),
                    Map.entry("seed", "seed"),
                    Map.entry("outcome", "numbers"),
                    Map.entry("numbers", "numbers"),
                    Map.entry("flags", "record"),
                    Map.entry("prevRecordHash", "previous record"));

    /** No signature holds it, and {@link #a_made_up_group_size_supports_no_other_claim}. */
    private static final String GROUP_SIZE = "receipt.groupSize";

    private final StringWriter out = new StringWriter();

    @AfterAll
    static void close() {
        PUBLIC.close();
    }

    @AfterEach
    void honestAgain() {
        PUBLIC.tamper = (_, answer) -> answer;
    }

    @Test
    void nothing_changed_nothing_found() {
        assertEquals("verified", step("round", "digits-3:" + PublicHouse.ROUND));
        assertEquals("verified", step("batch", "digits-3:" + HonestHouse.BATCH));
        assertEquals("verified", step("range", "digits-3:16..23"));
    }

    @Test
    void a_development_beacon_is_refused_where_it_is_not_allowed() {
        var options = new ArrayList<>(PUBLIC.options());
        options.remove("--allow-dev-beacon");
        var arguments = new ArrayList<>(List.of("round", "digits-3:19", "--json"));
        arguments.addAll(options);
        assertEquals(1, run(arguments));
        assertEquals("beacon network", lastStep());
        assertTrue(out.toString().contains("DEV BEACON: the house can predict"));
    }

    static Stream<String> recordFields() {
        return Changes.leaves(Json.parse(PUBLIC.published(RECORD))).stream();
    }

    @ParameterizedTest
    @MethodSource("recordFields")
    void a_record_changed_in_transit_is_found_out(String field) {
        tamper(RECORD, json -> Changes.change(json, field));
        String expected =
                switch (field) {
                    case "v", "roundId", "state" -> UNREADABLE;
                    default -> "record";
                };
        assertEquals(expected, step("round", "digits-3:" + PublicHouse.ROUND));
    }

    @ParameterizedTest
    @MethodSource("recordFields")
    void a_lie_that_the_house_signs_is_found_out(String field) {
        if (field.equals("recordHash") || field.equals("signature")) {
            return;
        }
        tamper(RECORD, json -> signedAnew(Changes.change(json, field)));
        String expected = SIGNED_LIES.get(field.replaceAll("\\[.*", ""));
        assertEquals(expected, step("round", "digits-3:" + PublicHouse.ROUND), field);
    }

    @ParameterizedTest
    @CsvSource({
        "skippedFrom, 18, previous record",
        "skippedFrom, 19, previous record",
        "reason, beacon network dead, unreadable",
        "more, 1, unreadable"
    })
    void a_field_that_the_house_adds_is_found_out(String field, String value, String step) {
        tamper(RECORD, json -> signedAnew(Changes.add(json, field, value)));
        assertEquals(step, step("round", "digits-3:" + PublicHouse.ROUND));
    }

    @Test
    void an_invented_witness_or_flag_is_found_out_by_the_anchor_at_the_latest() {
        tamper(
                RECORD,
                json ->
                        signedAnew(
                                json.replace(
                                        "\"sealAcks\":[]",
                                        "\"sealAcks\":[{\"operator\":\"x\",\"signature\":\"y\"}]")));
        assertEquals("anchored records", step("round", "digits-3:" + PublicHouse.ROUND));
        tamper(
                RECORD,
                json -> signedAnew(json.replace("DEV_BEACON\"", "DEV_BEACON\",\"LATE_SEAL\"")));
        assertEquals("seal", step("round", "digits-3:" + PublicHouse.ROUND));
    }

    static Stream<String> registrationFields() {
        return Changes.leaves(Json.parse(HOUSE.registration.json())).stream();
    }

    @ParameterizedTest
    @MethodSource("registrationFields")
    void a_changed_registration_is_found_out(String field) {
        tamper("/v1/games/digits-3", json -> Changes.change(json, field));
        String step = step("round", "digits-3:" + PublicHouse.ROUND);
        assertTrue(List.of(UNREADABLE, "game on chain").contains(step), step);
        // Whatever the game's identity hangs on is named at once; the rest is held to the chain.
        if (step.equals(UNREADABLE)) {
            assertTrue(out.toString().contains("/v1/games/digits-3"), out::toString);
        }
    }

    static Stream<String> documentFields() {
        return Stream.of("opening", "seal")
                .flatMap(name -> Stream.of(name + " " + name, name + " signature"));
    }

    @ParameterizedTest
    @MethodSource("documentFields")
    void a_changed_opening_or_seal_is_found_out(String place) {
        String name = place.substring(0, place.indexOf(' '));
        String field = place.substring(place.indexOf(' ') + 1);
        String path = "/v1/games/digits-3/rounds/" + PublicHouse.ROUND + "/" + name;
        tamper(path, json -> Changes.change(json, field));
        assertEquals(name, step("round", "digits-3:" + PublicHouse.ROUND));
        tamper(path, _ -> "");
        assertEquals(name, step("round", "digits-3:" + PublicHouse.ROUND));
    }

    @ParameterizedTest
    @CsvSource({
        "call game, 0, game on chain",
        "call game, 2, game on chain",
        "call game, 3, game on chain",
        "call game, 4, game on chain",
        "call game, 5, game on chain",
        "call game, 6, game on chain",
        "call game, 7, game on chain",
        "call game, 8, game on chain",
        "call game, 9, game on chain",
        "call game, 11, game on chain",
        "call game, 12, game on chain",
        "call game, 13, game on chain",
        "call game, 14, game on chain",
        "call batch, 0, seed hash",
        "call batch, 1, master",
        "call batch, 2, commitment",
        "call batch, 3, commitment",
        "call batch, 6, commitment",
        "call batch, 7, anchored records",
        "call beaconRoundOf, 0, beacon round",
        "call verifySeed, 0, seed",
        "call outcome, 0, numbers",
        // The next batch, the reveal window, beneficiary and bond; when the master came, whether
        // that was too late (a warning), the escrow: nothing about the round hangs on them.
        "call game, 1, verified",
        "call game, 10, verified",
        "call game, 15, verified",
        "call game, 16, verified",
        "call batch, 4, verified",
        "call batch, 5, verified",
        "call batch, 8, verified",
    })
    void a_changed_word_of_the_contract_is_found_out(String call, int word, String step) {
        int digit = "0x".length() + word * 64 + 63;
        tamper(
                "rpc " + call,
                json -> Changes.changeResult(json, result -> Changes.flip(result, digit)));
        assertEquals(step, step("round", "digits-3:" + PublicHouse.ROUND), out::toString);
        if (call.equals("call batch") && word == 5) {
            assertTrue(out.toString().contains("WARNING"), out::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chainId, 0x7a69, 0x7a6a, game on chain",
        "block finalized, 0x100, 0x00a, commitment",
        "block numbered, 68e, 69e, commitment",
        "logs, 0x, 0xff, unreadable",
    })
    void a_changed_answer_of_the_node_is_found_out(
            String call, String from, String to, String step) {
        tamper("rpc " + call, json -> json.replace(from, to));
        assertEquals(step, step("round", "digits-3:" + PublicHouse.ROUND), out::toString);
    }

    @Test
    void another_master_in_the_event_is_found_out() {
        tamper("rpc logs", json -> json.replaceFirst("0x[0-9a-f]{64}", "0x" + "07".repeat(32)));
        assertEquals("master", step("round", "digits-3:" + PublicHouse.ROUND));
        assertEquals("master", step("batch", "digits-3:2"));
        tamper("rpc logs", json -> json.replaceAll("\\[\\{.*}]", "[]"));
        assertEquals("master", step("round", "digits-3:" + PublicHouse.ROUND));
    }

    @Test
    void a_record_left_out_of_the_list_or_of_the_chain_is_found_out() {
        tamper(
                "/v1/games/digits-3/rounds",
                json -> json.replaceFirst("\\{\"recordHash[^}]*},", ""));
        assertEquals("anchored records", step("round", "digits-3:" + PublicHouse.ROUND));
        tamper("/v1/games/digits-3/rounds/18/record", _ -> "");
        assertEquals("previous record", step("round", "digits-3:19"));
        assertEquals("round 19", step("range", "digits-3:16..23"));
        assertEquals("records", step("batch", "digits-3:2"));
    }

    @Test
    void two_records_of_one_round_are_found_out() {
        var arguments = new ArrayList<>(List.of("round", "digits-3:19", "--json", "--gateway"));
        arguments.add(PUBLIC.address());
        arguments.addAll(PUBLIC.options());
        assertEquals(0, run(arguments));
        assertFalse(out.toString().contains("so at the gateway"));
        var shown = HOUSE.records.get(HonestHouse.BETS_AT).json();
        gateway(shown);
        assertEquals(0, run(arguments));
        assertTrue(out.toString().contains("so at the gateway"));
        gateway(signedAnew(Changes.change(shown, "sealAt")));
        assertEquals(1, run(arguments));
        assertEquals("record", lastStep());
        assertTrue(out.toString().contains("another record"));
    }

    private static void gateway(String record) {
        PUBLIC.tamper =
                (asked, answer) -> asked.equals("/v1/rounds/digits-3:19/proof") ? record : answer;
    }

    static Stream<String> betFields() {
        return Changes.leaves(Json.parse(PUBLIC.betProof())).stream();
    }

    @ParameterizedTest
    @MethodSource("betFields")
    void a_changed_proof_of_a_bet_is_found_out(String field, @TempDir Path folder)
            throws IOException {
        String expected =
                switch (field) {
                    case "bet.head", "previousHead" -> "receipt";
                    case "betRoot", "betCount" -> "bet in the sealed set";
                    case "table" -> "payout table";
                    case "payout" -> "payout";
                    case "roundId" -> "bet";
                    default ->
                            field.startsWith("receipt.")
                                    ? "receipt"
                                    : field.startsWith("proof") ? "bet in the sealed set" : "bet";
                };
        var file = folder.resolve("proof.json");
        Files.writeString(file, PUBLIC.betProof());
        assertEquals("verified", step("bet", file.toString()));
        Files.writeString(file, Changes.change(PUBLIC.betProof(), field));
        assertEquals(
                field.equals(GROUP_SIZE) ? "verified" : expected,
                step("bet", file.toString()),
                out::toString);
    }

    /** Whatever place in a group is claimed: it fails, or says word for word what the true says. */
    @Test
    void a_made_up_group_size_supports_no_other_claim(@TempDir Path folder) throws IOException {
        var file = folder.resolve("proof.json");
        Files.writeString(file, PUBLIC.betProof());
        assertEquals("verified", step("bet", file.toString()));
        String honest = out.toString();
        int taken = 0;
        for (int size = 0; size < 10; size++) {
            for (int index = 0; index <= size; index++) {
                Files.writeString(
                        file,
                        PUBLIC.betProof()
                                .replace("\"groupSize\":3", "\"groupSize\":" + size)
                                .replace("\"groupIndex\":1", "\"groupIndex\":" + index));
                String step = step("bet", file.toString());
                assertTrue(step.equals("receipt") || out.toString().equals(honest), step);
                taken += step.equals("verified") ? 1 : 0;
            }
        }
        assertTrue(taken > 1, "sizes of the same form were tried");
    }

    @ParameterizedTest
    @CsvSource({
        "177, 178, bet",
        "HIGH_LOW, ODD_EVEN, bet",
        "'selection\\\":\\\"HIGH', 'selection\\\":\\\"LOW', bet",
        "1.78, 1.79, payout table",
    })
    void other_stake_market_selection_or_odds_fail_at_their_step(
            String from, String to, String step, @TempDir Path folder) throws IOException {
        var file = folder.resolve("proof.json");
        assertTrue(PUBLIC.betProof().contains(from), PUBLIC::betProof);
        String changed = PUBLIC.betProof().replace(from, to);
        if (from.equals("HIGH_LOW")) {
            // The table names its markets too: only the bets are changed.
            changed = PUBLIC.betProof().replace("market\\\":\\\"" + from, "market\\\":\\\"" + to);
        }
        Files.writeString(file, changed);
        assertEquals(step, step("bet", file.toString()), out::toString);
    }

    @Test
    void a_record_by_itself_is_checked_without_asking_anybody(@TempDir Path folder)
            throws IOException {
        var record = folder.resolve("record.json");
        var registration = folder.resolve("registration.json");
        Files.writeString(record, PUBLIC.published(RECORD));
        Files.writeString(registration, HOUSE.registration.json());
        var arguments =
                List.of(
                        "record",
                        record.toString(),
                        "--registration",
                        registration.toString(),
                        "--allow-dev-beacon",
                        "--json");
        assertEquals(0, run(arguments));
        assertTrue(out.toString().contains("not checked"), out::toString);
        for (String field : Changes.leaves(Json.parse(PUBLIC.published(RECORD)))) {
            Files.writeString(record, Changes.change(PUBLIC.published(RECORD), field));
            assertEquals(1, run(arguments), field);
        }
    }

    static String signedAnew(String json) {
        var fields = new TreeMap<>(Json.parse(json).fields());
        fields.remove("recordHash");
        fields.remove("signature");
        var hash = Derivation.hash(Json.canonical(fields));
        fields.put("recordHash", hash.hex());
        fields.put("signature", HonestHouse.sign(hash.toArray()).hex());
        return Json.canonicalText(fields);
    }

    private void tamper(String where, UnaryOperator<String> change) {
        PUBLIC.tamper = (asked, answer) -> asked.equals(where) ? change.apply(answer) : answer;
    }

    /** The step that failed, "unreadable" or "verified". */
    private String step(String... words) {
        var arguments = new ArrayList<>(List.of(words));
        arguments.add("--json");
        arguments.addAll(PUBLIC.options());
        int exit = run(arguments);
        return exit == 0 ? "verified" : lastStep();
    }

    private String lastStep() {
        var report = Json.parse(out.toString());
        assertFalse(report.truth("verified"));
        var steps = report.objects("steps");
        return steps.isEmpty() ? UNREADABLE : failed(steps.getLast());
    }

    private static String failed(JsonObject step) {
        assertEquals("FAILED", step.text("verdict"));
        return step.text("step");
    }

    private int run(List<String> arguments) {
        out.getBuffer().setLength(0);
        return FairdrawVerify.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments.toArray(String[]::new));
    }
}
