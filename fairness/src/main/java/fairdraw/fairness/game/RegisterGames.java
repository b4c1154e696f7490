package fairdraw.fairness.game;

import fairdraw.fairness.beacon.HttpRelays;
import fairdraw.fairness.chain.ChainNode;
import fairdraw.fairness.chain.ContractCalls;
import fairdraw.fairness.chain.PgTransactions;
import fairdraw.fairness.record.RecordSigner;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.fairness.store.PgLease;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameIdentity;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.Schedule;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Defines each configured game once, when chain and beacon answer, has it registered and waits
 * until the chain holds it.
 */
@Singleton
public class RegisterGames {

    private static final long SECOND_MS = 1000;

    private final GameSettings settings;
    private final PgGames games;
    private final PgDatabase database;
    private final PgLease lease;
    private final ChainNode chain;
    private final ContractCalls calls;
    private final PgTransactions transactions;
    private final HttpRelays relays;
    private final RecordSigner signer;
    private final InstantSource clock;
    private final int depth;
    private final Duration startAfter;
    private final Duration revealWindow;
    private final Bytes receiptKey;

    RegisterGames(
            GameSettings settings,
            PgGames games,
            PgDatabase database,
            PgLease lease,
            ChainNode chain,
            ContractCalls calls,
            PgTransactions transactions,
            HttpRelays relays,
            RecordSigner signer,
            InstantSource clock,
            @ConfigProperty(name = "fairdraw.batch.depth") int depth,
            @ConfigProperty(name = "fairdraw.registration.start-after") Duration startAfter,
            @ConfigProperty(name = "fairdraw.registration.reveal-window") Duration revealWindow,
            @ConfigProperty(name = "fairdraw.receipt.public-key") String receiptKey) {
        this.settings = settings;
        this.games = games;
        this.database = database;
        this.lease = lease;
        this.chain = chain;
        this.calls = calls;
        this.transactions = transactions;
        this.relays = relays;
        this.signer = signer;
        this.clock = clock;
        this.depth = depth;
        this.startAfter = startAfter;
        this.revealWindow = revealWindow;
        this.receiptKey = Bytes.hex(receiptKey);
    }

    /** One step for every game, by the leader. */
    public void step(long token) {
        settings.games()
                .forEach((slug, rules) -> {
                    var game = games.find(slug);
                    if (game.isEmpty()) {
                        define(token, slug, rules);
                    } else if (game.get().registeredAt().isEmpty()) {
                        lookFor(game.get());
                    }
                });
    }

    private void define(long token, String slug, GameSettings.GameRules rules) {
        var beacon = relays.chain();
        var registration =
                new GameRegistration(
                        slug,
                        new GameIdentity(
                                OutcomeSpace.of(rules.kind(), rules.parameters()),
                                new Schedule(
                                        originMs(),
                                        rules.period().toMillis(),
                                        rules.bet().toMillis(),
                                        rules.gap().toMillis()),
                                depth,
                                beacon.source()),
                        beacon,
                        chain.chainId(),
                        chain.address(),
                        chain.confirmations(),
                        chain.committer(),
                        signer.publicKey(),
                        receiptKey);
        var call = calls.registerGame(registration, revealWindow);
        boolean defined =
                database.transaction(transaction -> {
                    lease.fence(transaction, token);
                    if (!games.define(transaction, registration)) {
                        return false;
                    }
                    transactions.append(transaction, call);
                    return true;
                });
        if (defined) {
            Log.infof(
                    "game defined game=%s gameId=%s originMs=%d",
                    slug,
                    registration.identity().gameId(),
                    registration.identity().schedule().originMs());
        }
    }

    private long originMs() {
        long earliest = clock.instant().plus(startAfter).toEpochMilli();
        return Math.ceilDiv(earliest, SECOND_MS) * SECOND_MS;
    }

    private void lookFor(Game game) {
        var registration = game.registration();
        var found = chain.game(registration.identity().gameId());
        if (found.isEmpty()) {
            return;
        }
        if (found.get().is(registration)) {
            games.markRegistered(game.slug());
        } else {
            games.halt(game.slug(), "the chain holds the game with other rules");
        }
    }
}
