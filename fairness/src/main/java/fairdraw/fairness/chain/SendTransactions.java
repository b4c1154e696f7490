package fairdraw.fairness.chain;

import fairdraw.fairness.chain.ChainNode.Mined;
import fairdraw.fairness.chain.ChainTransaction.Attempt;
import fairdraw.fairness.chain.ChainTransaction.Block;
import fairdraw.fairness.chain.ChainTransaction.Fees;
import fairdraw.fairness.chain.ChainTransaction.State;
import fairdraw.fairness.store.Pg;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.fairness.store.PgLease;
import fairdraw.pf1.Bytes;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Convert;

/**
 * Brings each transaction of the outbox onto the chain: NEW, SIGNED, SENT, MINED, FINAL. It is
 * stored before it is sent, sent again until it is mined, and goes back when a reorganisation drops
 * it (spec 4.6).
 */
@Singleton
public class SendTransactions {

    private static final Duration RESEND_AFTER = Duration.ofSeconds(5);
    private static final int RESTARTS_MAX = 8;
    // The state may differ a little between the estimate and the block.
    private static final long GAS_MARGIN = 20_000;

    private final ChainSettings settings;
    private final ChainNode node;
    private final PgTransactions transactions;
    private final PgDatabase database;
    private final PgLease lease;
    private final InstantSource clock;

    SendTransactions(
            ChainSettings settings,
            ChainNode node,
            PgTransactions transactions,
            PgDatabase database,
            PgLease lease,
            InstantSource clock) {
        this.settings = settings;
        this.node = node;
        this.transactions = transactions;
        this.database = database;
        this.lease = lease;
        this.clock = clock;
    }

    /** One step of each unfinished transaction, in the order of nonces, by the leader. */
    public void step(long token) {
        for (var transaction : transactions.unfinished()) {
            if (transaction.state() == State.NEW) {
                sign(token, transaction);
            }
        }
        for (var transaction : transactions.unfinished()) {
            switch (transaction.state()) {
                // The chain refused its estimate for now.
                case NEW -> Log.debugf("not yet purpose=%s", purpose(transaction));
                case SIGNED -> broadcast(token, transaction);
                case SENT -> lookForReceipt(token, transaction);
                case MINED -> lookForFinality(token, transaction);
                case FINAL, REVERTED -> throw new IllegalStateException("finished");
            }
        }
    }

    private void sign(long token, ChainTransaction fresh) {
        switch (node.estimate(fresh.call().data(), fresh.call().value())) {
            case ChainNode.Reverts(var reason) -> {
                // The chain's clock may lag behind ours: what is too early now will do later.
                if (!reason.equals(ContractError.TOO_EARLY)) {
                    Log.errorf("chain refuses purpose=%s error=%s", purpose(fresh), reason);
                    write(token, db -> transactions.fail(db, fresh, State.REVERTED, reason));
                }
            }
            case ChainNode.Succeeds(var gas) -> {
                var fees = Fees.first(node.baseFee(), gwei(settings.tipGwei()), cap());
                long chainNonce = node.nonce();
                write(token, db -> signed(db, fresh, gas.longValueExact(), fees, chainNonce));
            }
        }
    }

    private void signed(Pg db, ChainTransaction fresh, long gas, Fees fees, long chainNonce) {
        var signed =
                new ChainTransaction(
                        fresh.position(),
                        fresh.call(),
                        State.SIGNED,
                        fresh.restarts(),
                        transactions.takeNonce(db, node.committer(), chainNonce),
                        gas + gas / 4 + GAS_MARGIN,
                        Optional.empty(),
                        fresh.attempts());
        transactions.sign(db, signed);
        transactions.attempt(db, signed, attempt(signed, fees));
    }

    private Attempt attempt(ChainTransaction transaction, Fees fees) {
        var raw =
                RawTransaction.createTransaction(
                        node.chainId(),
                        BigInteger.valueOf(transaction.nonce()),
                        BigInteger.valueOf(transaction.gasLimit()),
                        settings.contract(),
                        transaction.call().value(),
                        transaction.call().data().hex0x(),
                        fees.tip(),
                        fees.max());
        byte[] signed = TransactionEncoder.signMessage(raw, node.credentials());
        return new Attempt(
                Bytes.of(Hash.sha3(signed)),
                Bytes.of(signed),
                fees,
                clock.instant(),
                Optional.empty());
    }

    private void broadcast(long token, ChainTransaction transaction) {
        var attempt = transaction.newest();
        switch (node.broadcast(attempt.raw())) {
            case ACCEPTED, NONCE_USED ->
                    write(
                            token,
                            db -> {
                                transactions.sent(db, attempt);
                                transactions.move(db, transaction, State.SENT, Optional.empty());
                            });
            case UNDERPRICED -> bump(token, transaction);
        }
    }

    private void lookForReceipt(long token, ChainTransaction transaction) {
        var now = clock.instant();
        var newest = transaction.newest();
        boolean stuck = newest.signedAt().plus(settings.bumpAfter()).isBefore(now);
        // Asked before the receipts: a block in between must not look like a lost receipt.
        boolean used = stuck && node.nonce() > transaction.nonce();
        boolean lost = used && node.finalNonce() > transaction.nonce();
        // After a raise of fees either form may be the one that was mined.
        for (var attempt : transaction.attempts()) {
            var mined = node.receipt(attempt.hash());
            if (mined.isPresent()) {
                mined(token, transaction, mined.get());
                return;
            }
        }
        if (lost) {
            restart(token, transaction, "its nonce is used by another transaction");
        } else if (used) {
            Log.warnf("no receipt though its nonce is used purpose=%s", purpose(transaction));
        } else if (stuck) {
            bump(token, transaction);
        } else if (newest.sentAt().map(at -> at.plus(RESEND_AFTER).isBefore(now)).orElse(true)) {
            broadcast(token, transaction);
        }
    }

    private void mined(long token, ChainTransaction transaction, Mined mined) {
        var block = new Block(mined.blockNumber(), mined.blockHash());
        write(token, db -> transactions.move(db, transaction, State.MINED, Optional.of(block)));
        Log.infof(
                "mined purpose=%s block=%d ok=%b",
                purpose(transaction), mined.blockNumber(), mined.succeeded());
    }

    private void lookForFinality(long token, ChainTransaction transaction) {
        var block = transaction.block().orElseThrow();
        for (var attempt : transaction.attempts()) {
            var mined = node.receipt(attempt.hash());
            if (mined.isEmpty()) {
                continue;
            }
            if (!mined.get().blockHash().equals(block.hash())) {
                mined(token, transaction, mined.get());
            } else if (node.finalizedBlock() >= block.number()) {
                finish(token, transaction, mined.get());
            }
            return;
        }
        Log.warnf("dropped by the chain, sent again purpose=%s", purpose(transaction));
        broadcast(token, transaction);
    }

    private void finish(long token, ChainTransaction transaction, Mined mined) {
        if (mined.succeeded()) {
            write(
                    token,
                    db -> transactions.move(db, transaction, State.FINAL, transaction.block()));
        } else {
            restart(token, transaction, "reverted in its block");
        }
    }

    /** A reveal that is lost would cost the bond, so nothing is given up without its reason. */
    private void restart(long token, ChainTransaction lost, String why) {
        Log.errorf("begun again purpose=%s: %s", purpose(lost), why);
        if (lost.restarts() < RESTARTS_MAX) {
            write(token, db -> transactions.restart(db, lost, why));
        } else {
            write(token, db -> transactions.fail(db, lost, State.REVERTED, why));
        }
    }

    private void bump(long token, ChainTransaction transaction) {
        var fees = transaction.newest().fees().bumped(node.baseFee(), cap());
        if (fees.isEmpty()) {
            Log.errorf("stuck at the highest fee purpose=%s", purpose(transaction));
            broadcastQuietly(transaction);
            return;
        }
        if (!fees.get().replace(transaction.newest().fees())) {
            throw new IllegalStateException("no node would replace for " + fees.get());
        }
        var attempt = attempt(transaction, fees.get());
        write(
                token,
                db -> {
                    transactions.attempt(db, transaction, attempt);
                    transactions.move(db, transaction, State.SIGNED, Optional.empty());
                });
        Log.warnf("fees raised purpose=%s maxFee=%s", purpose(transaction), attempt.fees().max());
    }

    private void broadcastQuietly(ChainTransaction transaction) {
        var answer = node.broadcast(transaction.newest().raw());
        Log.debugf("sent again purpose=%s answer=%s", purpose(transaction), answer);
    }

    private void write(long token, Consumer<Pg> work) {
        database.transaction(db -> {
            lease.fence(db, token);
            work.accept(db);
            return token;
        });
    }

    private BigInteger cap() {
        return gwei(settings.maxFeeGwei());
    }

    private static BigInteger gwei(long amount) {
        return Convert.toWei(Long.toString(amount), Convert.Unit.GWEI).toBigIntegerExact();
    }

    private static String purpose(ChainTransaction transaction) {
        return transaction.call().purpose();
    }
}
