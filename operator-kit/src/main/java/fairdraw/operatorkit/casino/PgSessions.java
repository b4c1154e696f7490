package fairdraw.operatorkit.casino;

import static java.nio.charset.StandardCharsets.US_ASCII;

import fairdraw.operatorkit.wallet.PgSql;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Sign-ins in PostgreSQL. Only the hash of a token is kept: a copied table signs nobody in. */
@ApplicationScoped
class PgSessions {

    private final PgSql sql;

    PgSessions(PgSql sql) {
        this.sql = sql;
    }

    void open(String token, String player, Instant expiresAt, Instant now) {
        int ended =
                sql.update(
                        "delete from casino_session where expires_at <= ?",
                        now.atOffset(ZoneOffset.UTC));
        assert ended >= 0 : ended;
        int opened =
                sql.update(
                        "insert into casino_session (token_hash, player, expires_at)"
                                + " values (?, ?, ?)",
                        sha256(token),
                        player,
                        expiresAt.atOffset(ZoneOffset.UTC));
        assert opened == 1 : opened;
    }

    /** Who the token stands for, if it is still good. */
    Optional<String> player(String token, Instant now) {
        return sql
                .query(
                        "select player from casino_session where token_hash = ? and expires_at > ?",
                        row -> row.getString(1),
                        sha256(token),
                        now.atOffset(ZoneOffset.UTC))
                .stream()
                .findFirst();
    }

    /** Ends a sign-in; an unknown one is fine. */
    void close(String token) {
        int ended = sql.update("delete from casino_session where token_hash = ?", sha256(token));
        assert ended <= 1 : ended;
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
