package fairdraw.pf1.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairdrawVerifyTest {

    private static final String VECTORS = "src/test/resources/pf1-vectors.json";

    private final StringWriter out = new StringWriter();

    @Test
    void the_published_vectors_are_verified() {
        assertEquals(0, run("--vectors", VECTORS));
        assertTrue(out.toString().contains("D-single: every field recomputed"));
        assertEquals(0, run("vectors", VECTORS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gameId",
                "domain",
                "master",
                "masterHash",
                "seed",
                "seedHash",
                "root",
                "source",
                "beaconSignature",
                "entropy",
                "extra",
                "key",
                "salt",
                "betRecord",
                "previousHead",
                "head",
                "betRoot",
                "recordHash"
            })
    void a_changed_vector_fails(String field, @TempDir Path folder) throws IOException {
        var file = folder.resolve("vectors.json");
        var text = Files.readString(Path.of(VECTORS));
        // The second vector: it has a real beacon.
        int at = text.indexOf("\"" + field + "\": \"", text.indexOf("B-quicknet")) + field.length();
        int digit = at + 9;
        char other = text.charAt(digit) == '0' ? '1' : '0';
        Files.writeString(file, text.substring(0, digit) + other + text.substring(digit + 1));
        assertEquals(1, run("--vectors", file.toString()), field);
        assertTrue(out.toString().contains("NOT VERIFIED: B-quicknet"));
    }

    @Test
    void findings_are_printed_as_json_too() {
        assertEquals(0, run("--json", "--vectors", VECTORS));
        var json = Json.parse(out.toString());
        assertTrue(json.truth("verified"));
        assertEquals(4, json.objects("steps").size());
    }

    @Test
    void a_wrong_command_line_is_told_apart_from_a_wrong_round() {
        assertEquals(2, run());
        assertEquals(2, run("--nonsense"));
        assertEquals(2, run("12"));
        assertEquals(2, run("--vectors", "there-is-no-such-file"));
        assertEquals(2, run("--stack", "there-is-no-such-file", "12"));
        assertEquals(2, run("--vectors", VECTORS, "12"));
        for (String round : List.of("-1", "x", "digits-3:", "DIGITS:1", "a:1:2", "1e3", "01")) {
            assertEquals(
                    2,
                    run(
                            "--fairness",
                            "http://127.0.0.1:1",
                            "--rpc",
                            "http://127.0.0.1:1",
                            "--contract",
                            "0x" + "00".repeat(20),
                            "--",
                            round),
                    round);
        }
        assertEquals(2, run("--fairness", "x", "--rpc", "x", "--contract", "0x12", "12"));
        assertEquals(2, run("--fairness", "x", "--rpc", "x", "--contract", "oops", "12"));
        assertEquals(
                1,
                run(
                        "--fairness",
                        "http://127.0.0.1:1",
                        "--rpc",
                        "http://127.0.0.1:1",
                        "--contract",
                        "0x" + "00".repeat(20),
                        "12"));
        assertTrue(out.toString().contains("does not answer"));
    }

    @Test
    void calls_are_encoded_as_the_contract_abi_says() {
        // The selectors that every token contract has,.
        assertEquals("70a08231", AbiWords.call("balanceOf(address)").hex());
        assertEquals(
                "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
                AbiWords.topic("Transfer(address,address,uint256)").hex());
        assertEquals(
                "0000000000000000000000000000000000000000000000000000000000000020"
                        + "0000000000000000000000000000000000000000000000000000000000000004"
                        + "6461766500000000000000000000000000000000000000000000000000000000",
                Bytes.of(AbiWords.dynamic(0, Bytes.hex("64617665").toArray())).hex());
        var words = AbiWords.returned(Bytes.of(AbiWords.word(258)));
        assertEquals(258, words.number(0));
        assertEquals(20, words.address(0).length());
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return FairdrawVerify.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
    }
}
