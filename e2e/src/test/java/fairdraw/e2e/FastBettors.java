package fairdraw.e2e;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Players on a fast time: each bets once on a round that is called out, unless still busy with the
 * one before. Counts what was answered.
 */
final class FastBettors implements AutoCloseable {

    private static final List<String> NAMES = List.of("ada", "blaise", "carl", "daniel");
    private static final int STAKE_MIN = 50;
    private static final int STAKES = 100;

    private final List<Player> players = new ArrayList<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ConcurrentSkipListMap<String, Long> answers = new ConcurrentSkipListMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Random random;

    FastBettors(Operator operator, long seed) {
        random = new Random(seed);
        NAMES.forEach(name -> players.add(operator.player(name)));
    }

    /** Everybody who is free bets on the round. */
    void bet(long round) {
        for (Player player : players) {
            long stake = STAKE_MIN + random.nextInt(STAKES);
            String side = random.nextBoolean() ? "ODD" : "EVEN";
            if (busy.add(player.name())) {
                threads.execute(() -> place(player, "digits-3:" + round, side, stake));
            }
        }
    }

    private void place(Player player, String round, String side, long stake) {
        try {
            var answer = player.place(round, List.of(Player.bet("ODD_EVEN", side, stake)));
            count(answer.status() == 201 ? "ACCEPTED" : answer.body().path("code").asText());
        } catch (UncheckedIOException down) {
            count("no answer");
        } finally {
            busy.remove(player.name());
        }
    }

    private void count(String answer) {
        answers.merge(answer, 1L, Long::sum);
    }

    /** How often each answer came: ACCEPTED, or the code of the refusal. */
    SortedMap<String, Long> answers() {
        return new TreeMap<>(answers);
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("players who do not end: " + new HashSet<>(busy));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
