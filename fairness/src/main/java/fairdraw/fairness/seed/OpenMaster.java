package fairdraw.fairness.seed;

import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.store.Pg;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The one place that decrypts: it leaves a trace first, compares the master with its committed hash
 * and zeroes it after one use. A master that is not the committed one halts the game.
 */
@Singleton
public class OpenMaster {

    private static final String AUDIT =
            """
            insert into seed_audit (game, batch, round, purpose, at)
            values ($1, $2, $3, $4, $5)\
            """;
    private static final String FIND =
            """
            select s.key_version, s.nonce, s.ciphertext, b.master_hash
              from seed s join batch b on b.game = s.game and b.batch = s.batch
             where s.game = $1 and s.batch = $2\
            """;
    private static final String STORE =
            """
            insert into seed (game, batch, key_version, nonce, ciphertext)
            values ($1, $2, $3, $4, $5)\
            """;

    private final SeedVault vault;
    private final PgDatabase database;
    private final PgGames games;
    private final InstantSource clock;

    OpenMaster(SeedVault vault, PgDatabase database, PgGames games, InstantSource clock) {
        this.vault = vault;
        this.database = database;
        this.games = games;
        this.clock = clock;
    }

    /** Stores an encrypted master. */
    public void store(Pg transaction, String game, long batch, SealedMaster sealed) {
        transaction.change(
                STORE, game, batch, sealed.keyVersion(), sealed.nonce(), sealed.ciphertext());
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
        var forRound = round.isPresent() ? (Long) round.getAsLong() : null;
        database.change(AUDIT, game.slug(), batch, forRound, purpose, clock.instant());
        var row = database.row(FIND, game.slug(), batch).orElseThrow();
        var sealed =
                new SealedMaster(
                        row.getInteger("key_version"),
                        Pg.bytes(row, "nonce"),
                        Pg.bytes(row, "ciphertext"));
        byte[] master = open(game, batch, sealed);
        try {
            var domain = game.registration().domain();
            if (!Derivation.masterHash(master, domain, batch)
                    .equals(Pg.bytes(row, "master_hash"))) {
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
