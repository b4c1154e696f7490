package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Answer;
import fairdraw.operatorkit.tester.wire.Exchange;
import fairdraw.operatorkit.tester.wire.Options;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Debits: the stake is taken once, or not at all. */
final class DebitScenarios {

    static final String NOBODY = "fairdraw-nobody";
    private static final long STAKE = 3;

    private DebitScenarios() {}

    static List<Scenario> first() {
        return List.of(
                new Scenario(
                        Scenario.BALANCE,
                        "/balance answers the balance as a whole number of minor units.",
                        "A fraction or a text is rounded somewhere, and each rounding is money.",
                        List.of(),
                        DebitScenarios::balanceIsWhole),
                new Scenario(
                        Scenario.DEBIT,
                        "A debit takes the stake and answers 2xx with our transaction_id.",
                        "Without the echo the answer may belong to another call: the bet is not"
                                + " placed, and the stake has to be given back.",
                        List.of(Scenario.BALANCE),
                        DebitScenarios::applies),
                new Scenario(
                        Scenario.REFUSAL,
                        "A debit over the balance is refused with 4xx and INSUFFICIENT_FUNDS, and"
                                + " moves nothing.",
                        "A player who bets more than there is leaves you with the debt; a refusal"
                                + " with 2xx is no refusal, and costs a rollback each.",
                        List.of(Scenario.DEBIT),
                        DebitScenarios::insufficientFunds));
    }

    static List<Scenario> all() {
        return Stream.concat(once().stream(), orNever().stream()).toList();
    }

    private static List<Scenario> once() {
        List<String> needs = List.of(Scenario.REFUSAL);
        return List.of(
                new Scenario(
                        "debit-same-twice",
                        "The same debit again moves nothing and gets the first answer.",
                        "Networks repeat calls: the player would pay twice for one bet.",
                        List.of(Scenario.DEBIT),
                        DebitScenarios::sameTwice),
                new Scenario(
                        "debit-other-amount",
                        "The same transaction_id with another amount is DUPLICATE_MISMATCH.",
                        "One of the two amounts is wrong; whichever you take, the books differ.",
                        needs,
                        b -> mismatch(b, "amount")),
                new Scenario(
                        "debit-other-round",
                        "The same transaction_id for another round is DUPLICATE_MISMATCH.",
                        "The stake would count in a round that the player did not bet on.",
                        needs,
                        b -> mismatch(b, "round_id")),
                new Scenario(
                        "debit-other-ticket",
                        "The same transaction_id for another ticket is DUPLICATE_MISMATCH.",
                        "Two tickets would live on one stake.",
                        needs,
                        b -> mismatch(b, "ticket_id")),
                new Scenario(
                        "debit-other-player",
                        "The same transaction_id for another player moves nothing of either.",
                        "A second player would pay for a bet of the first.",
                        needs,
                        DebitScenarios::otherPlayer),
                new Scenario(
                        "debit-other-currency",
                        "The same transaction_id in another currency moves nothing.",
                        "A hundred of one currency is not a hundred of another.",
                        needs,
                        DebitScenarios::otherCurrency));
    }

    private static List<Scenario> orNever() {
        List<String> needs = List.of(Scenario.REFUSAL);
        return List.of(
                new Scenario(
                        "debit-ids-alike",
                        "Ids that differ in their last character are two transactions.",
                        "Ids that are cut or hashed short let one bet pass without its stake.",
                        List.of(Scenario.DEBIT),
                        DebitScenarios::idsAlike),
                new Scenario(
                        "debit-refused-stays-refused",
                        "A refused debit stays refused, also when the money is there later.",
                        "We take the refusal as final and send no rollback: a copy that comes late"
                                + " would take the stake of a bet that does not exist.",
                        List.of(Scenario.REFUSAL, Scenario.ADJUSTMENT),
                        DebitScenarios::refusedStays),
                new Scenario(
                        "debit-expired",
                        "A debit at or after its expires_at is refused with EXPIRED.",
                        "The round is closed by then: the stake would buy nothing.",
                        needs,
                        DebitScenarios::expired),
                new Scenario(
                        "debit-copy-after-expiry",
                        "A copy of an applied debit gets the first answer after expires_at too.",
                        "Told EXPIRED, we would take the bet for unpaid though you were paid.",
                        List.of(Scenario.DEBIT),
                        DebitScenarios::copyAfterExpiry),
                new Scenario(
                        "debit-unknown-player",
                        "A debit of a player that you do not have is refused with a code.",
                        "Anything but a clear refusal is taken for unknown, and rolled back.",
                        needs,
                        b ->
                                b.refusedSomehow(
                                        b.post("debit", b.ticket(STAKE).player(NOBODY).debit()))),
                new Scenario(
                        "debit-largest-amount",
                        "A debit of 9223372036854775807 is refused, and moves nothing.",
                        "A number that wraps around turns the largest stake into a payment.",
                        needs,
                        DebitScenarios::largest));
    }

    private static void balanceIsWhole(Bench b) {
        long balance = b.readBalance();
        if (balance < Options.BALANCE_MIN) {
            throw new Finding.NotChecked(
                    "The test player \""
                            + b.options().player()
                            + "\" has "
                            + balance
                            + " minor units of "
                            + b.options().currency()
                            + "; give at least "
                            + Options.BALANCE_MIN
                            + ", so that the tester can bet.");
        }
    }

    private static void applies(Bench b) {
        Exchange exchange = b.post("debit", b.ticket(STAKE).debit());
        Answer.Applied answer = b.applied(exchange);
        b.check(
                !answer.operatorTransaction().isBlank(),
                "The answer has no operator_transaction_id, your own id of the movement.",
                exchange);
        b.moved(-STAKE, "The debit was answered as done.");
        var told = answer.body().path("balance");
        b.check(
                told.isMissingNode() || told.isIntegralNumber() && told.longValue() == b.balance(),
                "The answer tells the balance as "
                        + told
                        + " and /balance tells it as "
                        + b.balance()
                        + ".",
                exchange);
    }

    private static void insufficientFunds(Bench b) {
        var debit = b.ticket(Math.addExact(b.balance(), 1)).debit();
        b.refused(b.post("debit", debit), "INSUFFICIENT_FUNDS", "PLAYER_LIMIT_REACHED");
        b.moved(0, "A refused debit moved money.");
    }

    private static void sameTwice(Bench b) {
        var debit = b.ticket(STAKE).debit();
        Exchange first = b.post("debit", debit);
        List<Exchange> copies = List.of(first, b.post("debit", debit), b.post("debit", debit));
        b.moved(-STAKE, "Three copies of one debit were sent.");
        b.alike(copies);
    }

    private static void mismatch(Bench b, String field) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        var other = ticket.debit();
        if (field.equals("amount")) {
            other.put(field, STAKE + 1);
        } else {
            other.put(field, other.path(field).asText() + "1");
        }
        Exchange second = b.post("debit", other);
        b.refused(second, "DUPLICATE_MISMATCH");
        b.moved(-STAKE, "A second debit under the same id, with another " + field + ", came.");
    }

    private static void otherPlayer(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        boolean known = b.options().otherPlayer().isPresent();
        Exchange second = b.post("debit", ticket.player(stranger(b)).debit());
        if (known) {
            b.refused(second, "DUPLICATE_MISMATCH");
        } else {
            b.refused(second, "DUPLICATE_MISMATCH", "PLAYER_UNKNOWN", "SESSION_INVALID");
        }
        b.moved(-STAKE, "The same id came for another player.");
    }

    private static void otherCurrency(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.applied(b.post("debit", ticket.debit()));
        String other = b.options().currency().equals("USD") ? "EUR" : "USD";
        b.refused(
                b.post("debit", ticket.debit().put("currency", other)),
                "DUPLICATE_MISMATCH",
                "CURRENCY_NOT_ALLOWED",
                "PLAYER_UNKNOWN");
        b.moved(-STAKE, "The same id came in another currency.");
    }

    private static void idsAlike(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        String id = ticket.debitId();
        char last = id.charAt(id.length() - 1) == 'a' ? 'b' : 'a';
        b.applied(b.post("debit", ticket.debit()));
        b.applied(
                b.post(
                        "debit",
                        b.ticket(STAKE)
                                .debit()
                                .put("transaction_id", id.substring(0, id.length() - 1) + last)));
        b.moved(-2 * STAKE, "Two debits whose ids differ in the last character were sent.");
    }

    private static void refusedStays(Bench b) {
        Ticket bet = b.ticket(STAKE);
        b.applied(b.post("debit", bet.debit()));
        b.moved(-STAKE, "A debit was sent.");
        var late = b.ticket(Math.addExact(b.balance(), 1)).debit();
        b.refusedSomehow(b.post("debit", late));
        b.applied(b.post("adjustment", bet.adjustment("top-up", 2)));
        b.moved(2, "A correction of 2 was paid.");
        Exchange copy = b.post("debit", late);
        if (b.read(copy) instanceof Answer.Applied) {
            throw b.wrong(
                    "A debit that was refused was taken when its copy came again, after the"
                            + " player got more money.",
                    copy);
        }
        b.refusedSomehow(copy);
        b.applied(b.post("adjustment", bet.adjustment("back", -2)));
        b.moved(-2, "The copy of a refused debit came, and 2 were taken back.");
    }

    private static void expired(Bench b) {
        Ticket ticket = b.ticket(STAKE);
        b.refused(
                b.post("debit", ticket.expiresAt(b.now().minus(Duration.ofSeconds(5))).debit()),
                "EXPIRED");
        b.moved(0, "A debit whose expires_at was 5 seconds ago came.");
    }

    private static void copyAfterExpiry(Bench b) {
        Duration life = Duration.ofMillis(1_500);
        Ticket ticket = b.ticket(STAKE);
        ticket = ticket.expiresAt(b.now().plus(life).truncatedTo(ChronoUnit.MILLIS));
        Exchange first = b.post("debit", ticket.debit());
        b.applied(first);
        b.await(ticket.expiresAt().plusMillis(50));
        b.alike(List.of(first, b.post("debit", ticket.debit())));
        b.moved(-STAKE, "A debit and a copy of it after its expiry were sent.");
    }

    private static void largest(Bench b) {
        b.refusedSomehow(b.post("debit", b.ticket(Long.MAX_VALUE).debit()));
        b.moved(0, "A debit of the largest 64-bit amount was refused.");
    }

    /** Another player: a real one when there is one. */
    static String stranger(Bench b) {
        return b.options().otherPlayer().orElse(NOBODY);
    }
}
