package fairdraw.engine.ticket;

import fairdraw.engine.game.Registration;
import fairdraw.engine.player.PgPseudonymKey;
import fairdraw.engine.player.Pseudonyms;
import fairdraw.engine.receipt.BetEntry;
import fairdraw.engine.receipt.BetRecord;
import fairdraw.engine.receipt.GroupReceipt;
import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stored tickets, whole: with receipts, and with what the settlement made of them. */
@ApplicationScoped
public class PgTicketViews {

    private static final int HASH_BYTES = 32;

    private static final String TICKETS =
            """
            select t.ticket, t.operator, t.player, t.session, t.mode, t.game, t.round, t.currency,
                   t.bets::text as bets, t.free_bet, t.body_hash, t.state, t.reason,
                   t.operator_transaction,
                   t.created_at_ms, t.confirm_by_ms, t.first_sequence, t.group_root, t.group_size,
                   t.group_index, t.group_proof, t.signature, r.state as round_state, r.table_hash,
                   g.registration
              from tickets t
              join rounds r on r.game = t.game and r.number = t.round
              join game_registration g on g.game = t.game
            """;

    private static final String BY_ID = TICKETS + " where t.ticket = any($1)";

    private static final String PAGE =
            TICKETS
                    + """
                    where t.operator = $1 and ($2 = '' or t.player = $2)
                      and ($3 = '' or t.game = $3) and ($4 < 0 or t.round = $4)
                      and t.created_at_ms >= $5 and t.created_at_ms < $6
                      and (t.created_at_ms, t.ticket) < ($7, $8)
                    order by t.created_at_ms desc, t.ticket desc limit $9\
                    """;

    private static final String ENTRIES =
            """
            select b.ticket, b.index, b.sequence, b.salt, b.leaf, b.head, s.payout
              from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[])
                       as w (game, round, first, bets)
              join bets b on b.game = w.game and b.round = w.round
                         and b.sequence >= w.first and b.sequence < w.first + w.bets
              left join settlements s on s.game = b.game and s.round = b.round
                                     and s.sequence = b.sequence
             order by b.game, b.round, b.sequence\
            """;

    private static final String ADJUSTMENTS =
            """
            select ticket, transaction, bet, amount, reason, approval, at_ms from correction
             where ticket = any($1) order by position\
            """;

    private final PgPseudonymKey pseudonymKey;

    PgTicketViews(PgPseudonymKey pseudonymKey) {
        this.pseudonymKey = pseudonymKey;
    }

    /** Which tickets to list; newest first, before a ticket that was created at a time. */
    public record Filter(
            String operator,
            String player,
            String game,
            long round,
            long fromMs,
            long toMs,
            long beforeMs,
            UUID beforeTicket) {}

    /**
     * The stored tickets of these ids of a game; those of other games and unknown ones are absent.
     */
    public Uni<Map<UUID, Ticket>> find(SqlClient client, String game, List<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return byId(client, ids)
                .map(views -> {
                    var found = new HashMap<UUID, Ticket>();
                    views.forEach(view -> found.put(view.ticket().body().id(), view.ticket()));
                    return found;
                });
    }

    /** The stored tickets of these ids, in any order; unknown ones are absent. */
    public Uni<List<TicketView>> byId(SqlClient client, List<UUID> ids) {
        var key = Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new));
        return client.preparedQuery(BY_ID).execute(wrap(key)).chain(rows -> views(client, rows));
    }

    /** A page of an operator's tickets. */
    public Uni<List<TicketView>> page(SqlClient client, Filter filter, int limit) {
        var key =
                Tuple.tuple()
                        .addString(filter.operator)
                        .addString(filter.player)
                        .addString(filter.game)
                        .addLong(filter.round)
                        .addLong(filter.fromMs)
                        .addLong(filter.toMs)
                        .addLong(filter.beforeMs)
                        .addUUID(filter.beforeTicket)
                        .addInteger(limit);
        return client.preparedQuery(PAGE).execute(wrap(key)).chain(rows -> views(client, rows));
    }

    private record Entry(BetEntryRow row, @Nullable Long payout) {}

    private record BetEntryRow(int index, long sequence, Bytes salt, Bytes leaf, Bytes head) {}

    private Uni<List<TicketView>> views(SqlClient client, RowSet<Row> rows) {
        var accepted = new ArrayList<Row>();
        rows.forEach(row -> {
            if (row.getString("state").equals("ACCEPTED")) {
                accepted.add(row);
            }
        });
        if (accepted.isEmpty()) {
            return Uni.createFrom().item(assemble(rows, Map.of(), Map.of(), null));
        }
        var windows =
                Tuple.tuple()
                        .addArrayOfString(texts(accepted, "game"))
                        .addArrayOfLong(longs(accepted, "round"))
                        .addArrayOfLong(longs(accepted, "first_sequence"))
                        .addArrayOfLong(
                                accepted.stream()
                                        .map(row -> (long) PgTickets.body(row).bets().size())
                                        .toArray(Long[]::new));
        return client.preparedQuery(ENTRIES)
                .execute(wrap(windows))
                .chain(entries ->
                        adjustments(client, accepted)
                                .chain(adjusted ->
                                        pseudonymKey
                                                .known()
                                                .map(known ->
                                                        assemble(
                                                                rows,
                                                                byTicket(entries),
                                                                adjusted,
                                                                known))));
    }

    /** By ticket; only what is settled can have been corrected. */
    private static Uni<Map<UUID, List<TicketView.Adjustment>>> adjustments(
            SqlClient client, List<Row> accepted) {
        var settled =
                accepted.stream()
                        .filter(PgTicketViews::isSettled)
                        .map(row -> row.getUUID("ticket"))
                        .toArray(UUID[]::new);
        if (settled.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(ADJUSTMENTS)
                .execute(wrap(Tuple.tuple().addArrayOfUUID(settled)))
                .map(rows -> {
                    var byTicket = new HashMap<UUID, List<TicketView.Adjustment>>();
                    rows.forEach(row ->
                            byTicket.computeIfAbsent(row.getUUID("ticket"), _ -> new ArrayList<>())
                                    .add(
                                            new TicketView.Adjustment(
                                                    row.getUUID("transaction"),
                                                    row.getInteger("bet"),
                                                    row.getLong("amount"),
                                                    row.getString("reason"),
                                                    row.getUUID("approval"),
                                                    row.getLong("at_ms"))));
                    return byTicket;
                });
    }

    private static boolean isSettled(Row row) {
        var round = row.getString("round_state");
        return round.equals("SETTLED") || round.equals("PUBLISHED");
    }

    private static Map<UUID, List<Entry>> byTicket(RowSet<Row> rows) {
        var byTicket = new HashMap<UUID, List<Entry>>();
        rows.forEach(row ->
                byTicket.computeIfAbsent(row.getUUID("ticket"), _ -> new ArrayList<>())
                        .add(
                                new Entry(
                                        new BetEntryRow(
                                                row.getInteger("index"),
                                                row.getLong("sequence"),
                                                bytes(row, "salt"),
                                                bytes(row, "leaf"),
                                                bytes(row, "head")),
                                        row.getLong("payout"))));
        return byTicket;
    }

    private static List<TicketView> assemble(
            RowSet<Row> rows,
            Map<UUID, List<Entry>> entries,
            Map<UUID, List<TicketView.Adjustment>> adjustments,
            @Nullable Pseudonyms pseudonyms) {
        var views = new ArrayList<TicketView>();
        rows.forEach(row -> {
            var body = PgTickets.body(row);
            var mine = entries.getOrDefault(body.id(), List.of());
            var ticket =
                    switch (row.getString("state")) {
                        case "RESERVED" -> new Ticket.Reserved(body);
                        case "DECLINED" -> new Ticket.Declined(body, row.getString("reason"));
                        case "EXPIRED" -> new Ticket.Expired(body, row.getString("reason"));
                        case "REFUNDED" -> new Ticket.Refunded(body, row.getString("reason"));
                        default ->
                                accepted(
                                        row,
                                        body,
                                        mine,
                                        java.util.Objects.requireNonNull(pseudonyms));
                    };
            var payouts = new HashMap<Integer, Long>();
            for (Entry entry : mine) {
                if (entry.payout != null) {
                    payouts.put(entry.row.index, entry.payout);
                }
            }
            var adjusted = adjustments.getOrDefault(body.id(), List.of());
            views.add(new TicketView(ticket, isSettled(row), payouts, adjusted));
        });
        return views;
    }

    private static Ticket accepted(
            Row row, TicketBody body, List<Entry> entries, Pseudonyms pseudonyms) {
        var gameId = Registration.terms(row.getBuffer("registration").getBytes()).gameId();
        var pseudonym = pseudonyms.of(body.owner());
        var tableHash = bytes(row, "table_hash");
        var bets = new ArrayList<BetEntry>();
        for (Entry entry : entries) {
            var at = entry.row;
            var bet = body.bets().get(at.index);
            var record =
                    new BetRecord(
                            gameId,
                            body.round(),
                            body.id(),
                            at.index,
                            body.party().operator(),
                            pseudonym,
                            bet.market(),
                            bet.selection(),
                            bet.stake(),
                            body.party().currency(),
                            tableHash);
            bets.add(new BetEntry(at.sequence, at.salt, at.leaf, at.head, record.json()));
        }
        var receipt =
                new GroupReceipt(
                        bytes(row, "group_root"),
                        row.getLong("group_size"),
                        row.getLong("group_index"),
                        split(row.getBuffer("group_proof").getBytes()),
                        bytes(row, "signature"));
        return new Ticket.Accepted(body, row.getString("operator_transaction"), bets, receipt);
    }

    /** Hashes of 32 bytes that are stored one after another. */
    static List<Bytes> split(byte[] joined) {
        var hashes = new ArrayList<Bytes>();
        for (int at = 0; at < joined.length; at += HASH_BYTES) {
            hashes.add(Bytes.of(java.util.Arrays.copyOfRange(joined, at, at + HASH_BYTES)));
        }
        return hashes;
    }

    private static Bytes bytes(Row row, String column) {
        return Bytes.of(row.getBuffer(column).getBytes());
    }

    private static String[] texts(List<Row> rows, String column) {
        return rows.stream().map(row -> row.getString(column)).toArray(String[]::new);
    }

    private static Long[] longs(List<Row> rows, String column) {
        return rows.stream().map(row -> row.getLong(column)).toArray(Long[]::new);
    }

    private static io.vertx.mutiny.sqlclient.Tuple wrap(Tuple tuple) {
        return io.vertx.mutiny.sqlclient.Tuple.newInstance(tuple);
    }
}
