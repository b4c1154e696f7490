package fairdraw.gateway.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fairdraw.gateway.config.Dialect;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpReplyTest {

    private static final WalletCatalogue CATALOGUE = WalletCatalogue.read();
    private static final UUID ID = UUID.fromString("0190a5b0-0000-7000-8000-000000000001");

    @Test
    void a_success_that_echoes_our_id_is_applied() {
        assertThat(
                        read(
                                WalletCall.DEBIT,
                                200,
                                "{\"transaction_id\":\"%s\",\"operator_transaction_id\":\"o1\",\"balance\":900}"
                                        .formatted(ID)))
                .isEqualTo(new WalletAnswer.Applied("o1", OptionalLong.of(900)));
    }

    @Test
    void a_zero_character_in_the_wallets_id_cannot_stop_the_log() {
        assertThat(
                        read(
                                WalletCall.DEBIT,
                                200,
                                "{\"transaction_id\":\"%s\",\"operator_transaction_id\":\"o\\u00001\"}"
                                        .formatted(ID)))
                .isEqualTo(new WalletAnswer.Applied("o 1", OptionalLong.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {}                                     | WRONG_ECHO",
                "200 | {\"transaction_id\":\"other\"}         | WRONG_ECHO",
                "200 | {\"transaction_id\":17}                | WRONG_ECHO",
                "200 | []                                     | NOT_JSON",
                "200 | ''                                     | NOT_JSON",
                "200 | <html>                                 | NOT_JSON",
                "200 | {\"transaction_id\":\"ID\"} trailing   | NOT_JSON",
                "200 | {\"transaction_id\":\"x\",\"transaction_id\":\"ID\"} | NOT_JSON",
                "301 | {\"transaction_id\":\"ID\"}            | REDIRECT",
                "500 | {\"code\":\"INSUFFICIENT_FUNDS\"}      | STATUS",
                "503 | {}                                     | STATUS",
                "100 | {}                                     | STATUS",
                "400 | <html>                                 | NOT_JSON",
                "402 | {\"code\":\"NO_SUCH_CODE\"}            | CODE_UNKNOWN",
                "402 | {}                                     | CODE_UNKNOWN",
                "402 | {\"code\":\"INSUFFICIENT_FUNDS\",\"transaction_id\":\"other\"} | WRONG_ECHO"
            })
    void whatever_is_not_plainly_yes_or_no_is_unknown(
            int status, String body, WalletAnswer.Cause cause) {
        String text = body.replace("ID", ID.toString());
        assertThat(read(WalletCall.DEBIT, status, text)).isEqualTo(new WalletAnswer.Unknown(cause));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"transaction_id\":\"ID\"}                         | false",
                "{\"transaction_id\":\"ID\",\"free_bet_id\":\"f-2\"} | false",
                "{\"transaction_id\":\"ID\",\"free_bet_id\":7}       | false",
                "{\"transaction_id\":\"ID\",\"free_bet_id\":null}    | false",
                "{\"free_bet_id\":\"f-1\"}                           | false",
                "{\"transaction_id\":\"ID\",\"free_bet_id\":\"f-1\"} | true"
            })
    void a_free_bet_is_applied_only_where_its_own_id_comes_back(String body, boolean applied) {
        var answer =
                HttpReply.read(
                        CATALOGUE,
                        Dialect.NONE,
                        new WalletRequest(WalletCall.DEBIT, "demo", ID, "{}", "f-1"),
                        200,
                        body.replace("ID", ID.toString()).getBytes(UTF_8));
        assertThat(answer)
                .isEqualTo(
                        applied
                                ? new WalletAnswer.Applied("", OptionalLong.empty())
                                : new WalletAnswer.Unknown(WalletAnswer.Cause.WRONG_ECHO));
    }

    @Test
    void a_balance_that_is_not_whole_is_not_shown_but_the_debit_stands() {
        String body = "{\"transaction_id\":\"%s\",\"balance\":12.5}".formatted(ID);
        assertThat(read(WalletCall.DEBIT, 200, body))
                .isEqualTo(new WalletAnswer.Applied("", OptionalLong.empty()));
        assertThat(read(WalletCall.BALANCE, 200, body))
                .isEqualTo(new WalletAnswer.Unknown(WalletAnswer.Cause.NOT_JSON));
    }

    @ParameterizedTest
    @CsvSource({
        "DEBIT, INSUFFICIENT_FUNDS, DECLINE",
        "CREDIT, DUPLICATE, DONE",
        "CREDIT, PLAYER_BLOCKED, RETRY",
        "CREDIT, DUPLICATE_MISMATCH, PARK",
        "ROLLBACK, ROLLED_BACK, DONE",
        "ROLLBACK, TRANSACTION_UNKNOWN, RETRY_PAST_EXPIRY",
        "ROLLBACK, ALREADY_SETTLED, PARK"
    })
    void the_catalogue_says_what_happens_next(WalletCall call, String code, NextStep next) {
        WalletAnswer answer = read(call, 409, "{\"code\":\"" + code + "\"}");
        assertThat(CATALOGUE.next(call, answer)).isEqualTo(next);
    }

    @Test
    void what_is_unknown_is_never_taken_for_a_no() {
        var unknown = new WalletAnswer.Unknown(WalletAnswer.Cause.TIMEOUT);
        assertThat(CATALOGUE.next(WalletCall.DEBIT, unknown)).isEqualTo(NextStep.EXPIRE);
        assertThat(CATALOGUE.next(WalletCall.CREDIT, unknown)).isEqualTo(NextStep.RETRY);
        assertThat(CATALOGUE.next(WalletCall.ROLLBACK, unknown)).isEqualTo(NextStep.RETRY);
    }

    @Test
    void a_dialect_says_where_the_code_is_and_what_it_means() {
        var dialect =
                new Dialect(
                        false,
                        "/error/0/id",
                        Map.of("104", "INSUFFICIENT_FUNDS", "bet-unknown", "TRANSACTION_UNKNOWN"));
        assertThat(read(dialect, WalletCall.DEBIT, 400, "{\"error\":[{\"id\":104}]}"))
                .isEqualTo(new WalletAnswer.NotApplied("INSUFFICIENT_FUNDS"));
        assertThat(
                        read(
                                dialect,
                                WalletCall.ROLLBACK,
                                404,
                                "{\"error\":[{\"id\":\"bet-unknown\"}]}"))
                .isEqualTo(new WalletAnswer.NotApplied("TRANSACTION_UNKNOWN"));
        var unknown = new WalletAnswer.Unknown(WalletAnswer.Cause.CODE_UNKNOWN);
        assertThat(read(dialect, WalletCall.DEBIT, 400, "{\"code\":\"INSUFFICIENT_FUNDS\"}"))
                .isEqualTo(unknown);
        // A code that is mapped to none of ours, and a pointer that is none, decide nothing.
        var broken = new Dialect(false, "no pointer", Map.of("104", "NO_SUCH_CODE"));
        assertThat(read(broken, WalletCall.DEBIT, 400, "{\"code\":\"104\"}")).isEqualTo(unknown);
    }

    private static WalletAnswer read(WalletCall call, int status, String body) {
        return read(Dialect.NONE, call, status, body);
    }

    private static WalletAnswer read(Dialect dialect, WalletCall call, int status, String body) {
        return HttpReply.read(
                CATALOGUE,
                dialect,
                new WalletRequest(call, "demo", ID, "{}"),
                status,
                body.getBytes(UTF_8));
    }
}
