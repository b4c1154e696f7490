package fairdraw.fairness.chain;

import fairdraw.fairness.store.PgLease;
import fairdraw.fairness.store.TestDatabase;
import fairdraw.pf1.Bytes;
import fairdraw.stack.ChainPart;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.web3j.protocol.core.RemoteFunctionCall;

/** One replica's outbox on a real database and chain; a test makes its steps and its time. */
public final class OutboxReplica {

    static final Duration BUMP_AFTER = Duration.ofSeconds(15);
    static final Duration RPC_DEADLINE = Duration.ofMillis(500);

    private final TestDatabase database;
    private final PgLease lease;
    private final ChainNode node;
    private final PgTransactions transactions;
    private final SendTransactions send;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    OutboxReplica(TestDatabase database, String rpc, String... witnesses) {
        InstantSource clock = () -> now;
        var settings = new Settings(rpc, Optional.of(List.of(witnesses)));
        this.database = database;
        this.lease = database.lease();
        this.node = new ChainNode(settings);
        this.transactions = new PgTransactions(database.database(), clock);
        this.send =
                new SendTransactions(
                        settings, node, transactions, database.database(), lease, clock);
    }

    record Settings(String rpc, Optional<List<String>> witnesses) implements ChainSettings {

        @Override
        public String contract() {
            return ChainPart.CONTRACT;
        }

        @Override
        public String committerKey() {
            return ChainPart.COMMITTER_KEY;
        }

        @Override
        public int confirmations() {
            return ContractChain.CONFIRMATIONS;
        }

        @Override
        public Duration timeout() {
            return RPC_DEADLINE;
        }

        @Override
        public Duration bumpAfter() {
            return BUMP_AFTER;
        }

        @Override
        public long tipGwei() {
            return 1;
        }

        @Override
        public long maxFeeGwei() {
            return 500;
        }
    }

    /** A node of the chain, with the witnesses. */
    public static ChainNode node(String rpc, String... witnesses) {
        return new ChainNode(new Settings(rpc, Optional.of(List.of(witnesses))));
    }

    ChainNode node() {
        return node;
    }

    /** Takes the lease. */
    long lead() {
        return lease.token().orElseThrow();
    }

    void append(String purpose, RemoteFunctionCall<?> call) {
        var encoded = Bytes.hex(call.encodeFunctionCall());
        var _ =
                database.database()
                        .transaction(db -> {
                            transactions.append(
                                    db, new ContractCall(purpose, encoded, BigInteger.ZERO));
                            return purpose;
                        });
    }

    /** One step as the leader. */
    void step() {
        send.step(lead());
    }

    void step(long token) {
        send.step(token);
    }

    /** Lets time pass. */
    void later(Duration time) {
        now = now.plus(time);
    }

    /** The state of the transaction with this purpose. */
    String state(String purpose) {
        return database.database()
                .row("select state from chain_transaction where purpose = $1", purpose)
                .orElseThrow()
                .getString("state");
    }

    String failure(String purpose) {
        return database.database()
                .row("select failure from chain_transaction where purpose = $1", purpose)
                .orElseThrow()
                .getString("failure");
    }

    /** Its signed forms, in the order of signing. */
    List<ChainTransaction.Attempt> attempts() {
        return transactions.unfinished().stream()
                .flatMap(transaction -> transaction.attempts().stream())
                .toList();
    }

    long count(String sql) {
        return database.database().row(sql).orElseThrow().getLong(0);
    }
}
