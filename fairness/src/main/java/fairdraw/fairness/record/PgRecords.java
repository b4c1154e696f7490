package fairdraw.fairness.record;

import fairdraw.fairness.store.Pg;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.SignedRecord;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The published records in the database. */
@Singleton
class PgRecords {

    private static final String FIND =
            "select record_hash, record from record where game = $1 and round = $2";
    private static final String LAST =
            """
            select round, record_hash from record
             where game = $1 order by round desc limit 1\
            """;
    private static final String LOCK = "select game from game where game = $1 for update";
    private static final String UNDECIDED =
            """
            select min(o.round) as round from opening o
             where o.game = $1 and o.round > $2 and o.round < $3
               and not exists (select from skip s where s.game = o.game and s.round = o.round)\
            """;
    private static final String INSERT =
            """
            insert into record (game, round, state, record_hash, record, at)
            values ($1, $2, $3, $4, $5, $6)\
            """;
    private static final String PAGE =
            """
            select record from record where game = $1 and round >= $2 and round < $3
             order by round limit $4\
            """;

    // Every round before the last record either has one, or never opened, or is still undecided.
    private static final String COUNTS =
            """
            select count(*) filter (where state = 'SETTLED') as settled,
                   count(*) filter (where state = 'VOIDED') as voided,
                   count(*) filter (where record like '%"LATE_SEAL"%') as late,
                   coalesce(max(round) + 1 - count(*), 0) as skipped
              from record where game = $1\
            """;

    private final InstantSource clock;

    PgRecords(InstantSource clock) {
        this.clock = clock;
    }

    /** A record as it was published. */
    record Published(Bytes recordHash, String json) {}

    /** The end of the chain of records. */
    record Last(long round, Bytes recordHash) {}

    /** How the game's rounds ended, up to its last record. */
    record Counts(long settled, long voided, long late, long skipped) {}

    Counts counts(Pg connection, String game) {
        var row = connection.row(COUNTS, game).orElseThrow();
        return new Counts(
                row.getLong("settled"),
                row.getLong("voided"),
                row.getLong("late"),
                row.getLong("skipped"));
    }

    Optional<Published> find(Pg connection, String game, long round) {
        return connection
                .row(FIND, game, round)
                .map(row -> new Published(Pg.bytes(row, "record_hash"), row.getString("record")));
    }

    /** Keeps other records of the game from being written until the transaction ends. */
    void lock(Pg transaction, String game) {
        if (transaction.row(LOCK, game).isEmpty()) {
            throw new IllegalStateException("there is no game " + game);
        }
    }

    Optional<Last> last(Pg transaction, String game) {
        return transaction
                .row(LAST, game)
                .map(row -> new Last(row.getLong("round"), Pg.bytes(row, "record_hash")));
    }

    /** The first prepared round between the two that has neither a record nor a skip. */
    Optional<Long> undecided(Pg transaction, String game, long after, long before) {
        return transaction
                .row(UNDECIDED, game, after, before)
                .flatMap(row -> Optional.ofNullable(row.getLong("round")));
    }

    void insert(Pg transaction, String game, String state, SignedRecord record) {
        transaction.change(
                INSERT,
                game,
                record.record().opening().round(),
                state,
                record.recordHash(),
                record.json(),
                clock.instant());
    }

    List<String> page(Pg connection, String game, long from, long to, int limit) {
        return connection.rows(PAGE, game, from, to, limit).stream()
                .map(row -> row.getString("record"))
                .toList();
    }
}
