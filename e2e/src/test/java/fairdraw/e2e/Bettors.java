package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.e2e.Evidence.Promise;
import fairdraw.e2e.Operator.Answer;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Players who bet on every round and do what real ones do when an answer does not come: they send
 * the same request again. Remembers every answer that promised something.
 */
final class Bettors implements AutoCloseable {

    private static final List<String> NAMES =
            List.of(
                    "ada",
                    "blaise",
                    "carl",
                    "daniel",
                    "emmy",
                    "florence",
                    "grace",
                    "hypatia",
                    "irene",
                    "jakob");
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration BEFORE_CLOSE = Duration.ofMillis(400);
    private static final int TRIES_MAX = 4;
    private static final int STAKE_MIN = 50;
    private static final int STAKES = 100;
    private static final int FREE_STAKE = 75;
    private static final int FREE_BETS_EACH = 2_000;

    /** One ticket in so many is played with a free bet. */
    private static final int FREE_SHARE = 5;

    private final Operator operator;
    private final Random random;
    private final List<Promise> promises = new ArrayList<>();
    private volatile Watch watch = new Watch();
    private final AtomicLong unanswered = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean betting;
    private volatile boolean ended;

    Bettors(Operator operator, long seed) {
        this.operator = operator;
        this.random = new Random(seed);
    }

    void start() {
        betting = true;
        for (String name : NAMES) {
            Random own = new Random(random.nextLong());
            threads.execute(() -> play(name, own));
        }
    }

    /** Nobody bets until {@link #resume}; what is on its way still ends. */
    void pause() {
        betting = false;
    }

    void resume() {
        betting = true;
    }

    /** What players were told is accepted, oldest first, without the first so many. */
    List<Promise> promisesAfter(int read) {
        synchronized (promises) {
            return List.copyOf(promises.subList(read, promises.size()));
        }
    }

    /** How many tickets were accepted, the repeated answers included. */
    int accepted() {
        synchronized (promises) {
            return promises.size();
        }
    }

    /** Begins to watch for the first bet that is taken from now on. */
    Watch watch() {
        var next = new Watch();
        watch = next;
        return next;
    }

    /** Looks for a ticket that was asked for and accepted since it began. */
    static final class Watch {
        private final long fromNanos = System.nanoTime();
        private volatile long tookNanos;

        /** How long it took; empty while there is none. */
        Optional<Duration> took() {
            return tookNanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(tookNanos));
        }

        /** An answer that was on its way already proves nothing. */
        private void accepted(long askedNanos) {
            if (tookNanos == 0 && askedNanos - fromNanos > 0) {
                tookNanos = System.nanoTime() - fromNanos;
            }
        }
    }

    /** Requests whose answer never came, tries included. */
    long unanswered() {
        return unanswered.get();
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("players who do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void play(String name, Random own) {
        Optional<Player> session = Optional.empty();
        while (!ended) {
            LockSupport.parkNanos(PAUSE.plusMillis(own.nextInt(900)).toNanos());
            if (!betting) {
                continue;
            }
            try {
                Player player = session.orElseGet(() -> operator.player(name));
                session = Optional.of(player);
                Answer round = player.get("/v1/games/digits-3/rounds/current");
                if (round.status() == 200 && takesBets(round.body().path("round"))) {
                    place(player, round.body().at("/round/roundId").asText(), own);
                }
            } catch (UncheckedIOException noAnswer) {
                unanswered.incrementAndGet();
            } catch (AssertionError refused) {
                // A session cannot be opened while something is down.
                session = Optional.empty();
            }
        }
    }

    private static boolean takesBets(JsonNode round) {
        return round.path("state").asText().equals("OPEN")
                && Instant.now()
                        .plus(BEFORE_CLOSE)
                        .isBefore(Instant.parse(round.path("closeAt").asText()));
    }

    /** Gives each player free bets to play, at the wallet and before anything falls over. */
    static void grant(Platform platform) throws SQLException {
        try (Connection wallet = platform.database("operator_kit");
                PreparedStatement grant =
                        wallet.prepareStatement(
                                "insert into free_bet (id, player, currency, game, stake,"
                                        + " granted_at) select ? || '-' || n, ?, 'EUR', 'digits-3',"
                                        + " ?, now() from generate_series(1, ?) as n"
                                        + " on conflict do nothing")) {
            for (String name : NAMES) {
                grant.setString(1, "kill-" + name);
                grant.setString(2, name);
                grant.setLong(3, FREE_STAKE);
                grant.setInt(4, FREE_BETS_EACH);
                grant.executeUpdate();
            }
        }
    }

    private void place(Player player, String round, Random own) {
        if (own.nextInt(FREE_SHARE) == 0) {
            // Now and then the same one again: the wallet must refuse it.
            String gift = "kill-" + player.name() + "-" + (1 + own.nextInt(FREE_BETS_EACH));
            send(player, round, List.of(bet("ODD_EVEN", "ODD", FREE_STAKE)), own, gift);
            return;
        }
        List<Map<String, Object>> bets = new ArrayList<>();
        bets.add(bet("ODD_EVEN", own.nextBoolean() ? "ODD" : "EVEN", stake(own)));
        if (own.nextBoolean()) {
            bets.add(bet("DIGIT", "3:" + own.nextInt(10), stake(own)));
        }
        send(player, round, bets, own, "");
    }

    private void send(
            Player player,
            String round,
            List<Map<String, Object>> bets,
            Random own,
            String freeBet) {
        String key = new UUID(own.nextLong(), own.nextLong()).toString();
        for (int i = 0; i < TRIES_MAX; i++) {
            long asked = System.nanoTime();
            try {
                Answer answer = player.place(round, bets, key, freeBet);
                if (answer.status() == 201 || answer.status() == 200) {
                    if (answer.body().path("state").asText().equals("ACCEPTED")) {
                        promised(answer.body());
                        watch.accepted(asked);
                    }
                    return;
                }
                if (!answer.body().path("retryable").asBoolean()) {
                    return;
                }
            } catch (UncheckedIOException noAnswer) {
                unanswered.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE.multipliedBy(i + 1).toNanos());
        }
    }

    private void promised(JsonNode ticket) {
        String round = ticket.path("roundId").asText();
        var promise =
                new Promise(
                        ticket.path("ticketId").asText(),
                        Long.parseLong(round.substring(round.indexOf(':') + 1)),
                        ticket.path("receipt").toString());
        synchronized (promises) {
            promises.add(promise);
        }
    }

    private static int stake(Random own) {
        return STAKE_MIN + own.nextInt(STAKES);
    }
}
