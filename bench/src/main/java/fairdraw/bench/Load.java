package fairdraw.bench;

import fairdraw.kernel.WebhookSignature;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Tickets of one operator for many players, signed as an operator signs them. */
final class Load {

    private static final int PLAYERS = 5_000;
    private static final long LATENCY_MAX_US = 60_000_000;
    private static final int DIGITS = 3;

    private final Vertx vertx;
    private final InstantSource clock;
    private final HttpClient client;
    private final String url;
    private final String keyId;
    private final String secret;
    private final int connections;
    private final AtomicLong number = new AtomicLong();

    Load(
            Vertx vertx,
            InstantSource clock,
            String url,
            String keyId,
            String secret,
            int connections) {
        this.vertx = vertx;
        this.clock = clock;
        this.url = url;
        this.keyId = keyId;
        this.secret = secret;
        this.connections = connections;
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(connections));
    }

    /** What a stretch of load came to. */
    static final class Result {
        final LongAdder accepted = new LongAdder();
        final Map<String, LongAdder> others = new ConcurrentHashMap<>();
        final ConcurrentHistogram latencyUs = new ConcurrentHistogram(LATENCY_MAX_US, DIGITS);
        double seconds;

        double rate() {
            return accepted.sum() / seconds;
        }

        void add(Result other) {
            accepted.add(other.accepted.sum());
            other.others.forEach(
                    (code, n) -> others.computeIfAbsent(code, _ -> new LongAdder()).add(n.sum()));
            latencyUs.add(other.latencyUs);
            seconds += other.seconds;
        }
    }

    /** As many as the connections carry, each after the answer to the one before, until then. */
    Result closed(String round, Instant until) throws InterruptedException {
        Result result = new Result();
        CountDownLatch ended = new CountDownLatch(connections);
        long begun = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            // On a thread of Vert.x: elsewhere an answer may have come and gone before its body is
            // asked for.
            vertx.runOnContext(_ -> again(round, until, result, ended));
        }
        if (!ended.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("answers did not come");
        }
        result.seconds = (System.nanoTime() - begun) / 1e9;
        return result;
    }

    private void again(String round, Instant until, Result result, CountDownLatch ended) {
        if (!clock.instant().isBefore(until)) {
            ended.countDown();
            return;
        }
        send(round, result).onComplete(_ -> again(round, until, result, ended));
    }

    /** So many a second whatever the answers, until then; latency from when each was due. */
    Result open(String round, Instant until, double perSecond) throws InterruptedException {
        Result result = new Result();
        AtomicLong underWay = new AtomicLong();
        long begun = System.nanoTime();
        long end =
                begun
                        + TimeUnit.MILLISECONDS.toNanos(
                                until.toEpochMilli() - clock.instant().toEpochMilli());
        long sent = 0;
        while (System.nanoTime() < end) {
            long due = (long) ((System.nanoTime() - begun) / 1e9 * perSecond);
            while (sent < due) {
                sent++;
                underWay.incrementAndGet();
                vertx.runOnContext(
                        _ -> send(round, result).onComplete(_ -> underWay.decrementAndGet()));
            }
            TimeUnit.MICROSECONDS.sleep(500);
        }
        result.seconds = (System.nanoTime() - begun) / 1e9;
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (underWay.get() > 0 && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return result;
    }

    private Future<Void> send(String round, Result result) {
        long n = number.incrementAndGet();
        Buffer body = ticket(round, n);
        String id = "msg_" + UUID.randomUUID();
        Instant now = clock.instant();
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(url + "/v1/bets")
                        .putHeader("content-type", "application/json")
                        .putHeader("idempotency-key", id)
                        .putHeader("fairdraw-key-id", keyId)
                        .putHeader("webhook-id", id)
                        .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .putHeader(
                                "webhook-signature",
                                WebhookSignature.signRequest(
                                        secret, id, now, "POST", "/v1/bets", body.getBytes()));
        long begun = System.nanoTime();
        return client.request(options)
                .compose(request -> request.send(body))
                .compose(answer ->
                        answer.body().map(text -> count(answer.statusCode(), text, result)))
                .onSuccess(accepted -> {
                    if (accepted) {
                        result.latencyUs.recordValue((System.nanoTime() - begun) / 1_000);
                    }
                })
                .onFailure(failure -> other(result, failure.getClass().getSimpleName()))
                .mapEmpty();
    }

    private static boolean count(int status, Buffer text, Result result) {
        if (status == 200 || status == 201) {
            result.accepted.increment();
            return true;
        }
        other(result, status + " " + code(text));
        return false;
    }

    private static String code(Buffer text) {
        return text.length() > 0 && text.getByte(0) == '{'
                ? new JsonObject(text).getString("code", "")
                : "";
    }

    private static void other(Result result, String what) {
        result.others.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    private static Buffer ticket(String round, long n) {
        return new JsonObject()
                .put("roundId", round)
                .put("currency", "EUR")
                .put("player", "p" + n % PLAYERS)
                .put(
                        "bets",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("market", "ODD_EVEN")
                                                .put("selection", n % 2 == 0 ? "ODD" : "EVEN")
                                                .put("stake", 50)))
                .toBuffer();
    }
}
