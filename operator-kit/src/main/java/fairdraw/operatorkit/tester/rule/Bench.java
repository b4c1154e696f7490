package fairdraw.operatorkit.tester.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairdraw.kernel.Ids;
import fairdraw.operatorkit.tester.wire.Answer;
import fairdraw.operatorkit.tester.wire.Contract;
import fairdraw.operatorkit.tester.wire.Exchange;
import fairdraw.operatorkit.tester.wire.Fault;
import fairdraw.operatorkit.tester.wire.Hook;
import fairdraw.operatorkit.tester.wire.Message;
import fairdraw.operatorkit.tester.wire.Options;
import fairdraw.operatorkit.tester.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a scenario is played: it sends calls, demands answers and watches the balance. */
public final class Bench {

    /** A debit's right to apply ends that long after the ticket was made. */
    private static final Duration EXPIRY = Duration.ofSeconds(90);

    private static final int REPAIRS_MAX = 4;
    private static final long ROUND_FIRST = 9_000_000_000L;

    private final Wire wire;
    private final Contract contract;
    private final Options options;
    private final InstantSource clock;
    private final Run run;
    private final List<Exchange> arrived = new ArrayList<>();
    private final List<Exchange> remembered = new ArrayList<>();
    private Instant rememberedAt = Instant.MIN;
    private Optional<Ticket> repairs = Optional.empty();
    private Optional<Exchange> newest = Optional.empty();
    private long balance;
    private long began;

    /** On this wire, by this contract. */
    public Bench(Wire wire, Contract contract, Options options, InstantSource clock) {
        this.wire = wire;
        this.contract = contract;
        this.options = options;
        this.clock = clock;
        this.run = new Run(clock.instant());
    }

    /** What came of the run so far. */
    Run run() {
        return run;
    }

    /** Forgets the scenario before; from here on the balance is watched. */
    void begin(boolean readBalance) {
        take();
        arrived.clear();
        newest = Optional.empty();
        began = System.nanoTime();
        run.begin();
        if (readBalance) {
            balance = readBalance();
        }
    }

    /** What the wallet said is there since the scenario began, and was not there before. */
    List<Line> lines() {
        take();
        return Book.lines(arrived, contract).stream().filter(run::fresh).toList();
    }

    Optional<Exchange> newest() {
        return newest;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    Options options() {
        return options;
    }

    Instant now() {
        return clock.instant();
    }

    /** A new ticket of the test player, in a round that no real one has the number of. */
    Ticket ticket(long stake) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = Ids.next().toString();
        run.ticket(id);
        return new Ticket(
                id,
                options.player(),
                options.game(),
                options.game() + ":" + (ROUND_FIRST + now.getEpochSecond() % 1_000_000_000L),
                options.currency(),
                options.mode(),
                stake,
                now.plus(EXPIRY));
    }

    /** A call, signed now with the newest key. */
    Message message(String call, ObjectNode body) {
        return message(call, body.toString(), body.path("transaction_id").asText());
    }

    Message message(String call, String text, String id) {
        return Message.signed(
                call,
                text,
                id.isEmpty() ? Ids.next().toString() : id,
                clock.instant(),
                options.secrets().getFirst());
    }

    Exchange post(String call, ObjectNode body) {
        return send(message(call, body));
    }

    Exchange post(String call, ObjectNode body, Fault fault) {
        return send(message(call, body).fault(fault));
    }

    Exchange send(Message message) {
        Exchange exchange = wire.send(message);
        newest = Optional.of(exchange);
        return exchange;
    }

    /** Copies of one call at the same moment: every answer that the wallet gave. */
    List<Exchange> copies(String call, ObjectNode body, Fault fault) {
        take();
        int before = arrived.size();
        Exchange first = post(call, body, fault);
        take();
        List<Exchange> copies = List.copyOf(arrived.subList(before, arrived.size()));
        return copies.isEmpty() ? List.of(first) : copies;
    }

    List<Exchange> together(List<Message> messages) {
        List<Exchange> all = wire.together(messages);
        newest = all.isEmpty() ? newest : Optional.of(all.getLast());
        return all;
    }

    /** Lets a call that the network held back arrive now. */
    Exchange release(Message held) {
        Exchange exchange = wire.proxy().forward(held.fault(Fault.NONE));
        newest = Optional.of(exchange);
        return exchange;
    }

    /** Demands that the wallet did it. */
    Answer.Applied applied(Exchange exchange) {
        return switch (exchange.read(contract)) {
            case Answer.Applied applied -> applied;
            case Answer.NotApplied(String code) ->
                    throw wrong(
                            "The wallet refused with " + code + "; it must accept and answer 2xx.",
                            exchange);
            case Answer.Unknown(String why) ->
                    throw wrong("Nobody can say what happened: " + why + ".", exchange);
        };
    }

    /** Demands that the wallet refused with one of these codes; gives the code. */
    String refused(Exchange exchange, String... codes) {
        return refused(exchange, String.join(" or ", codes), List.of(codes));
    }

    /** Demands a refusal, whatever its code. */
    String refusedSomehow(Exchange exchange) {
        var codes = List.copyOf(contract.codes(exchange.message().call()));
        return refused(exchange, "a code of the catalogue", codes);
    }

    private String refused(Exchange exchange, String wanted, List<String> codes) {
        return switch (exchange.read(contract)) {
            case Answer.NotApplied(String code) -> {
                if (!codes.contains(code)) {
                    throw wrong(
                            "The wallet refused with "
                                    + code
                                    + "; the code here is "
                                    + wanted
                                    + ".",
                            exchange);
                }
                yield code;
            }
            case Answer.Applied _ ->
                    throw wrong(
                            "The wallet accepted; it must refuse with 4xx and " + wanted + ".",
                            exchange);
            case Answer.Unknown(String why) ->
                    throw wrong(
                            "It must refuse with " + wanted + ", and nobody can say: " + why + ".",
                            exchange);
        };
    }

    Answer read(Exchange exchange) {
        return exchange.read(contract);
    }

    /** Demands that the answers say the same: done, under one and the same id of the wallet. */
    void alike(List<Exchange> copies) {
        String first = applied(copies.getFirst()).operatorTransaction();
        for (Exchange copy : copies) {
            String own = applied(copy).operatorTransaction();
            check(
                    own.equals(first),
                    "Two copies of one call were answered with two operator_transaction_ids: "
                            + first
                            + " and "
                            + own
                            + ".",
                    copy);
        }
    }

    /** Demands that the balance changed by exactly this since it was looked at last. */
    void moved(long expected, String otherwise) {
        Optional<Exchange> cause = newest;
        long now = readBalance();
        long moved = now - balance;
        balance = now;
        if (moved != expected) {
            throw new Finding(
                    otherwise
                            + " The balance should have changed by "
                            + expected
                            + " and changed by "
                            + moved
                            + ", to "
                            + now
                            + ".",
                    cause);
        }
        newest = cause;
    }

    void check(boolean fine, String otherwise, Exchange evidence) {
        if (!fine) {
            throw wrong(otherwise, evidence);
        }
    }

    Finding wrong(String what, Exchange evidence) {
        return new Finding(what, Optional.of(evidence));
    }

    /** The player's balance as it was looked at last. */
    long balance() {
        return balance;
    }

    /** Asks the wallet for the balance: a whole number of minor units that fits 64 bits. */
    long readBalance() {
        Exchange exchange = wire.send(message("balance", balanceBody(options.player())));
        Answer.Applied answer = applied(exchange);
        JsonNode found = answer.body().path("balance");
        check(
                found.isIntegralNumber() && found.canConvertToLong(),
                "The balance is not a whole number of minor units: it says "
                        + (found.isMissingNode() ? "nothing" : found.toString())
                        + ".",
                exchange);
        return found.longValue();
    }

    ObjectNode balanceBody(String player) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("player", player)
                .put("currency", options.currency());
    }

    /** Does something to the test player that no call of the contract does. */
    void hook(String action) {
        Hook hook =
                options.hook()
                        .map(target -> new Hook(target, options.secrets().getFirst()))
                        .orElseThrow(() ->
                                new Finding.NotChecked(
                                        "Give --hook, so that the tester can block the"
                                                + " player and end the session."));
        String trouble = hook.act(options.player(), action, clock.instant());
        if (!trouble.isEmpty()) {
            throw new Finding.NotChecked("The hook failed: " + trouble + ".");
        }
    }

    /** A promotion of the test player, of no round and no bet. */
    ObjectNode promotion(long amount) {
        String id = Ids.next().toString();
        run.ticket(id);
        return JsonNodeFactory.instance
                .objectNode()
                .put("transaction_id", id)
                .put("player", options.player())
                .put("currency", options.currency())
                .put("amount", amount)
                .put("reason", "Test of a promotion")
                .put("mode", options.mode());
    }

    /** A free bet of the test player that the wallet was asked to grant; its id. */
    String grant(long stake) {
        String id = "free-" + Ids.next();
        hook("free-bet %s %d %s %s".formatted(id, stake, options.currency(), options.game()));
        return id;
    }

    /** Keeps these for the end of the run. */
    void remember(List<Exchange> answered) {
        remembered.addAll(answered);
        rememberedAt = clock.instant();
    }

    /** What was kept at the begin of the run; waits until it is as old as the run demands. */
    List<Exchange> remembered() {
        if (!remembered.isEmpty()) {
            await(rememberedAt.plus(options.memory()));
        }
        return List.copyOf(remembered);
    }

    /** Pays for a ticket that takes corrections, by which the balance is put right later. */
    void openRepairs() {
        Ticket ticket = ticket(1);
        run.unbooked(ticket.id());
        applied(post("debit", ticket.debit()));
        repairs = Optional.of(ticket);
        run.balance(readBalance());
    }

    /**
     * Brings the balance back to what it was, so that a scenario that failed does not leave the
     * player without money for the next ones.
     */
    void repair(long before) {
        for (int tries = 0; tries < REPAIRS_MAX && repairs.isPresent(); tries++) {
            long now = readBalance();
            if (now == before) {
                return;
            }
            long most = Long.MAX_VALUE / 2;
            long missing = before - now;
            boolean overflows = ((before ^ now) & (before ^ missing)) < 0;
            long step = overflows ? (before > now ? most : -most) : missing;
            String approval = Ids.next().toString();
            applied(post("adjustment", repairs.get().adjustment(approval, step)));
        }
    }

    /** Leaves everything that this scenario touched out of the books. */
    void spoil() {
        take();
        run.failed(Book.lines(arrived, contract));
    }

    /** Waits until this time has come. */
    void await(Instant time) {
        long millis = Duration.between(clock.instant(), time).toMillis();
        if (millis > 0) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void take() {
        arrived.addAll(wire.proxy().arrived());
    }
}
