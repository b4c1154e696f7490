package fairdraw.operatorkit.wallet;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The free bets that we granted. Every method joins the caller's transaction. */
@ApplicationScoped
public class PgFreeBets {

    // One that was rolled back may be played again.
    private static final String GRANTED =
            """
            select f.id, f.player, f.currency, f.game, f.stake,
                   exists (select from movement d
                            where d.free_bet_id = f.id and d.kind = 'DEBIT'
                              and d.outcome = 'APPLIED'
                              and not exists (select from movement r
                                    where r.debit_id = d.transaction_id and r.kind = 'ROLLBACK'
                                      and r.outcome = 'APPLIED')) as played
              from free_bet f
            """;

    private final PgSql sql;

    PgFreeBets(PgSql sql) {
        this.sql = sql;
    }

    /** Grants a free bet; false when there is one of this id already. */
    public boolean grant(FreeBet bet, Instant now) {
        return sql.update(
                        """
                        insert into free_bet (id, player, currency, game, stake, granted_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """,
                        bet.id(),
                        bet.player(),
                        bet.currency(),
                        bet.game(),
                        bet.stake(),
                        now.atOffset(ZoneOffset.UTC))
                == 1;
    }

    /** A free bet whose use nobody else decides about until the transaction ends. */
    Optional<FreeBet> lock(String id) {
        sql.query("select id from free_bet where id = ? for update", row -> row.getString(1), id);
        return find(id);
    }

    /** A free bet as it is now. */
    public Optional<FreeBet> find(String id) {
        return sql.query(GRANTED + " where f.id = ?", PgFreeBets::read, id).stream().findFirst();
    }

    /** What a player was granted and may still play, oldest first. */
    public List<FreeBet> open(String player, int limit) {
        return sql
                .query(
                        GRANTED + " where f.player = ? order by f.granted_at desc, f.id limit ?",
                        PgFreeBets::read,
                        player,
                        limit)
                .stream()
                .filter(bet -> !bet.played())
                .toList()
                .reversed();
    }

    private static FreeBet read(ResultSet row) throws SQLException {
        return new FreeBet(
                row.getString("id"),
                row.getString("player"),
                row.getString("currency"),
                row.getString("game"),
                row.getLong("stake"),
                row.getBoolean("played"));
    }
}
