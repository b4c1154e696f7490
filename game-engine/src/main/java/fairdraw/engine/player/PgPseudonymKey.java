package fairdraw.engine.player;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The key of the pseudonyms: made at the first start, shared by all replicas, never changed. */
@ApplicationScoped
public class PgPseudonymKey {

    private static final int KEY_BYTES = 32;

    private static final String KEEP =
            """
            insert into engine_secret (name, value) values ('pseudonym', $1)
            on conflict (name) do nothing\
            """;

    private static final String READ = "select value from engine_secret where name = 'pseudonym'";

    private final Pool pool;
    private final SecureRandom random;
    private volatile @Nullable Pseudonyms known;

    PgPseudonymKey(Pool pool, SecureRandom random) {
        this.pool = pool;
        this.random = random;
    }

    /** The pseudonyms of this platform; read once. */
    public Uni<Pseudonyms> known() {
        var read = known;
        return read != null ? Uni.createFrom().item(read) : pseudonyms().invoke(p -> known = p);
    }

    private Uni<Pseudonyms> pseudonyms() {
        byte[] fresh = new byte[KEY_BYTES];
        random.nextBytes(fresh);
        return pool.preparedQuery(KEEP)
                .execute(Tuple.of(Buffer.buffer(fresh)))
                .chain(() -> pool.query(READ).execute())
                .map(rows -> new Pseudonyms(rows.iterator().next().getBuffer("value").getBytes()));
    }
}
