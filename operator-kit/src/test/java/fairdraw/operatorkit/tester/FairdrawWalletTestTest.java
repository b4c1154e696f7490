package fairdraw.operatorkit.tester;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fairdraw.operatorkit.tester.rule.Scenario;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an operator types it. */
class FairdrawWalletTestTest {

    private static final String ONLY = "--only=rollback-other-amount";

    @TempDir Path folder;

    private record Ran(int code, String text) {}

    @Test
    void a_good_wallet_gets_code_0_and_a_verdict() throws Exception {
        try (var wallet = new MiniWallet(Defect.NONE)) {
            Ran ran = run(wallet, ONLY);
            assertThat(ran.code()).isZero();
            assertThat(ran.text())
                    .contains("ok    rollback-other-amount")
                    .contains("The wallet keeps the rules chosen.")
                    .contains("Contract version 1.0; tombstones not certified.");
        }
    }

    @Test
    void a_broken_wallet_gets_code_1_and_three_reports_that_agree() throws Exception {
        try (var wallet = new MiniWallet(Defect.ROLLBACK_AMOUNT_FROM_MESSAGE)) {
            Path json = folder.resolve("deep/result.json");
            Path junit = folder.resolve("result.xml");
            Path html = folder.resolve("result.html");
            Ran ran = run(wallet, ONLY, "--json=" + json, "--junit=" + junit, "--html=" + html);
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.text())
                    .contains("FAIL  rollback-other-amount")
                    .contains("Wrong   A debit of 5 was rolled back by a message that says 99")
                    .contains("Sent    POST /rollback {\"transaction_id\"")
                    .contains("Answer  200 {")
                    .contains("1 rule is broken.");
            JsonNode result = new JsonMapper().readTree(json.toFile());
            assertThat(result.path("contract").asText()).isEqualTo("1.0");
            assertThat(result.path("passed").asBoolean()).isFalse();
            assertThat(result.path("tombstonesCertified").asBoolean()).isFalse();
            var suite =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(junit.toFile())
                            .getDocumentElement();
            assertThat(suite.getAttribute("failures")).isEqualTo("1");
            assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
            assertThat(Files.readString(html))
                    .contains("1 rule is broken.")
                    .doesNotContain("<script", "http-equiv", "src=");
        }
    }

    @Test
    void without_a_hook_what_needs_one_is_not_checked_and_the_code_is_3() throws Exception {
        try (var wallet = new MiniWallet(Defect.NONE)) {
            Ran ran =
                    execute(
                            wallet.url().toString(),
                            "--key=" + MiniWallet.SECRET,
                            "--player=ada",
                            "--memory=0",
                            "--only=blocked-player-credit");
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.text()).contains("Give --hook").contains("1 rule was not checked.");
        }
    }

    @Test
    void a_shell_command_is_a_hook_too() throws Exception {
        try (var wallet = new MiniWallet(Defect.NONE)) {
            Path said = folder.resolve("said");
            Ran ran =
                    execute(
                            wallet.url().toString(),
                            "--key=" + MiniWallet.SECRET,
                            "--player=ada",
                            "--hook=echo $ACTION $PLAYER >> " + said,
                            "--only=blocked-player-credit");
            assertThat(ran.code()).isZero();
            assertThat(Files.readString(said)).isEqualTo("block ada\nunblock ada\n");
        }
    }

    @Test
    void a_player_without_money_is_told_what_is_missing() throws Exception {
        try (var wallet = new MiniWallet(Defect.NONE)) {
            Ran ran =
                    execute(
                            wallet.url().toString(),
                            "--key=" + MiniWallet.SECRET,
                            "--player=poor",
                            "--only=debit-applies");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.text()).contains("refused with PLAYER_UNKNOWN");
        }
    }

    @Test
    void nobody_at_the_address_is_said_in_words() {
        Ran ran =
                execute(
                        "http://127.0.0.1:1",
                        "--key=" + MiniWallet.SECRET,
                        "--player=ada",
                        "--only=balance-whole");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text()).contains("nothing listens at http://127.0.0.1:1");
    }

    @Test
    void wrong_use_gets_code_2_and_says_what_to_give() {
        assertThat(execute().text()).contains("Give the URL of the wallet.");
        assertThat(execute("http://x", "--player=p").text()).contains("Give --key whsec_");
        assertThat(execute("http://x", "--key=abc", "--player=p").text())
                .contains("a webhook secret starts with whsec_");
        assertThat(execute("ftp://x", "--key=" + MiniWallet.SECRET, "--player=p").code())
                .isEqualTo(2);
        assertThat(
                        execute(
                                        "http://x",
                                        "--key=" + MiniWallet.SECRET,
                                        "--player=p",
                                        "--only=nothing-like-it")
                                .text())
                .contains("There is no scenario nothing-like-it; --list shows all.");
    }

    @Test
    void names_are_unique_and_what_is_needed_comes_first() {
        var before = new HashSet<String>();
        for (Scenario scenario : Scenario.all()) {
            assertThat(before).as(scenario.name()).containsAll(scenario.needs());
            assertThat(before.add(scenario.name())).as(scenario.name()).isTrue();
            assertThat(List.of(scenario.rule(), scenario.money()))
                    .allMatch(text -> text.endsWith(".") || text.endsWith(")"));
        }
        assertThat(before).hasSizeGreaterThanOrEqualTo(100).containsAll(Scenario.TOMBSTONES);
    }

    private static Ran run(MiniWallet wallet, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = wallet.url().toString();
        arguments[1] = "--key=" + MiniWallet.SECRET;
        arguments[2] = "--player=ada";
        arguments[3] = "--hook=" + wallet.url() + "/sandbox";
        System.arraycopy(more, 0, arguments, 4, more.length);
        return execute(arguments);
    }

    private static Ran execute(String... arguments) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        int code =
                FairdrawWalletTest.command(InstantSource.system())
                        .setOut(out)
                        .setErr(out)
                        .execute(arguments);
        return new Ran(code, text.toString());
    }
}
