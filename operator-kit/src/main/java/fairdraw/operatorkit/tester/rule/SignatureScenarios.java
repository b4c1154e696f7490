package fairdraw.operatorkit.tester.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.kernel.WebhookSignature;
import fairdraw.operatorkit.tester.wire.Answer;
import fairdraw.operatorkit.tester.wire.Exchange;
import fairdraw.operatorkit.tester.wire.Fault;
import fairdraw.operatorkit.tester.wire.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Signatures: nobody but the house moves money. */
final class SignatureScenarios {

    private static final long STAKE = 3;
    private static final String INVALID = "SIGNATURE_INVALID";

    /** A well-formed key that no wallet was given. */
    private static final String FOREIGN = "whsec_Zm9yZWlnbi1rZXktb2YtdGhlLXdhbGxldC10ZXN0ZXItMDA=";

    private static final Duration TOO_FAR = WebhookSignature.WINDOW.plusSeconds(60);

    private SignatureScenarios() {}

    static List<Scenario> all() {
        return Stream.concat(forgeries().stream(), genuine().stream()).toList();
    }

    private static List<Scenario> forgeries() {
        return List.of(
                forged(
                        "signature-missing",
                        "A call without a signature is refused.",
                        message -> message.signature("")),
                forged(
                        "signature-foreign-key",
                        "A call that is signed with another key is refused.",
                        message ->
                                message.signature(
                                        WebhookSignature.sign(
                                                FOREIGN,
                                                message.id(),
                                                Instant.ofEpochSecond(
                                                        Long.parseLong(message.timestamp())),
                                                message.bytes()))),
                forged(
                        "signature-changed",
                        "A signature with one other character is refused.",
                        message -> message.fault(Fault.CHANGE_SIGNATURE)),
                forged(
                        "signature-body-changed",
                        "A body that was changed on the wire is refused.",
                        message -> message.fault(Fault.CHANGE_BODY)),
                forged(
                        "signature-id-changed",
                        "The signature covers the webhook-id.",
                        message -> message.id(fairdraw.kernel.Ids.next().toString())),
                forged(
                        "signature-time-changed",
                        "The signature covers the webhook-timestamp.",
                        message ->
                                message.timestamp(
                                        Long.toString(Long.parseLong(message.timestamp()) - 7))),
                shifted(
                        "timestamp-too-old",
                        "A call that was signed more than 5 minutes ago is refused.",
                        TOO_FAR.negated()),
                shifted(
                        "timestamp-in-the-future",
                        "A call that is signed for more than 5 minutes from now is refused.",
                        TOO_FAR));
    }

    private static List<Scenario> genuine() {
        return List.of(
                new Scenario(
                        "signature-raw-body",
                        "The signature is over the bytes that came, not over JSON written anew.",
                        "JSON that is read and written again has other bytes one day: blanks, order"
                                + " or escapes. Then good calls are refused, all at once.",
                        List.of(Scenario.DEBIT),
                        SignatureScenarios::rawBody),
                new Scenario(
                        "signature-two-keys",
                        "While keys change, a call carries two signatures, and one has to fit.",
                        "Without it every key change stops the bets of your players.",
                        List.of(Scenario.DEBIT),
                        SignatureScenarios::twoKeys),
                new Scenario(
                        "signature-replayed",
                        "A whole call that was caught and is sent again moves nothing.",
                        "Whoever can listen would be paid as often as they send.",
                        List.of(Scenario.CREDIT),
                        SignatureScenarios::replayed));
    }

    private static Scenario forged(String name, String rule, UnaryOperator<Message> change) {
        return new Scenario(
                name,
                rule + " (401, " + INVALID + ")",
                "Anybody who can reach your wallet could credit players.",
                List.of(Scenario.REFUSAL),
                b -> refused(b, change));
    }

    private static Scenario shifted(String name, String rule, Duration by) {
        return new Scenario(
                name,
                rule + " (401, " + INVALID + ")",
                "Old calls that somebody kept would be good for ever.",
                List.of(Scenario.REFUSAL),
                b -> {
                    var debit = b.ticket(STAKE).debit();
                    Message message =
                            Message.signed(
                                    "debit",
                                    debit.toString(),
                                    debit.path("transaction_id").asText(),
                                    b.now().plus(by),
                                    b.options().secrets().getFirst());
                    refused(b, same -> message);
                });
    }

    private static void refused(Bench b, UnaryOperator<Message> change) {
        Exchange exchange = b.send(change.apply(b.message("debit", b.ticket(STAKE).debit())));
        if (b.read(exchange) instanceof Answer.Applied) {
            throw b.wrong("The wallet took a call that it cannot trust.", exchange);
        }
        b.refused(exchange, INVALID);
        b.moved(0, "A call that cannot be trusted came.");
    }

    private static void rawBody(Bench b) {
        var debit = b.ticket(STAKE).debit();
        String player = debit.path("player").asText();
        String escaped = "\\u00" + Integer.toHexString(player.charAt(0)) + player.substring(1);
        String text =
                debit.toPrettyString()
                        .replace("\"REAL\"", "\"\\u0052EAL\"")
                        .replace("\"TEST\"", "\"\\u0054EST\"")
                        .replace(
                                '"' + player + '"',
                                player.charAt(0) < 0x80 && player.charAt(0) > 0xF
                                        ? '"' + escaped + '"'
                                        : '"' + player + '"');
        Exchange exchange =
                b.send(b.message("debit", text + "\n", debit.path("transaction_id").asText()));
        if (b.read(exchange) instanceof Answer.NotApplied(String code) && code.equals(INVALID)) {
            throw b.wrong(
                    "A good signature was refused: the body has blanks, line ends and escapes, and"
                            + " the signature is over exactly these bytes.",
                    exchange);
        }
        b.applied(exchange);
        b.moved(-STAKE, "A debit with blanks and escapes in its JSON was sent.");
    }

    private static void twoKeys(Bench b) {
        for (boolean goodFirst : new boolean[] {true, false}) {
            Message message = b.message("debit", b.ticket(STAKE).debit());
            String other =
                    WebhookSignature.sign(
                            FOREIGN,
                            message.id(),
                            Instant.ofEpochSecond(Long.parseLong(message.timestamp())),
                            message.text().getBytes(UTF_8));
            String both =
                    goodFirst
                            ? message.signature() + " " + other
                            : other + " " + message.signature();
            b.applied(b.send(message.signature(both)));
        }
        for (String secret : b.options().secrets()) {
            var debit = b.ticket(STAKE).debit();
            String id = debit.path("transaction_id").asText();
            b.applied(b.send(Message.signed("debit", debit.toString(), id, b.now(), secret)));
        }
        b.moved(-STAKE * (2 + b.options().secrets().size()), "Debits with good signatures came.");
    }

    private static void replayed(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        Message credit = b.message("credit", ticket.credit(STAKE));
        b.applied(b.send(credit));
        b.moved(0, "A debit and a credit of the same amount were done.");
        Exchange again = b.send(credit);
        b.check(
                !(b.read(again) instanceof Answer.Unknown),
                "The replay got neither the first answer nor a refusal.",
                again);
        b.moved(0, "The very same bytes and headers of a credit came again.");
    }
}
