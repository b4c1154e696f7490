package fairdraw.fairness.seed;

import fairdraw.fairness.store.Pg;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.pf1.Bytes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** Encrypted masters, encrypted data keys and the trace of decryptions in the database. */
@Singleton
public class PgSeeds {

    private static final String STORE =
            """
            insert into seed (game, batch, key_version, nonce, ciphertext)
            values ($1, $2, $3, $4, $5)\
            """;
    private static final String FIND =
            """
            select s.key_version, s.nonce, s.ciphertext, b.master_hash
              from seed s join batch b on b.game = s.game and b.batch = s.batch
             where s.game = $1 and s.batch = $2\
            """;
    private static final String TRACE =
            """
            insert into seed_audit (game, batch, round, purpose, at)
            values ($1, $2, $3, $4, $5)\
            """;
    private static final String FIND_KEY = "select nonce, wrapped from data_key where version = $1";
    private static final String STORE_KEY =
            """
            insert into data_key (version, nonce, wrapped, at) values ($1, $2, $3, $4)
            on conflict do nothing\
            """;

    private final PgDatabase database;
    private final InstantSource clock;

    PgSeeds(PgDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A stored master and the hash that the chain holds of it. */
    record Stored(SealedMaster sealed, Bytes masterHash) {}

    /** Stores an encrypted master. */
    public void store(Pg transaction, String game, long batch, SealedMaster sealed) {
        transaction.change(
                STORE, game, batch, sealed.keyVersion(), sealed.nonce(), sealed.ciphertext());
    }

    Stored find(String game, long batch) {
        var row = database.row(FIND, game, batch).orElseThrow();
        return new Stored(
                new SealedMaster(
                        row.getInteger("key_version"),
                        Pg.bytes(row, "nonce"),
                        Pg.bytes(row, "ciphertext")),
                Pg.bytes(row, "master_hash"));
    }

    void trace(String game, long batch, OptionalLong round, String purpose) {
        var forRound = round.isPresent() ? (Long) round.getAsLong() : null;
        database.change(TRACE, game, batch, forRound, purpose, clock.instant());
    }

    Optional<WrappedKey> key(int version) {
        return database.row(FIND_KEY, version)
                .map(row -> new WrappedKey(Pg.bytes(row, "nonce"), Pg.bytes(row, "wrapped")));
    }

    /** Of two replicas that start at once, the first key counts for both. */
    void storeKey(int version, WrappedKey key) {
        database.change(STORE_KEY, version, key.nonce(), key.wrapped(), clock.instant());
    }
}
