package fairdraw.fairness.batch;

import fairdraw.fairness.chain.ChainException;
import fairdraw.fairness.chain.ChainNode;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;
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
    private final InstantSource clock;
    private final Set<String> reread = ConcurrentHashMap.newKeySet();

    ConfirmBatches(PgBatches batches, PgGames games, ChainNode chain, InstantSource clock) {
        this.batches = batches;
        this.games = games;
        this.chain = chain;
        this.clock = clock;
    }

    /** Looks for every batch that is not final and has rounds to come. */
    public void step(Game game) {
        var identity = game.registration().identity();
        long current = identity.batchOf(Math.max(0, game.schedule().roundAt(clock.millis())));
        for (var batch : batches.unconfirmed(game.slug(), current)) {
            confirm(game, batch);
        }
    }

    /**
     * Whether rounds may open on the batch. It is read from the chain once more by each process;
     * while the chain is away, what was final before stays so.
     */
    public boolean holds(Game game, Batch batch) {
        if (batch.finalAt().isEmpty()) {
            return false;
        }
        var key = game.slug() + ":" + batch.number();
        if (reread.contains(key)) {
            return true;
        }
        try {
            boolean same = confirm(game, batch) && batch.sound();
            if (same) {
                reread.add(key);
            } else if (!batch.sound()) {
                games.halt(game.slug(), "leaves of batch " + batch.number() + " were changed");
            }
            return same;
        } catch (ChainException away) {
            Log.warnf("playing on the lead, the chain is away: %s", away.getMessage());
            return batch.sound();
        }
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
        if (batch.finalAt().isEmpty()) {
            batches.confirm(game.slug(), batch.number(), block);
            Log.infof("batch final game=%s batch=%d block=%d", game.slug(), batch.number(), block);
        }
        return true;
    }
}
