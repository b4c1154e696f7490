package fairdraw.engine.approval;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was approved and done; rows are only ever added. */
@ApplicationScoped
public class PgCorrections {

    private static final String KEEP =
            """
            insert into correction (approval, kind, requested_by, approved_by, reason,
                   approved_at_ms, at_ms, game, round, operator, currency, mode, ticket, bet,
                   transaction, amount, player)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            on conflict (approval) do nothing\
            """;

    private static final String FIND =
            """
            select approval, kind, requested_by, approved_by, reason, approved_at_ms, game, round,
                   operator, currency, mode, ticket, bet, amount, player
              from correction where approval = $1\
            """;

    /**
     * Keeps a correction in the caller's transaction. True when this call did, false when it was
     * kept before.
     *
     * @throws fairdraw.kernel.RefusedException (as a failure) when the approval was of something
     *     else
     */
    public Uni<Boolean> keep(SqlClient tx, Correction correction, long nowMs) {
        return tx.preparedQuery(KEEP)
                .execute(Tuple.newInstance(row(correction, nowMs)))
                .chain(kept ->
                        kept.rowCount() == 1
                                ? Uni.createFrom().item(true)
                                : done(tx, correction).replaceWith(false));
    }

    /**
     * Whether this very correction was kept before.
     *
     * @throws fairdraw.kernel.RefusedException (as a failure) when the approval was of something
     *     else
     */
    public Uni<Boolean> done(SqlClient client, Correction correction) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(correction.approval().id()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return false;
                    }
                    if (!correction(rows.iterator().next()).equals(correction)) {
                        throw Refusal.of(
                                        RefusalCode.IDEMPOTENCY_MISMATCH,
                                        "approval.id",
                                        "the approval was of something else")
                                .toException();
                    }
                    return true;
                });
    }

    private static io.vertx.sqlclient.Tuple row(Correction correction, long nowMs) {
        var approval = correction.approval();
        var row =
                io.vertx.sqlclient.Tuple.tuple()
                        .addUUID(approval.id())
                        .addString(kind(correction))
                        .addString(approval.requestedBy())
                        .addString(approval.approvedBy())
                        .addString(approval.reason())
                        .addLong(approval.approvedAtMs())
                        .addLong(nowMs);
        return switch (correction) {
            case Correction.VoidRound it ->
                    about(row, it.game(), it.round(), null, null, null, null, 0, "");
            case Correction.AdjustBet it ->
                    about(
                            row,
                            it.game(),
                            it.round(),
                            it.party(),
                            it.ticket(),
                            it.bet(),
                            it.transaction(),
                            it.amount(),
                            "");
            case Correction.Promotion it ->
                    about(
                            row,
                            "",
                            0,
                            it.party(),
                            null,
                            null,
                            it.transaction(),
                            it.amount(),
                            it.player());
            case Correction.Payment it ->
                    about(row, "", 0, it.party(), null, null, it.transaction(), it.amount(), "");
        };
    }

    private static io.vertx.sqlclient.Tuple about(
            io.vertx.sqlclient.Tuple row,
            String game,
            long round,
            @Nullable Party party,
            @Nullable UUID ticket,
            @Nullable Integer bet,
            @Nullable UUID transaction,
            long amount,
            String player) {
        return row.addString(game)
                .addLong(round)
                .addString(party == null ? "" : party.operator())
                .addString(party == null ? "" : party.currency())
                .addString(party == null ? "" : party.mode().name())
                .addUUID(ticket)
                .addInteger(bet)
                .addUUID(transaction)
                .addLong(amount)
                .addString(player);
    }

    private static String kind(Correction correction) {
        return switch (correction) {
            case Correction.VoidRound _ -> "VOID_ROUND";
            case Correction.AdjustBet _ -> "ADJUST_BET";
            case Correction.Promotion _ -> "PROMOTION";
            case Correction.Payment _ -> "PAYMENT";
        };
    }

    private static Correction correction(Row row) {
        var approval =
                new Approval(
                        row.getUUID("approval"),
                        row.getString("requested_by"),
                        row.getString("approved_by"),
                        row.getString("reason"),
                        row.getLong("approved_at_ms"));
        return switch (row.getString("kind")) {
            case "VOID_ROUND" ->
                    new Correction.VoidRound(approval, row.getString("game"), row.getLong("round"));
            case "ADJUST_BET" ->
                    new Correction.AdjustBet(
                            approval,
                            party(row),
                            row.getString("game"),
                            row.getLong("round"),
                            Optional.of(row.getUUID("ticket")).orElseThrow(),
                            row.getInteger("bet"),
                            row.getLong("amount"));
            case "PROMOTION" ->
                    new Correction.Promotion(
                            approval, party(row), row.getString("player"), row.getLong("amount"));
            case "PAYMENT" -> new Correction.Payment(approval, party(row), row.getLong("amount"));
            default -> throw new IllegalStateException("no such kind: " + row.getString("kind"));
        };
    }

    private static Party party(Row row) {
        return new Party(
                row.getString("operator"),
                row.getString("currency"),
                Mode.valueOf(row.getString("mode")));
    }
}
