package fairdraw.operatorkit.wallet;

import fairdraw.operatorkit.wallet.WalletCall.Adjustment;
import fairdraw.operatorkit.wallet.WalletCall.Credit;
import fairdraw.operatorkit.wallet.WalletCall.Debit;
import fairdraw.operatorkit.wallet.WalletCall.Moving;
import fairdraw.operatorkit.wallet.WalletCall.Promotion;
import fairdraw.operatorkit.wallet.WalletCall.Rollback;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts and their journal in PostgreSQL. Every method joins the caller's transaction. */
@ApplicationScoped
public class PgWallet {

    /** A movement beside the fingerprint of the call that made it. */
    record Recorded(Movement movement, UUID fingerprint) {
        WalletRefusal refusal() {
            return WalletRefusal.valueOf(Objects.requireNonNull(movement.code()));
        }
    }

    /** A row to append. */
    record NewMovement(
            Moving call,
            String debitId,
            UUID id,
            UUID fingerprint,
            Movement.Outcome outcome,
            @Nullable String code,
            long amount,
            long change,
            @Nullable Long balance,
            Instant at) {}

    private static final String COLUMNS =
            """
            select position, transaction_id, operator_transaction_id, kind, outcome, code, debit_id,
                   player, currency, amount, change, balance, ticket_id, bet_id, game, round_id,
                   mode, at, fingerprint
              from movement
            """;

    private static final String APPEND =
            """
            insert into movement
                   (transaction_id, operator_transaction_id, kind, outcome, code, fingerprint,
                    debit_id, player, currency, amount, change, balance, ticket_id, bet_id, bets,
                    game, round_id, mode, reason, at, free_bet_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (transaction_id) do nothing
            """;

    private final PgSql sql;

    PgWallet(PgSql sql) {
        this.sql = sql;
    }

    /** Holds the debit's claim row until the transaction ends; makes it when it is new. */
    void claim(String debitId) {
        sql.update("insert into claim (debit_id) values (?) on conflict do nothing", debitId);
        sql.query(
                "select debit_id from claim where debit_id = ? for update",
                PgWallet::first,
                debitId);
    }

    Optional<Recorded> find(String transactionId) {
        return sql
                .query(COLUMNS + " where transaction_id = ?", PgWallet::recorded, transactionId)
                .stream()
                .findFirst();
    }

    /** Everything about a debit, oldest first: itself, its rollbacks, at most a credit per bet. */
    List<Movement> about(String debitId) {
        return sql.query(
                COLUMNS + " where debit_id = ? order by position", PgWallet::movement, debitId);
    }

    /** The applied debit of a ticket. */
    Optional<String> debitOf(String ticketId) {
        return sql
                .query(
                        """
                        select debit_id from movement
                         where ticket_id = ? and kind = 'DEBIT' and outcome = 'APPLIED'\
                        """,
                        PgWallet::first,
                        ticketId)
                .stream()
                .findFirst();
    }

    /** Holds the account row until the transaction ends. */
    Optional<Account> lock(String player, String currency) {
        return account(" for update", player, currency);
    }

    /** The account as it is now. */
    public Optional<Account> find(String player, String currency) {
        return account("", player, currency);
    }

    private Optional<Account> account(String lock, String player, String currency) {
        String text =
                """
                select player, currency, balance, blocked
                  from account where player = ? and currency = ?\
                """
                        + lock;
        return sql.query(text, PgWallet::account, player, currency).stream().findFirst();
    }

    /** The players of one currency, by name. */
    public List<Account> accounts(String currency, int limit) {
        return sql.query(
                """
                select player, currency, balance, blocked
                  from account where currency = ? order by player limit ?\
                """,
                PgWallet::account,
                currency,
                limit);
    }

    /** Appends a row; false when the transaction id is there already. */
    boolean append(NewMovement row) {
        Moving call = row.call();
        return sql.update(
                        APPEND,
                        call.transactionId(),
                        row.id(),
                        kind(call).name(),
                        row.outcome().name(),
                        row.code(),
                        row.fingerprint(),
                        row.debitId(),
                        call.player(),
                        call.currency(),
                        row.amount(),
                        row.change(),
                        row.balance(),
                        call.ticketId(),
                        betId(call),
                        call instanceof Debit debit ? debit.bets().size() : 0,
                        call.game(),
                        call.roundId(),
                        call.mode(),
                        reason(call),
                        row.at().atOffset(ZoneOffset.UTC),
                        call instanceof Debit debit ? debit.freeBetId().orElse(null) : null)
                == 1;
    }

    /** Adds to the balance; minor units, negative takes. */
    void change(String player, String currency, long change) {
        int rows =
                sql.update(
                        "update account set balance = balance + ?"
                                + " where player = ? and currency = ?",
                        change,
                        player,
                        currency);
        assert rows == 1 : player;
    }

    /** Newest movements of a player first. */
    public List<Movement> newest(String player, int limit) {
        return sql.query(
                COLUMNS + " where player = ? order by position desc limit ?",
                PgWallet::movement,
                player,
                limit);
    }

    /** Blocks a player's bets, or lets them be again; false when there is no such player. */
    boolean block(String player, boolean blocked) {
        return sql.update("update account set blocked = ? where player = ?", blocked, player) > 0;
    }

    /** Signs a player out of the casino everywhere. */
    void endSessions(String player) {
        int ended = sql.update("delete from casino_session where player = ?", player);
        assert ended >= 0 : player;
    }

    /**
     * What the house ordered in half-open [from, to), oldest first, past the cursor. Debits that
     * were refused are no transactions.
     */
    List<Movement> list(Instant from, Instant to, long after, int limit) {
        return sql.query(
                COLUMNS
                        + " where at >= ? and at < ? and position > ? and kind <> 'OPENING'"
                        + " and outcome <> 'REFUSED' order by position limit ?",
                PgWallet::movement,
                from.atOffset(ZoneOffset.UTC),
                to.atOffset(ZoneOffset.UTC),
                after,
                limit);
    }

    private static Movement.Kind kind(Moving call) {
        return switch (call) {
            case Debit _ -> Movement.Kind.DEBIT;
            case Credit _ -> Movement.Kind.CREDIT;
            case Rollback _ -> Movement.Kind.ROLLBACK;
            case Adjustment _ -> Movement.Kind.ADJUSTMENT;
            case Promotion _ -> Movement.Kind.PROMOTION;
        };
    }

    private static @Nullable String betId(Moving call) {
        return switch (call) {
            case Credit credit -> credit.betId();
            case Adjustment adjustment -> adjustment.betId();
            case Debit _, Rollback _, Promotion _ -> null;
        };
    }

    private static @Nullable String reason(Moving call) {
        return switch (call) {
            case Rollback rollback -> rollback.reason();
            case Adjustment adjustment -> adjustment.reason();
            case Promotion promotion -> promotion.reason();
            case Debit _, Credit _ -> null;
        };
    }

    private static String first(ResultSet row) throws SQLException {
        return row.getString(1);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4));
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        return new Recorded(movement(row), row.getObject("fingerprint", UUID.class));
    }

    private static Movement movement(ResultSet row) throws SQLException {
        return new Movement(
                row.getLong("position"),
                row.getString("transaction_id"),
                row.getObject("operator_transaction_id", UUID.class),
                Movement.Kind.valueOf(row.getString("kind")),
                Movement.Outcome.valueOf(row.getString("outcome")),
                row.getString("code"),
                row.getString("debit_id"),
                row.getString("player"),
                row.getString("currency"),
                row.getLong("amount"),
                row.getLong("change"),
                row.getObject("balance", Long.class),
                row.getString("ticket_id"),
                row.getString("bet_id"),
                row.getString("game"),
                row.getString("round_id"),
                row.getString("mode"),
                row.getObject("at", java.time.OffsetDateTime.class).toInstant());
    }
}
