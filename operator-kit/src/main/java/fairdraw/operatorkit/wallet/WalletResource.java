package fairdraw.operatorkit.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fairdraw.kernel.Ids;
import fairdraw.operatorkit.wallet.WalletCall.Adjustment;
import fairdraw.operatorkit.wallet.WalletCall.Balance;
import fairdraw.operatorkit.wallet.WalletCall.Credit;
import fairdraw.operatorkit.wallet.WalletCall.Debit;
import fairdraw.operatorkit.wallet.WalletCall.Moving;
import fairdraw.operatorkit.wallet.WalletCall.Promotion;
import fairdraw.operatorkit.wallet.WalletCall.Rollback;
import fairdraw.operatorkit.wallet.WalletCall.RoundClose;
import fairdraw.operatorkit.wallet.WalletCall.RoundSealed;
import io.quarkus.logging.Log;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The wallet calls of spec 5 over HTTP. The signature is checked over the raw bytes before anything
 * is read; every call is answered with 200 and an echo of its id, or with a 4xx and a code.
 */
@Path("/wallet")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RegisterForReflection(
        targets = {
            Debit.class,
            WalletCall.BetLine.class,
            Credit.class,
            Rollback.class,
            Adjustment.class,
            Promotion.class,
            Balance.class,
            RoundSealed.class,
            RoundClose.class,
            TransactionLine.class,
            WalletResource.TransactionsPage.class,
            WalletResource.SandboxAction.class
        })
public class WalletResource {

    static final int PAGE_MAX = 500;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .addModule(new Jdk8Module())
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    // A newer house may say more; it may never say less, or say it in floats.
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            textual ->
                                    textual.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .build();

    /**
     * The page of the list that is wanted: half-open [from, to), past the cursor.
     *
     * @param after what the page before gave as next; absent for the first page
     */
    record TransactionsPage(Instant from, Instant to, Optional<String> after, int limit) {
        TransactionsPage {
            if (!from.isBefore(to) || limit < 1 || limit > PAGE_MAX || position(after) < 0) {
                throw new IllegalArgumentException("from < to, limit 1.." + PAGE_MAX);
            }
        }

        long position() {
            return position(after);
        }

        private static long position(Optional<String> after) {
            return after.map(Long::parseLong).orElse(0L);
        }
    }

    /** What a sandbox does to a test player when the wallet tester asks for it. */
    record SandboxAction(String player, String action) {}

    private final HttpHeaders headers;
    private final MoveMoney money;
    private final KeepRound rounds;
    private final PgWallet wallet;
    private final VerifyCall verify;
    private final SignAcknowledgement acknowledge;
    private final InstantSource clock;
    private final ActInSandbox sandbox;

    WalletResource(
            HttpHeaders headers,
            MoveMoney money,
            KeepRound rounds,
            PgWallet wallet,
            VerifyCall verify,
            SignAcknowledgement acknowledge,
            InstantSource clock,
            ActInSandbox sandbox) {
        this.headers = headers;
        this.money = money;
        this.rounds = rounds;
        this.wallet = wallet;
        this.verify = verify;
        this.acknowledge = acknowledge;
        this.clock = clock;
        this.sandbox = sandbox;
    }

    /** Takes the stake of a ticket. */
    @POST
    @Path("debit")
    public Response debit(byte[] body) {
        return about(body, Debit.class);
    }

    /** Pays the winnings of a bet. */
    @POST
    @Path("credit")
    public Response credit(byte[] body) {
        return about(body, Credit.class);
    }

    /** Gives a debit back, or makes sure that it never applies. */
    @POST
    @Path("rollback")
    public Response rollback(byte[] body) {
        return about(body, Rollback.class);
    }

    /** Corrects what a bet was paid. */
    @POST
    @Path("adjustment")
    public Response adjustment(byte[] body) {
        return about(body, Adjustment.class);
    }

    /** Pays a player what the house gives away. */
    @POST
    @Path("promotion")
    public Response promotion(byte[] body) {
        return about(body, Promotion.class);
    }

    /** What the player has. */
    @POST
    @Path("balance")
    public Response balance(byte[] body) {
        return signed(
                body,
                Balance.class,
                call ->
                        wallet.find(call.player(), call.currency())
                                .map(this::balance)
                                .orElseGet(() -> refused(WalletRefusal.PLAYER_UNKNOWN, "")));
    }

    private Response balance(Account account) {
        return ok(
                Map.of(
                        "transaction_id", callId(),
                        "balance", account.balance(),
                        "currency", account.currency()));
    }

    /** Keeps the seal and acknowledges it under our own signature. */
    @POST
    @Path("round-sealed")
    public Response roundSealed(byte[] body) {
        return signed(
                body,
                RoundSealed.class,
                call ->
                        switch (rounds.keep(call)) {
                            case KeepRound.Sealed.Kept(Instant received) ->
                                    acknowledged(call, received);
                            case KeepRound.Sealed.Contradicted() ->
                                    refused(WalletRefusal.SEALED_OTHERWISE, "");
                        });
    }

    /** Keeps the house's totals of a round and answers with ours. */
    @POST
    @Path("round-close")
    public Response roundClose(byte[] body) {
        return signed(
                body,
                RoundClose.class,
                call ->
                        switch (rounds.keep(call)) {
                            case KeepRound.Closed.Kept(var id, var ours, var agrees) ->
                                    ok(
                                            Map.of(
                                                    "transaction_id", call.transactionId(),
                                                    "operator_transaction_id", id,
                                                    "applied", true,
                                                    "agrees", agrees,
                                                    "bets", ours.bets(),
                                                    "stakes", ours.stakes(),
                                                    "payouts", ours.payouts()));
                            case KeepRound.Closed.Mismatch() ->
                                    refused(WalletRefusal.DUPLICATE_MISMATCH, call.transactionId());
                        });
    }

    /** A page of our own list, to compare the books; ask for time that is a minute past. */
    @POST
    @Path("transactions")
    public Response transactions(byte[] body) {
        return signed(
                body,
                TransactionsPage.class,
                page -> {
                    // One more than asked for tells whether there is a next page.
                    List<Movement> found =
                            wallet.list(page.from(), page.to(), page.position(), page.limit() + 1);
                    boolean more = found.size() > page.limit();
                    List<Movement> shown = more ? found.subList(0, page.limit()) : found;
                    var answer = new LinkedHashMap<String, @Nullable Object>();
                    answer.put("transaction_id", callId());
                    answer.put("transactions", shown.stream().map(TransactionLine::of).toList());
                    answer.put("next", more ? Long.toString(shown.getLast().position()) : null);
                    return ok(answer);
                });
    }

    /**
     * No call of the house: in a sandbox the wallet tester blocks a test player or ends its
     * sessions here, and then finds out whether what is owed is paid all the same.
     */
    @POST
    @Path("sandbox/player")
    public Response sandbox(byte[] body) {
        return signed(
                body,
                SandboxAction.class,
                asked ->
                        sandbox.act(asked.player(), asked.action())
                                ? ok(Map.of("player", asked.player(), "action", asked.action()))
                                : refused(WalletRefusal.PLAYER_UNKNOWN, ""));
    }

    private <T extends Moving> Response about(byte[] body, Class<T> type) {
        return signed(
                body,
                type,
                call ->
                        switch (money.move(call)) {
                            case WalletAnswer.Done done -> ok(answer(call, done));
                            case WalletAnswer.Refused(WalletRefusal code) ->
                                    refused(code, call.transactionId());
                        });
    }

    /** A free bet is done only where its own id comes back. */
    private static Object answer(Moving call, WalletAnswer.Done done) {
        if (!(call instanceof Debit debit) || debit.freeBetId().isEmpty()) {
            return done;
        }
        ObjectNode answer = JSON.valueToTree(done);
        return answer.put("free_bet_id", debit.freeBetId().get());
    }

    private <T> Response signed(byte[] body, Class<T> type, Function<T, Response> answer) {
        if (!genuine(body)) {
            Log.warnf("wallet call with a wrong signature call=%s", type.getSimpleName());
            return refused(WalletRefusal.SIGNATURE_INVALID, "");
        }
        @Nullable T call;
        try {
            call = JSON.readValue(body, type);
        } catch (IOException malformed) {
            Log.warnf(
                    "malformed wallet call call=%s cause=%s",
                    type.getSimpleName(), malformed.getMessage());
            return refused(WalletRefusal.MALFORMED, "");
        }
        // The JSON text `null` reads as nothing.
        return call == null ? refused(WalletRefusal.MALFORMED, "") : answer.apply(call);
    }

    /** The id of a call whose body has none: that of its envelope. */
    private String callId() {
        return headers.getHeaderString("webhook-id");
    }

    private boolean genuine(byte[] body) {
        return verify.genuine(
                headers.getHeaderString("webhook-id"),
                headers.getHeaderString("webhook-timestamp"),
                headers.getHeaderString("webhook-signature"),
                body);
    }

    private Response acknowledged(RoundSealed call, Instant received) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("transaction_id", callId());
        answer.put("game", call.game());
        answer.put("round_id", call.roundId());
        answer.put("seal_hash", HexFormat.of().formatHex(sha256(call.seal())));
        answer.put("received_at", received);
        answer.putAll(acknowledge.signature(call.roundId(), sha256(call.seal()), received));
        byte[] json = json(answer);
        String id = Ids.derived("ack", call.game(), call.roundId()).toString();
        Instant now = clock.instant();
        return Response.ok(json)
                .header("webhook-id", id)
                .header("webhook-timestamp", now.getEpochSecond())
                .header("webhook-signature", verify.sign(id, now, json))
                .build();
    }

    private Response refused(WalletRefusal code, String transactionId) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("code", code.name());
        answer.put("message", code.sentence());
        if (!transactionId.isEmpty()) {
            answer.put("transaction_id", transactionId);
        }
        if (code == WalletRefusal.SIGNATURE_INVALID) {
            // So that a caller whose clock is off can see it.
            answer.put("server_time", clock.instant());
        }
        return Response.status(code.status()).entity(json(answer)).build();
    }

    private static Response ok(Object answer) {
        return Response.ok(json(answer)).build();
    }

    private static byte[] json(Object answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("an answer is plain data", impossible);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
