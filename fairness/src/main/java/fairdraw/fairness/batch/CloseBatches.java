package fairdraw.fairness.batch;

import fairdraw.fairness.chain.ContractCalls;
import fairdraw.fairness.chain.PgTransactions;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.seed.OpenMaster;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.fairness.store.PgLease;
import fairdraw.pf1.MerkleTree;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * Ends a batch: when each of its rounds is published, voided or skipped, its master goes onto the
 * chain, and with it the root of its records. A round that was prepared must have ended; one that
 * was not cannot be any more once its period has passed.
 */
@Singleton
public class CloseBatches {

    // Blocks are stamped in whole seconds, and the chain's clock may lag a little behind ours.
    private static final Duration AFTER_LAST_BEACON = Duration.ofSeconds(3);

    private final PgBatches batches;
    private final OpenMaster seeds;
    private final ContractCalls calls;
    private final PgTransactions transactions;
    private final PgDatabase database;
    private final PgLease lease;
    private final InstantSource clock;

    CloseBatches(
            PgBatches batches,
            OpenMaster seeds,
            ContractCalls calls,
            PgTransactions transactions,
            PgDatabase database,
            PgLease lease,
            InstantSource clock) {
        this.batches = batches;
        this.seeds = seeds;
        this.calls = calls;
        this.transactions = transactions;
        this.database = database;
        this.lease = lease;
        this.clock = clock;
    }

    /** Closes every batch that has ended, by the leader. */
    public void step(long token, Game game) {
        long current =
                game.registration()
                        .identity()
                        .batchOf(Math.max(0, game.schedule().roundAt(clock.millis())));
        for (var batch : batches.open(game.slug(), current)) {
            if (ended(game, batch.number())) {
                close(token, game, batch);
            }
        }
    }

    private boolean ended(Game game, long batch) {
        long last = game.lastRound(batch);
        long now = clock.millis();
        return now >= game.beaconAtMs(last) + AFTER_LAST_BEACON.toMillis()
                && now >= game.schedule().openAtMs(last + 1)
                && !batches.undecided(game.slug(), game.firstRound(batch), last);
    }

    private void close(long token, Game game, Batch batch) {
        var registration = game.registration();
        var reveal =
                seeds.with(
                        game,
                        batch.number(),
                        OptionalLong.empty(),
                        "close the batch",
                        master -> calls.revealBatch(registration, batch.number(), master));
        var root = MerkleTree.root(batches.recordLeaves(game, batch.number()));
        var anchor = calls.anchorRecords(registration, batch.number(), root);
        database.transaction(transaction -> {
            lease.fence(transaction, token);
            if (batches.close(transaction, game.slug(), batch.number(), root)) {
                transactions.append(transaction, reveal);
                transactions.append(transaction, anchor);
            }
            return token;
        });
        Log.infof("batch closed game=%s batch=%d", game.slug(), batch.number());
    }
}
