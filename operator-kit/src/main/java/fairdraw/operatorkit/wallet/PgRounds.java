package fairdraw.operatorkit.wallet;

import fairdraw.operatorkit.wallet.WalletCall.RoundClose;
import fairdraw.operatorkit.wallet.WalletCall.RoundSealed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Seals and closes of rounds in PostgreSQL. Every method joins the caller's transaction. */
@ApplicationScoped
class PgRounds {

    /** Number of bets and minor units of one round, rolled back tickets left out. */
    record Totals(long bets, long stakes, long payouts) {}

    /** A close as it was kept first. */
    record KeptClose(UUID id, UUID fingerprint, Totals ours) {}

    private static final String KEEP_SEAL =
            """
            insert into seal (game, round_id, seal, signature, bet_root, bet_count, table_hash,
                              sealed_at, received_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (game, round_id, seal) do nothing
            """;

    private static final String OURS =
            """
            select coalesce(sum(bets) filter (where kind = 'DEBIT'), 0)
                       - coalesce(sum(refunded_bets), 0),
                   coalesce(sum(amount) filter (where kind = 'DEBIT'), 0)
                       - coalesce(sum(amount) filter (where kind = 'ROLLBACK'), 0),
                   coalesce(sum(amount) filter (where kind = 'CREDIT'), 0)
              from (select movement.kind, movement.amount, movement.bets,
                           (select debit.bets from movement debit
                             where debit.transaction_id = movement.debit_id
                               and movement.kind = 'ROLLBACK') as refunded_bets
                      from movement
                     where game = ? and round_id = ? and currency = ? and outcome = 'APPLIED') moved
            """;

    private static final String KEEP_CLOSE =
            """
            insert into round_close (transaction_id, operator_transaction_id, fingerprint, game,
                                     round_id, currency, bets, stakes, payouts, our_bets,
                                     our_stakes, our_payouts, at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (transaction_id) do nothing
            """;

    private final PgSql sql;

    PgRounds(PgSql sql) {
        this.sql = sql;
    }

    /** Keeps a seal once; the same text again changes nothing. */
    void keepSeal(RoundSealed seal, Instant now) {
        int rows =
                sql.update(
                        KEEP_SEAL,
                        seal.game(),
                        seal.roundId(),
                        seal.seal(),
                        seal.signature(),
                        seal.betRoot(),
                        seal.betCount(),
                        seal.tableHash(),
                        seal.sealedAt().atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC));
        assert rows <= 1 : rows;
    }

    /** When each seal of the round was received first, the first one first. */
    List<Instant> seals(String game, String roundId) {
        return sql.query(
                "select received_at from seal where game = ? and round_id = ? order by received_at",
                row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                game,
                roundId);
    }

    /** What our own journal says of the round. */
    Totals ours(String game, String roundId, String currency) {
        return sql.query(
                        OURS,
                        row -> new Totals(row.getLong(1), row.getLong(2), row.getLong(3)),
                        game,
                        roundId,
                        currency)
                .getFirst();
    }

    /** Keeps a close once; the same transaction id again changes nothing. */
    void keepClose(RoundClose close, UUID id, UUID fingerprint, Totals ours, Instant now) {
        int rows =
                sql.update(
                        KEEP_CLOSE,
                        close.transactionId(),
                        id,
                        fingerprint,
                        close.game(),
                        close.roundId(),
                        close.currency(),
                        close.bets(),
                        close.stakes(),
                        close.payouts(),
                        ours.bets(),
                        ours.stakes(),
                        ours.payouts(),
                        now.atOffset(ZoneOffset.UTC));
        assert rows <= 1 : rows;
    }

    Optional<KeptClose> close(String transactionId) {
        return sql
                .query(
                        """
                        select operator_transaction_id, fingerprint, our_bets, our_stakes,
                               our_payouts
                          from round_close where transaction_id = ?\
                        """,
                        row ->
                                new KeptClose(
                                        row.getObject(1, UUID.class),
                                        row.getObject(2, UUID.class),
                                        new Totals(row.getLong(3), row.getLong(4), row.getLong(5))),
                        transactionId)
                .stream()
                .findFirst();
    }
}
