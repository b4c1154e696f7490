package fairdraw.fairness.batch;

import fairdraw.fairness.chain.ChainDisagreement;
import fairdraw.fairness.chain.ChainException;
import fairdraw.fairness.chain.ChainNode;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.record.RecordSigner;
import fairdraw.pf1.Bytes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares our batches with what the chain holds at its newest finalized block. A batch is final
 * when root and master hash are the same there and it has its confirmations; a difference halts the
 * game (spec 4.6).
 */
@Singleton
public class ConfirmBatches {

    private final PgBatches batches;
    private final PgGames games;
    private final ChainNode chain;
    private final RecordSigner signer;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<Place, Promise> reread = new ConcurrentHashMap<>();

    private record Place(String game, long batch) {}

    private record Promise(Bytes root, Bytes masterHash) {}

    ConfirmBatches(
            PgBatches batches,
            PgGames games,
            ChainNode chain,
            RecordSigner signer,
            MeterRegistry meters,
            InstantSource clock) {
        this.batches = batches;
        this.games = games;
        this.chain = chain;
        this.signer = signer;
        this.meters = meters;
        this.clock = clock;
    }

    /** Looks for every batch that is not final, and once more for those that are played next. */
    public void step(Game game) {
        // From zero on: Prometheus sees no increase in a counter's first value.
        var _ = disagreements(game);
        for (var batch : batches.unconfirmed(game.slug())) {
            if (!confirm(game, batch)) {
                Log.debugf("not final yet: game=%s root=%s", game.slug(), batch.root());
            }
        }
        var identity = game.registration().identity();
        long current = identity.batchOf(Math.max(0, game.schedule().roundAt(clock.millis())));
        reread.keySet()
                .removeIf(place -> place.game().equals(game.slug()) && place.batch() < current);
        for (long next = current; next <= current + 1; next++) {
            batches.find(game.slug(), next).ifPresent(batch -> reread(game, batch));
        }
    }

    /**
     * Whether rounds may open on the batch. It is read from the chain once more by each process;
     * while the chain is away, what was final before stays so.
     */
    public boolean holds(Game game, Batch batch) {
        if (!batch.sound()) {
            games.halt(game.slug(), "the seed hashes of batch " + batch.number() + " were changed");
            return false;
        }
        try {
            return batch.finalAt().isPresent() && reread(game, batch);
        } catch (ChainDisagreement whichOne) {
            Log.errorf("NODES DISAGREE game=%s: %s", game.slug(), whichOne.getMessage());
            disagreements(game).increment();
            return false;
        } catch (ChainException away) {
            Log.warnf("playing on the lead, the chain is away: %s", away.getMessage());
            return unchanged(game, batch);
        }
    }

    /** Whether the row is still what was compared with the chain when it became final. */
    private boolean unchanged(Game game, Batch batch) {
        if (batch.finalSignature().isEmpty()) {
            return false;
        }
        var expected =
                batch.committedBlock()
                        .map(block -> batch.confirmation(game.registration().domain(), block))
                        .map(signer::sign);
        if (expected.equals(batch.finalSignature())) {
            return true;
        }
        games.halt(
                game.slug(),
                "batch " + batch.number() + " is not what was compared with the chain");
        return false;
    }

    private boolean reread(Game game, Batch batch) {
        var place = new Place(game.slug(), batch.number());
        var promise = new Promise(batch.root(), batch.masterHash());
        // A row that changed after it was compared is compared again.
        if (promise.equals(reread.get(place))) {
            return true;
        }
        boolean same = batch.finalAt().isPresent() && confirm(game, batch);
        if (same) {
            reread.put(place, promise);
        }
        return same;
    }

    private boolean confirm(Game game, Batch batch) {
        var gameId = game.registration().identity().gameId();
        var found = chain.finalBatch(gameId, batch.number());
        if (found.isEmpty()) {
            return false;
        }
        var onChain = found.get();
        if (!batch.promised(onChain.root(), onChain.masterHash())) {
            games.halt(
                    game.slug(),
                    "the chain holds another root or master hash of batch " + batch.number());
            return false;
        }
        long block = onChain.committedBlock();
        if (chain.head() < block + game.registration().confirmations()) {
            return false;
        }
        if (batch.finalSignature().isEmpty()) {
            var seen = batch.confirmation(game.registration().domain(), block);
            batches.confirm(game.slug(), batch.number(), block, signer.sign(seen));
            Log.infof("batch final game=%s batch=%d block=%d", game.slug(), batch.number(), block);
        }
        return true;
    }

    private Counter disagreements(Game game) {
        return meters.counter("fairdraw.chain.disagreements", "game", game.slug());
    }
}
