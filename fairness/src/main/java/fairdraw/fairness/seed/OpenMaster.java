package fairdraw.fairness.seed;

import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The one place that decrypts: it leaves a trace first, compares the master with its committed hash
 * and zeroes it after one use. A master that is not the committed one halts the game.
 */
@Singleton
public class OpenMaster {

    private final SeedVault vault;
    private final PgSeeds seeds;
    private final PgGames games;

    OpenMaster(SeedVault vault, PgSeeds seeds, PgGames games) {
        this.vault = vault;
        this.seeds = seeds;
        this.games = games;
    }

    /**
     * Gives the batch's master to the use, which must not keep it.
     *
     * @param round the round it is opened for, if for one
     * @param purpose what the trace says
     * @throws fairdraw.kernel.RefusedException when it is not the committed one
     */
    public <T> T with(
            Game game, long batch, OptionalLong round, String purpose, Function<byte[], T> use) {
        seeds.trace(game.slug(), batch, round, purpose);
        var stored = seeds.find(game.slug(), batch);
        byte[] master = open(game, batch, stored.sealed());
        try {
            var domain = game.registration().domain();
            if (!Derivation.masterHash(master, domain, batch).equals(stored.masterHash())) {
                throw halted(game, batch);
            }
            return use.apply(master);
        } finally {
            Arrays.fill(master, (byte) 0);
        }
    }

    /**
     * Gives a round's seed to the use, which must not keep it.
     *
     * @param leaf the published seed hash, which must be the seed's
     */
    public <T> T withSeed(
            Game game, long round, Bytes leaf, String purpose, Function<byte[], T> use) {
        long batch = game.registration().identity().batchOf(round);
        var domain = game.registration().domain();
        return with(
                game,
                batch,
                OptionalLong.of(round),
                purpose,
                master -> {
                    byte[] seed = Derivation.seed(master, domain, round);
                    try {
                        if (!Derivation.seedLeaf(domain, round, seed).equals(leaf)) {
                            throw halted(game, batch);
                        }
                        return use.apply(seed);
                    } finally {
                        Arrays.fill(seed, (byte) 0);
                    }
                });
    }

    private byte[] open(Game game, long batch, SealedMaster sealed) {
        try {
            return vault.open(game.registration().domain(), batch, sealed);
        } catch (GeneralSecurityException notThisRow) {
            throw halted(game, batch);
        }
    }

    private RuntimeException halted(Game game, long batch) {
        var reason = "the stored master of batch " + batch + " is not the committed one";
        games.halt(game.slug(), reason);
        return Refusal.of(RefusalCode.UNAVAILABLE, "", reason).toException();
    }
}
