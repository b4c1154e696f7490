package fairdraw.fairness.batch;

import fairdraw.fairness.chain.ContractCalls;
import fairdraw.fairness.chain.PgTransactions;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.seed.MasterSource;
import fairdraw.fairness.seed.PgSeeds;
import fairdraw.fairness.seed.SeedVault;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.fairness.store.PgLease;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.MerkleTree;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates the batches that a game needs next: master, leaves, and the transaction that commits. */
@Singleton
public class CreateBatches {

    private final BatchPlan plan;
    private final PgBatches batches;
    private final MasterSource masters;
    private final SeedVault vault;
    private final PgSeeds seeds;
    private final ContractCalls calls;
    private final PgTransactions transactions;
    private final PgDatabase database;
    private final PgLease lease;
    private final InstantSource clock;

    CreateBatches(
            @ConfigProperty(name = "fairdraw.batch.lead") int lead,
            @ConfigProperty(name = "fairdraw.batch.finality") Duration finality,
            PgBatches batches,
            MasterSource masters,
            SeedVault vault,
            PgSeeds seeds,
            ContractCalls calls,
            PgTransactions transactions,
            PgDatabase database,
            PgLease lease,
            InstantSource clock) {
        this.plan = new BatchPlan(lead, finality.toMillis());
        this.batches = batches;
        this.masters = masters;
        this.vault = vault;
        this.seeds = seeds;
        this.calls = calls;
        this.transactions = transactions;
        this.database = database;
        this.lease = lease;
        this.clock = clock;
    }

    /** Creates what is missing, by the leader. */
    public void step(long token, Game game) {
        var missing =
                plan.missing(
                        game.registration().identity(), batches.last(game.slug()), clock.millis());
        for (long number : missing) {
            create(token, game, number);
        }
    }

    private void create(long token, Game game, long number) {
        var registration = game.registration();
        byte[] master = masters.draw();
        try {
            var batch = batch(game, number, master);
            var sealed = vault.seal(registration.domain(), number, master);
            var call = calls.commitBatch(registration, number, batch.root(), batch.masterHash());
            database.transaction(transaction -> {
                lease.fence(transaction, token);
                batches.insert(transaction, game.slug(), batch);
                seeds.store(transaction, game.slug(), number, sealed);
                transactions.append(transaction, call);
                return number;
            });
            Log.infof("batch created game=%s batch=%d", game.slug(), number);
        } finally {
            Arrays.fill(master, (byte) 0);
        }
    }

    private static Batch batch(Game game, long number, byte[] master) {
        var domain = game.registration().domain();
        var leaves = new ArrayList<Bytes>();
        for (long round = game.firstRound(number); round <= game.lastRound(number); round++) {
            byte[] seed = Derivation.seed(master, domain, round);
            leaves.add(Derivation.seedLeaf(domain, round, seed));
            Arrays.fill(seed, (byte) 0);
        }
        return new Batch(
                number,
                MerkleTree.root(leaves),
                Derivation.masterHash(master, domain, number),
                leaves,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
