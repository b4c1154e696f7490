package fairdraw.operatorkit.tester;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fairdraw.kernel.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A wallet in memory that keeps the contract, but for one defect. */
final class MiniWallet implements AutoCloseable {

    static final String SECRET = "whsec_c2VjcmV0LW9mLWEtbWluaS13YWxsZXQtZm9yLXRlc3Rz";
    static final String OLD_SECRET = "whsec_b2xkLXNlY3JldC1vZi1hLW1pbmktd2FsbGV0LXRlc3Rz";

    /** How long a defective wallet remembers. */
    static final long MEMORY_SECONDS = 4;

    private static final long START = 100_000;
    private static final long RACE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final Set<String> TEXTS =
            Set.of("transaction_id", "ticket_id", "player", "game", "round_id", "currency", "mode");
    private static final List<String> MEANING =
            List.of(
                    "ticket_id",
                    "debit_transaction_id",
                    "bet_id",
                    "player",
                    "game",
                    "round_id",
                    "currency",
                    "mode");
    private static final Set<String> FIELDS =
            Set.of(
                    "transaction_id",
                    "debit_transaction_id",
                    "ticket_id",
                    "bet_id",
                    "player",
                    "game",
                    "round_id",
                    "currency",
                    "mode",
                    "amount",
                    "reason",
                    "expires_at",
                    "bets",
                    "free_bet_id",
                    "free_bet_stake");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private record Reply(int status, String text) {}

    private record Done(String meaning, Reply reply, Instant at) {}

    private record Entry(ObjectNode line, Instant at) {}

    private static final class Taken {
        final ObjectNode body;
        boolean rolledBack;
        boolean settled;
        final Set<String> paidBets = new HashSet<>();

        Taken(ObjectNode body) {
            this.body = body;
        }
    }

    private final Defect defect;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Long> balances = new HashMap<>();
    private final Map<String, Done> done = new HashMap<>();
    private final Map<String, Taken> debits = new HashMap<>();
    private final Map<String, String> debitOfTicket = new HashMap<>();
    private final Map<String, Long> freeBets = new HashMap<>();
    private final Set<String> played = new HashSet<>();
    private final Set<String> tombstones = new HashSet<>();
    private final Map<String, String> rounds = new HashMap<>();
    private final Set<String> blocked = new HashSet<>();
    private final Set<String> away = new HashSet<>();
    private final List<Entry> journal = new ArrayList<>();

    MiniWallet(Defect defect) throws IOException {
        this.defect = defect;
        balances.put("ada EUR", START);
        balances.put("blaise EUR", START);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/wallet");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String path = call.getRequestURI().getPath();
        Reply reply;
        try {
            reply =
                    genuine(call, body)
                            ? answer(path.substring("/wallet/".length()), call, body)
                            : refused(401, "SIGNATURE_INVALID", "");
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            reply = refused(400, "MALFORMED", "");
        }
        byte[] bytes = reply.text().getBytes(UTF_8);
        call.getResponseHeaders().set("content-type", "application/json");
        call.sendResponseHeaders(reply.status(), bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    private boolean genuine(HttpExchange call, byte[] body) {
        String id = call.getRequestHeaders().getFirst("webhook-id");
        String time = call.getRequestHeaders().getFirst("webhook-timestamp");
        String signature = call.getRequestHeaders().getFirst("webhook-signature");
        if (defect == Defect.NO_SIGNATURE_CHECK) {
            return true;
        }
        if (id == null || time == null || signature == null) {
            return false;
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(time));
        if (defect != Defect.NO_TIMESTAMP_CHECK && !WebhookSignature.inWindow(at, Instant.now())) {
            return false;
        }
        byte[] signed = body;
        if (defect == Defect.SIGNATURE_OVER_PARSED_JSON) {
            try {
                signed = JSON.writeValueAsBytes(JSON.readTree(body));
            } catch (IOException malformed) {
                signed = body;
            }
        }
        String given = defect == Defect.FIRST_SIGNATURE_ONLY ? signature.split(" ")[0] : signature;
        return WebhookSignature.verify(List.of(SECRET, OLD_SECRET), id, at, given, signed);
    }

    private Reply answer(String call, HttpExchange http, byte[] bytes)
            throws JsonProcessingException {
        if (!(JSON.readTree(new String(bytes, UTF_8)) instanceof ObjectNode body)) {
            throw new IllegalArgumentException("not an object");
        }
        return switch (call) {
            case "debit", "credit", "rollback", "adjustment", "promotion" -> money(call, body);
            case "balance" -> balance(body, http.getRequestHeaders().getFirst("webhook-id"));
            case "transactions" -> list(body);
            case "round-sealed" -> sealed(body, http.getRequestHeaders().getFirst("webhook-id"));
            case "round-close" -> closed(body);
            case "sandbox" -> sandbox(body);
            default -> refused(404, "NO_SUCH_CALL", "");
        };
    }

    private Reply money(String call, ObjectNode body) {
        check(call, body);
        boolean races = call.equals("debit") && defect == Defect.PARALLEL_DOUBLE_DEBIT;
        boolean enough;
        long seen;
        synchronized (this) {
            Optional<Reply> earlier = again(call, body);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            seen = balances.getOrDefault(account(body), 0L);
            enough = seen >= body.path("amount").asLong();
        }
        if (races || defect == Defect.OVERDRAFT_RACE || defect == Defect.LOST_UPDATE) {
            LockSupport.parkNanos(RACE_NANOS);
        }
        synchronized (this) {
            Optional<Reply> earlier = races ? Optional.empty() : again(call, body);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            if (defect != Defect.OVERDRAFT_RACE) {
                enough = balances.getOrDefault(account(body), 0L) >= body.path("amount").asLong();
            }
            if (defect == Defect.LOST_UPDATE) {
                balances.computeIfPresent(account(body), (name, now) -> seen);
            }
            Reply reply = act(call, body, enough);
            boolean kept = reply.status() == 200 || call.equals("debit");
            if (defect == Defect.REFUSAL_NOT_FINAL) {
                kept = reply.status() == 200;
            }
            if (kept) {
                done.put(id(body), new Done(meaning(call, body), reply, Instant.now()));
            }
            return reply;
        }
    }

    private Optional<Reply> again(String call, ObjectNode body) {
        Done earlier = done.get(id(body));
        if (earlier == null || defect == Defect.NO_IDEMPOTENCY) {
            return Optional.empty();
        }
        if (defect == Defect.IDEMPOTENCY_BY_TIME
                && earlier.at().plusSeconds(MEMORY_SECONDS).isBefore(Instant.now())) {
            return Optional.empty();
        }
        Taken debit = debits.get(id(body));
        if (defect == Defect.LATE_DEBIT_ACCEPTED && debit != null && debit.rolledBack) {
            return Optional.empty();
        }
        if (!earlier.meaning().equals(meaning(call, body)) && defect != Defect.MISMATCH_IGNORED) {
            return Optional.of(refused(422, "DUPLICATE_MISMATCH", id(body)));
        }
        return Optional.of(
                defect == Defect.DUPLICATES_ARE_ERRORS
                        ? refused(409, "DUPLICATE_TRANSACTION", id(body))
                        : earlier.reply());
    }

    private Reply act(String call, ObjectNode body, boolean enough) {
        return switch (call) {
            case "debit" -> debit(body, enough);
            case "credit" -> credit(body);
            case "rollback" -> rollback(body);
            case "promotion" -> promotion(body);
            default -> adjustment(body);
        };
    }

    private Reply debit(ObjectNode body, boolean enough) {
        String player = body.path("player").asText();
        if (tombstones.contains(id(body))) {
            return refused(409, "ROLLED_BACK", id(body));
        }
        if (!Instant.now().isBefore(Instant.parse(body.path("expires_at").asText()))
                && defect != Defect.NO_EXPIRY) {
            return refused(410, "EXPIRED", id(body));
        }
        if (!balances.containsKey(account(body))) {
            return refused(404, "PLAYER_UNKNOWN", id(body));
        }
        if (blocked.contains(player) || away.contains(player)) {
            return refused(403, "PLAYER_BLOCKED", id(body));
        }
        if (!enough) {
            return refused(402, "INSUFFICIENT_FUNDS", id(body));
        }
        if (body.has("free_bet_id")) {
            return freeBet(body, body.path("free_bet_id").asText());
        }
        debits.put(id(body), new Taken(body));
        debitOfTicket.put(body.path("ticket_id").asText(), id(body));
        return moved(body, "DEBIT", -body.path("amount").longValue(), true);
    }

    private Reply freeBet(ObjectNode body, String freeBet) {
        Long stake = freeBets.get(freeBet);
        if (stake == null && defect != Defect.ANY_FREE_BET) {
            return refused(404, "FREE_BET_UNKNOWN", id(body));
        }
        if (stake != null && stake != body.path("free_bet_stake").longValue()) {
            return refused(422, "FREE_BET_MISMATCH", id(body));
        }
        if (!played.add(freeBet) && defect != Defect.FREE_BET_AGAIN) {
            return refused(409, "FREE_BET_USED", id(body));
        }
        debits.put(id(body), new Taken(body));
        debitOfTicket.put(body.path("ticket_id").asText(), id(body));
        boolean takes = defect == Defect.FREE_BET_TAKES_STAKE;
        return moved(body, "DEBIT", takes ? -body.path("free_bet_stake").longValue() : 0, true);
    }

    private Reply promotion(ObjectNode body) {
        return balances.containsKey(account(body))
                ? moved(body, "PROMOTION", body.path("amount").longValue(), true)
                : refused(404, "PLAYER_UNKNOWN", id(body));
    }

    private Reply credit(ObjectNode body) {
        String player = body.path("player").asText();
        Taken debit = debits.get(body.path("debit_transaction_id").asText());
        if (defect == Defect.CREDIT_CHECKS_SESSION && away.contains(player)) {
            return refused(403, "SESSION_INVALID", id(body));
        }
        if (defect == Defect.CREDIT_CHECKS_BLOCK && blocked.contains(player)) {
            return refused(403, "PLAYER_BLOCKED", id(body));
        }
        if (defect == Defect.ZERO_CREDIT_REFUSED && body.path("amount").longValue() == 0) {
            return refused(400, "MALFORMED", id(body));
        }
        if (defect == Defect.CREDIT_WITHOUT_DEBIT && debit == null) {
            return moved(body, "CREDIT", body.path("amount").longValue(), true);
        }
        if (debit == null) {
            return refused(404, "TRANSACTION_UNKNOWN", id(body));
        }
        if (debit.rolledBack) {
            return refused(409, "ROLLED_BACK", id(body));
        }
        boolean other = !debit.body.path("player").equals(body.path("player"));
        if (other && defect != Defect.CREDIT_TO_ANYBODY
                || !debit.paidBets.add(body.path("bet_id").asText())
                        && defect != Defect.NO_IDEMPOTENCY
                        && defect != Defect.BET_PAID_TWICE) {
            return refused(422, "DUPLICATE_MISMATCH", id(body));
        }
        Reply reply = moved(body, "CREDIT", body.path("amount").longValue(), true);
        debit.settled |= reply.status() == 200;
        return reply;
    }

    private Reply rollback(ObjectNode body) {
        String debitId = body.path("debit_transaction_id").asText();
        Taken debit = debits.get(debitId);
        if (debit == null) {
            if (defect != Defect.NO_TOMBSTONE) {
                tombstones.add(debitId);
            }
            return moved(body, "ROLLBACK", 0, false);
        }
        if (!debit.body.path("player").equals(body.path("player"))) {
            return refused(422, "DUPLICATE_MISMATCH", id(body));
        }
        if (debit.settled && defect != Defect.ROLLBACK_AFTER_CREDIT) {
            return refused(409, "ALREADY_SETTLED", id(body));
        }
        if (debit.rolledBack && defect != Defect.SECOND_ROLLBACK_PAYS) {
            return moved(body, "ROLLBACK", 0, false);
        }
        debit.rolledBack = true;
        played.remove(debit.body.path("free_bet_id").asText());
        boolean told = defect == Defect.ROLLBACK_AMOUNT_FROM_MESSAGE && body.has("amount");
        return moved(body, "ROLLBACK", (told ? body : debit.body).path("amount").longValue(), true);
    }

    private Reply adjustment(ObjectNode body) {
        Taken debit = debits.get(debitOfTicket.getOrDefault(body.path("ticket_id").asText(), ""));
        if (debit == null || debit.rolledBack) {
            return refused(404, "TRANSACTION_UNKNOWN", id(body));
        }
        long amount = body.path("amount").longValue();
        if (defect == Defect.NEVER_BELOW_ZERO && balances.get(account(body)) + amount < 0) {
            return refused(402, "INSUFFICIENT_FUNDS", id(body));
        }
        debit.settled = true;
        return moved(body, "ADJUSTMENT", amount, true);
    }

    private Reply moved(ObjectNode body, String kind, long change, boolean moves) {
        long before = balances.getOrDefault(account(body), 0L);
        long after = before + change;
        if (((before ^ after) & (change ^ after)) < 0 && defect != Defect.WRAPS_AROUND) {
            return refused(400, "MALFORMED", id(body));
        }
        if (defect == Defect.FLOAT_ARITHMETIC) {
            after = (long) ((double) before + (double) change);
        }
        balances.computeIfPresent(account(body), balanceAfter(after));
        String own = UUID.randomUUID().toString();
        Instant at = Instant.now();
        ObjectNode line = JSON.createObjectNode();
        TEXTS.forEach(field -> line.put(field, body.path(field).asText()));
        line.put("kind", kind)
                .put("amount", kind.equals("DEBIT") ? -change : change)
                .put("operator_transaction_id", own)
                .put("at", at.toString())
                .put("moved", moves);
        journal.add(new Entry(line, at));
        ObjectNode answer = JSON.createObjectNode();
        if (defect != Defect.NO_ECHO) {
            answer.put("transaction_id", id(body));
        }
        answer.put("operator_transaction_id", own).put("applied", moves);
        if (balances.containsKey(account(body))) {
            answer.put("balance", after);
        }
        if (body.has("free_bet_id")) {
            answer.set("free_bet_id", body.get("free_bet_id"));
        }
        return new Reply(200, answer.toString());
    }

    private static java.util.function.BiFunction<String, Long, Long> balanceAfter(long after) {
        return (account, before) -> after;
    }

    private synchronized Reply balance(ObjectNode body, String callId) {
        Long balance = balances.get(account(body));
        if (balance == null) {
            return refused(404, "PLAYER_UNKNOWN", "");
        }
        ObjectNode answer = JSON.createObjectNode().put("transaction_id", callId);
        if (defect == Defect.FLOAT_BALANCE) {
            answer.put("balance", balance / 100.0);
        } else {
            answer.put("balance", balance);
        }
        return new Reply(200, answer.toString());
    }

    private synchronized Reply list(ObjectNode body) {
        Instant from = Instant.parse(body.path("from").asText());
        Instant to = Instant.parse(body.path("to").asText());
        int limit = body.path("limit").asInt();
        int after =
                body.path("after").isTextual() ? Integer.parseInt(body.get("after").asText()) : 0;
        ObjectNode answer = JSON.createObjectNode();
        var lines = answer.putArray("transactions");
        int next = after;
        while (next < journal.size() && lines.size() < limit) {
            Entry entry = journal.get(next++);
            boolean late =
                    defect == Defect.PERIOD_CLOSED
                            ? entry.at().isAfter(to)
                            : !entry.at().isBefore(to);
            boolean hidden =
                    defect == Defect.LIST_OMITS_ROLLBACKS
                            && entry.line().path("kind").asText().equals("ROLLBACK");
            if (!entry.at().isBefore(from) && !late && !hidden) {
                lines.add(entry.line());
            }
        }
        if (defect == Defect.PAGES_SKIP && next < journal.size()) {
            next++;
        }
        if (next < journal.size()) {
            answer.put("next", Integer.toString(next));
        } else {
            answer.putNull("next");
        }
        return new Reply(200, answer.toString());
    }

    private synchronized Reply sealed(ObjectNode body, String callId) {
        String seal =
                rounds.putIfAbsent(body.path("round_id").asText(), body.path("seal").asText());
        boolean other = seal != null && !seal.equals(body.path("seal").asText());
        return other
                ? refused(409, "SEALED_OTHERWISE", "")
                : new Reply(200, JSON.createObjectNode().put("transaction_id", callId).toString());
    }

    private synchronized Reply closed(ObjectNode body) {
        String close = rounds.putIfAbsent(id(body), body.toString());
        return close != null && !close.equals(body.toString())
                ? refused(422, "DUPLICATE_MISMATCH", id(body))
                : new Reply(
                        200, JSON.createObjectNode().put("transaction_id", id(body)).toString());
    }

    private synchronized Reply sandbox(ObjectNode body) {
        String player = body.path("player").asText();
        String[] action = body.path("action").asText().split(" ");
        if (action[0].equals("free-bet")) {
            freeBets.put(action[1], Long.parseLong(action[2]));
            return new Reply(200, "{}");
        }
        boolean known =
                switch (body.path("action").asText()) {
                    case "block" -> blocked.add(player);
                    case "unblock" -> blocked.remove(player);
                    case "end-session" -> away.add(player);
                    default -> away.remove(player);
                };
        return new Reply(200, JSON.createObjectNode().put("changed", known).toString());
    }

    private Reply refused(int status, String code, String transaction) {
        ObjectNode answer = JSON.createObjectNode().put("code", code);
        if (!transaction.isEmpty() && defect != Defect.REFUSALS_WITH_200) {
            answer.put("transaction_id", transaction);
        }
        return new Reply(defect == Defect.REFUSALS_WITH_200 ? 200 : status, answer.toString());
    }

    private void check(String call, ObjectNode body) {
        boolean ofRound = !call.equals("promotion");
        for (String field : ofRound ? TEXTS : Set.of("transaction_id", "player", "currency")) {
            require(body.path(field).isTextual() && !body.path(field).asText().isBlank());
        }
        JsonNode amount = body.path("amount");
        if (!call.equals("rollback")) {
            require(amount.isIntegralNumber() && amount.canConvertToLong());
            require(call.equals("adjustment") || amount.longValue() >= 0);
        }
        require(!body.has("free_bet_id") || amount.longValue() == 0);
        if (call.equals("adjustment")) {
            require(amount.longValue() != 0 && body.path("reason").isTextual());
        }
        if (defect == Defect.UNKNOWN_FIELDS_REFUSED) {
            body.fieldNames().forEachRemaining(field -> require(FIELDS.contains(field)));
        }
    }

    private static void require(boolean fine) {
        if (!fine) {
            throw new IllegalArgumentException("malformed");
        }
    }

    private static String meaning(String call, ObjectNode body) {
        var meaning = new StringBuilder(call);
        MEANING.forEach(field -> meaning.append('|').append(body.path(field).asText()));
        return call.equals("rollback") ? meaning.toString() : meaning + "|" + body.path("amount");
    }

    private static String account(ObjectNode body) {
        return body.path("player").asText() + " " + body.path("currency").asText();
    }

    private static String id(ObjectNode body) {
        return body.path("transaction_id").asText();
    }
}
