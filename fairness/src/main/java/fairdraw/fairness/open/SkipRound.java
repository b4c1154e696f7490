package fairdraw.fairness.open;

import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.seal.PgSeals;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;

/** Writes down that a round never opened. A sealed round cannot be skipped. */
@Singleton
public class SkipRound {

    private final PgGames games;
    private final PgOpenings openings;
    private final PgSeals seals;
    private final PgDatabase database;
    private final MeterRegistry meters;

    SkipRound(
            PgGames games,
            PgOpenings openings,
            PgSeals seals,
            PgDatabase database,
            MeterRegistry meters) {
        this.games = games;
        this.openings = openings;
        this.seals = seals;
        this.database = database;
        this.meters = meters;
    }

    /**
     * Skips the round; again is the same.
     *
     * @throws fairdraw.kernel.RefusedException when it was sealed
     */
    public void skip(String slug, long round, String reason) {
        var game = games.registered(slug);
        boolean fresh =
                database.transaction(transaction -> {
                    if (openings.skipped(transaction, slug, round).isPresent()) {
                        return false;
                    }
                    boolean opened = openings.lock(transaction, slug, round);
                    if (opened && seals.find(transaction, slug, round).isPresent()) {
                        throw Refusal.of(
                                        RefusalCode.SEALED_OTHERWISE,
                                        "round",
                                        "a sealed round cannot be skipped")
                                .toException();
                    }
                    openings.skip(transaction, slug, round, reason);
                    return true;
                });
        if (fresh) {
            meters.counter("fairdraw.rounds.skipped", "game", game.slug()).increment();
            Log.warnf("round skipped game=%s round=%d reason=%s", slug, round, reason);
        }
    }
}
