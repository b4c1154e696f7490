package fairdraw.fairness.chain;

import fairdraw.fairness.chain.ChainTransaction.Attempt;
import fairdraw.fairness.chain.ChainTransaction.Block;
import fairdraw.fairness.chain.ChainTransaction.Fees;
import fairdraw.fairness.chain.ChainTransaction.State;
import fairdraw.fairness.store.Pg;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.pf1.Bytes;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The outbox of the chain. */
@Singleton
public class PgTransactions {

    private static final String APPEND =
            """
            insert into chain_transaction (purpose, data, value, state, at, changed_at)
            values ($1, $2, $3, 'NEW', $4, $4) on conflict (purpose) do nothing\
            """;
    private static final String UNFINISHED =
            """
            select position, purpose, data, value, state, restarts, nonce, gas_limit,
                   block_number, block_hash
              from chain_transaction where state in ('NEW', 'SIGNED', 'SENT', 'MINED')
             order by nonce nulls last, position limit 64\
            """;
    private static final String OLDEST =
            """
            select min(at) as at from chain_transaction
             where state in ('NEW', 'SIGNED', 'SENT', 'MINED')\
            """;
    private static final String ATTEMPTS =
            """
            select hash, raw, tip, max_fee, at, sent_at from chain_attempt where position = $1
             order by max_fee\
            """;
    private static final String TAKE_NONCE =
            """
            insert into chain_signer as signer (address, next_nonce) values ($1, $2 + 1)
            on conflict (address) do update
               set next_nonce = greatest(signer.next_nonce, $2) + 1
            returning next_nonce - 1 as nonce\
            """;
    private static final String SIGN =
            """
            update chain_transaction set state = 'SIGNED', nonce = $2, gas_limit = $3,
                   changed_at = $4
             where position = $1 and state = 'NEW'\
            """;
    private static final String ATTEMPT =
            """
            insert into chain_attempt (hash, position, raw, tip, max_fee, at)
            values ($1, $2, $3, $4, $5, $6)\
            """;
    private static final String SENT = "update chain_attempt set sent_at = $2 where hash = $1";
    private static final String MOVE =
            """
            update chain_transaction set state = $2, block_number = $3, block_hash = $4,
                   failure = $5, changed_at = $6
             where position = $1\
            """;
    // The row that lost its nonce stays, with its attempts; a new one takes its purpose.
    private static final String LOSE =
            """
            update chain_transaction
               set state = 'REVERTED', purpose = purpose || ' #' || position, failure = $2,
                   changed_at = $3
             where position = $1 and state in ('SENT', 'MINED')\
            """;
    private static final String RESTART =
            """
            insert into chain_transaction (purpose, data, value, state, restarts, at, changed_at)
            values ($1, $2, $3, 'NEW', $4, $5, $5)\
            """;
    private static final String HASHES =
            """
            select t.purpose, t.state, a.hash from chain_transaction t
              join chain_attempt a on a.position = t.position
             where t.purpose = $1 order by a.max_fee desc\
            """;
    private static final String COUNT =
            """
            select count(*) from chain_transaction
             where state in ('NEW', 'SIGNED', 'SENT', 'MINED')\
            """;

    private final PgDatabase database;
    private final InstantSource clock;

    PgTransactions(PgDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Puts a call into the outbox, unless its purpose is there. */
    public void append(Pg transaction, ContractCall call) {
        transaction.change(APPEND, call.purpose(), call.data(), call.value(), clock.instant());
    }

    /** The hash of the transaction with this purpose, when it is signed. */
    public Optional<Bytes> hash(String purpose) {
        return database.row(HASHES, purpose).map(row -> Pg.bytes(row, "hash"));
    }

    /** How many have neither become final nor failed. */
    long waiting() {
        return database.row(COUNT).map(row -> row.getLong(0)).orElse(0L);
    }

    /** Since when the oldest of these waits. */
    public Optional<Instant> waitingSince() {
        return database.row(OLDEST).flatMap(row -> Pg.optionalInstant(row, "at"));
    }

    List<ChainTransaction> unfinished() {
        return database.rows(UNFINISHED).stream().map(this::transaction).toList();
    }

    /** The next nonce, never below that of the chain. */
    long takeNonce(Pg transaction, Bytes address, long chainNonce) {
        return transaction.row(TAKE_NONCE, address, chainNonce).orElseThrow().getLong("nonce");
    }

    void sign(Pg transaction, ChainTransaction signed) {
        transaction.change(
                SIGN, signed.position(), signed.nonce(), signed.gasLimit(), clock.instant());
    }

    void attempt(Pg transaction, ChainTransaction of, Attempt attempt) {
        transaction.change(
                ATTEMPT,
                attempt.hash(),
                of.position(),
                attempt.raw(),
                attempt.fees().tip(),
                attempt.fees().max(),
                attempt.signedAt());
    }

    void sent(Pg transaction, Attempt attempt) {
        transaction.change(SENT, attempt.hash(), clock.instant());
    }

    void move(Pg transaction, ChainTransaction of, State to, Optional<Block> block) {
        move(transaction, of, to, block, Optional.empty());
    }

    /** Begins the call again with a new nonce: its estimate will tell whether there is need. */
    void restart(Pg transaction, ChainTransaction lost, String why) {
        if (transaction.change(LOSE, lost.position(), why, clock.instant()) == 1) {
            transaction.change(
                    RESTART,
                    lost.call().purpose(),
                    lost.call().data(),
                    lost.call().value(),
                    lost.restarts() + 1,
                    clock.instant());
        }
    }

    void fail(Pg transaction, ChainTransaction of, State to, String reason) {
        move(transaction, of, to, of.block(), Optional.of(reason));
    }

    private void move(
            Pg transaction,
            ChainTransaction of,
            State to,
            Optional<Block> block,
            Optional<String> failure) {
        transaction.change(
                MOVE,
                of.position(),
                to.name(),
                block.map(Block::number).orElse(null),
                block.map(Block::hash).orElse(null),
                failure.orElse(null),
                clock.instant());
    }

    private ChainTransaction transaction(Row row) {
        long position = row.getLong("position");
        var state = State.valueOf(row.getString("state"));
        Long block = row.getLong("block_number");
        return new ChainTransaction(
                position,
                new ContractCall(
                        row.getString("purpose"),
                        Pg.bytes(row, "data"),
                        row.getNumeric("value").bigIntegerValue()),
                state,
                row.getInteger("restarts"),
                state == State.NEW ? 0 : row.getLong("nonce"),
                state == State.NEW ? 0 : row.getLong("gas_limit"),
                block == null
                        ? Optional.empty()
                        : Optional.of(new Block(block, Pg.bytes(row, "block_hash"))),
                database.rows(ATTEMPTS, position).stream().map(PgTransactions::attempt).toList());
    }

    private static Attempt attempt(Row row) {
        return new Attempt(
                Pg.bytes(row, "hash"),
                Pg.bytes(row, "raw"),
                new Fees(
                        row.getNumeric("tip").bigIntegerValue(),
                        row.getNumeric("max_fee").bigIntegerValue()),
                Pg.instant(row, "at"),
                Pg.optionalInstant(row, "sent_at"));
    }
}
