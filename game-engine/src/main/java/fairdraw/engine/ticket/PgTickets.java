package fairdraw.engine.ticket;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Tickets and their bets as a group commit writes them: a statement for each kind of change. */
@ApplicationScoped
public class PgTickets {

    private static final int LOAD_ROWS = 1_000;

    private static final String MONEY_KEYS =
            """
            insert into money_key (operator, player, transaction, body_hash, ticket, at_ms)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::uuid[],
                   $6::bigint[])\
            """;

    private static final String RESERVE =
            """
            insert into tickets (ticket, operator, player, session, mode, game, round, currency,
                   stake, bets, body_hash, state, created_at_ms, confirm_by_ms, free_bet)
            select ticket, operator, player, session, mode, game, round, currency, stake,
                   bets::jsonb, body_hash, 'RESERVED', created_at_ms, confirm_by_ms, free_bet
              from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                   $7::bigint[], $8::text[], $9::bigint[], $10::text[], $11::bytea[],
                   $12::bigint[], $13::bigint[], $14::text[])
                   as t (ticket, operator, player, session, mode, game, round, currency, stake,
                   bets, body_hash, created_at_ms, confirm_by_ms, free_bet)\
            """;

    private static final String ACCEPT =
            """
            update tickets t
               set state = 'ACCEPTED', operator_transaction = a.operator_transaction,
                   decided_at_ms = $9, first_sequence = a.first_sequence,
                   group_root = a.group_root, group_size = a.group_size,
                   group_index = a.group_index, group_proof = a.group_proof,
                   signature = a.signature
              from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bytea[], $5::bigint[],
                   $6::bigint[], $7::bytea[], $8::bytea[])
                   as a (ticket, operator_transaction, first_sequence, group_root, group_size,
                   group_index, group_proof, signature)
             where t.ticket = a.ticket and t.state = 'RESERVED'\
            """;

    private static final String END =
            """
            update tickets t set state = e.state, reason = e.reason, decided_at_ms = $4
              from unnest($1::uuid[], $2::text[], $3::text[]) as e (ticket, state, reason)
             where t.ticket = e.ticket
               and t.state = case e.state when 'REFUNDED' then 'ACCEPTED' else 'RESERVED' end\
            """;

    private static final String PAGE =
            """
            select t.ticket, t.operator, t.player, t.session, t.mode, t.game, t.round, t.currency,
                   t.bets::text as bets, t.state, t.created_at_ms, t.confirm_by_ms, t.body_hash,
                   t.free_bet
              from tickets t
             where t.game = $1 and t.round = $2 and t.ticket > $3
               and t.state in ('RESERVED', 'ACCEPTED')
             order by t.ticket limit $4\
            """;

    private static final String LOCK_ONE =
            "select ticket from tickets where ticket = $1 for no key update";

    // The round's lock (spec 5): nothing enters a round whose set of bets is being fixed.
    private static final String LOCK_ROUNDS =
            """
            select number from rounds
             where game = $1 and number = any($2) and state in ('OPEN', 'CLOSED')
               and bet_root is null
             order by number for no key update\
            """;

    private static final String RESERVED =
            """
            select t.ticket, t.operator, t.player, t.session, t.mode, t.game, t.round, t.currency,
                   t.bets::text as bets, t.state, t.created_at_ms, t.confirm_by_ms, t.body_hash,
                   t.free_bet
              from tickets t
             where t.game = $1 and t.round = $2 and t.state = 'RESERVED'
             order by t.created_at_ms, t.ticket\
            """;

    private final PgBets bets;

    PgTickets(PgBets bets) {
        this.bets = bets;
    }

    /** Locks the rounds; those that take no bets any more are missing in the answer. */
    public Uni<List<Long>> lock(SqlClient tx, String game, Collection<Long> rounds) {
        return tx.preparedQuery(LOCK_ROUNDS)
                .execute(
                        wrap(
                                Tuple.tuple()
                                        .addString(game)
                                        .addArrayOfLong(rounds.toArray(Long[]::new))))
                .map(rows -> {
                    var locked = new ArrayList<Long>();
                    rows.forEach(row -> locked.add(row.getLong("number")));
                    return locked;
                });
    }

    /** Writes new tickets with their keys. */
    public Uni<Void> reserve(SqlClient tx, List<Ticket.Reserved> tickets) {
        if (tickets.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var bodies = tickets.stream().map(Ticket.Reserved::body).toList();
        var keys =
                Tuple.tuple()
                        .addArrayOfString(texts(bodies, b -> b.party().operator()))
                        .addArrayOfString(texts(bodies, TicketBody::player))
                        .addArrayOfString(texts(bodies, b -> b.id().toString()))
                        .addArrayOfBuffer(buffers(bodies, TicketBody::bodyHash))
                        .addArrayOfUUID(uuids(bodies, TicketBody::id))
                        .addArrayOfLong(longs(bodies, TicketBody::createdAtMs));
        var rows =
                Tuple.tuple()
                        .addArrayOfUUID(uuids(bodies, TicketBody::id))
                        .addArrayOfString(texts(bodies, b -> b.party().operator()))
                        .addArrayOfString(texts(bodies, TicketBody::player))
                        .addArrayOfString(texts(bodies, TicketBody::session))
                        .addArrayOfString(texts(bodies, b -> b.party().mode().name()))
                        .addArrayOfString(texts(bodies, TicketBody::game))
                        .addArrayOfLong(longs(bodies, TicketBody::round))
                        .addArrayOfString(texts(bodies, b -> b.party().currency()))
                        .addArrayOfLong(longs(bodies, TicketBody::stake))
                        .addArrayOfString(texts(bodies, PgTickets::json))
                        .addArrayOfBuffer(buffers(bodies, TicketBody::bodyHash))
                        .addArrayOfLong(longs(bodies, TicketBody::createdAtMs))
                        .addArrayOfLong(longs(bodies, TicketBody::confirmByMs))
                        .addArrayOfString(texts(bodies, TicketBody::freeBet));
        return Uni.combine()
                .all()
                .unis(
                        tx.preparedQuery(MONEY_KEYS).execute(wrap(keys)),
                        tx.preparedQuery(RESERVE).execute(wrap(rows)))
                .discardItems();
    }

    /** Moves reserved tickets into their round, with their bets. */
    public Uni<Void> accept(SqlClient tx, List<Ticket.Accepted> tickets, long nowMs) {
        if (tickets.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows =
                Tuple.tuple()
                        .addArrayOfUUID(uuids(tickets, t -> t.body().id()))
                        .addArrayOfString(texts(tickets, Ticket.Accepted::operatorTransaction))
                        .addArrayOfLong(longs(tickets, t -> t.bets().getFirst().sequence()))
                        .addArrayOfBuffer(buffers(tickets, t -> t.receipt().root()))
                        .addArrayOfLong(longs(tickets, t -> t.receipt().size()))
                        .addArrayOfLong(longs(tickets, t -> t.receipt().index()))
                        .addArrayOfBuffer(
                                tickets.stream()
                                        .map(t -> joined(t.receipt().proof()))
                                        .toArray(Buffer[]::new))
                        .addArrayOfBuffer(buffers(tickets, t -> t.receipt().signature()))
                        .addLong(nowMs);
        return Uni.combine()
                .all()
                .unis(
                        tx.preparedQuery(ACCEPT)
                                .execute(wrap(rows))
                                .invoke(done -> require(done.rowCount(), tickets.size())),
                        bets.append(tx, tickets))
                .discardItems();
    }

    /** Waits until nobody else changes the ticket, and keeps others out until the end. */
    public Uni<Void> lockOne(SqlClient tx, UUID ticket) {
        return tx.preparedQuery(LOCK_ONE).execute(wrap(Tuple.of(ticket))).replaceWithVoid();
    }

    /** Reserved and accepted tickets of a round behind one, in order of their ids. */
    public Uni<List<StoredTicket>> page(
            SqlClient tx, String game, long round, UUID after, int limit) {
        return tx.preparedQuery(PAGE)
                .execute(wrap(Tuple.of(game, round, after, limit)))
                .map(rows -> {
                    var page = new ArrayList<StoredTicket>(rows.size());
                    rows.forEach(row -> page.add(stored(row)));
                    return page;
                });
    }

    /** Ends reserved tickets that are not in their round, and accepted ones of a voided round. */
    public Uni<Void> end(SqlClient tx, List<Ticket> tickets, long nowMs) {
        if (tickets.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows =
                Tuple.tuple()
                        .addArrayOfUUID(uuids(tickets, t -> t.body().id()))
                        .addArrayOfString(texts(tickets, t -> end(t).state))
                        .addArrayOfString(texts(tickets, t -> end(t).reason))
                        .addLong(nowMs);
        return tx.preparedQuery(END)
                .execute(wrap(rows))
                .invoke(done -> require(done.rowCount(), tickets.size()))
                .replaceWithVoid();
    }

    /** The tickets of a round that wait for their debit, one after another, the oldest first. */
    public Multi<Ticket.Reserved> reserved(SqlConnection tx, String game, long round) {
        return tx.prepare(RESERVED)
                .onItem()
                .transformToMulti(prepared ->
                        prepared.createStream(LOAD_ROWS, wrap(Tuple.of(game, round))).toMulti())
                .map(row -> new Ticket.Reserved(body(row)));
    }

    private static StoredTicket stored(Row row) {
        return new StoredTicket(body(row), row.getString("state").equals("ACCEPTED"));
    }

    /** A ticket that a round took, and whether it is confirmed. */
    public record StoredTicket(TicketBody body, boolean accepted) {}

    /** The body that a stored row tells. */
    static TicketBody body(Row row) {
        var bets = new ArrayList<PricedBet>();
        var json = new JsonArray(row.getString("bets"));
        for (int i = 0; i < json.size(); i++) {
            var bet = json.getJsonArray(i);
            bets.add(
                    new PricedBet(
                            bet.getString(0),
                            bet.getString(1),
                            bet.getLong(2),
                            bet.getString(3),
                            bet.getLong(4)));
        }
        return new TicketBody(
                row.getUUID("ticket"),
                new Party(
                        row.getString("operator"),
                        row.getString("currency"),
                        Mode.valueOf(row.getString("mode"))),
                row.getString("player"),
                row.getString("session"),
                row.getString("game"),
                row.getLong("round"),
                bets,
                row.getString("free_bet"),
                Bytes.of(row.getBuffer("body_hash").getBytes()),
                row.getLong("created_at_ms"),
                row.getLong("confirm_by_ms"));
    }

    private record End(String state, String reason) {}

    private static End end(Ticket ticket) {
        return switch (ticket) {
            case Ticket.Declined declined -> new End("DECLINED", declined.code());
            case Ticket.Expired expired -> new End("EXPIRED", expired.reason());
            case Ticket.Refunded refunded -> new End("REFUNDED", refunded.reason());
            case Ticket.Reserved _, Ticket.Accepted _ ->
                    throw new IllegalArgumentException(ticket.body().id() + " has not ended");
        };
    }

    private static String json(TicketBody body) {
        var bets = new JsonArray();
        for (PricedBet bet : body.bets()) {
            bets.add(
                    new JsonArray()
                            .add(bet.market())
                            .add(bet.selection())
                            .add(bet.stake())
                            .add(bet.multiplier())
                            .add(bet.potential()));
        }
        return bets.encode();
    }

    private static void require(int changed, int asked) {
        if (changed != asked) {
            throw new IllegalStateException("of " + asked + " tickets moved only " + changed);
        }
    }

    private static Buffer joined(List<Bytes> hashes) {
        var joined = Buffer.buffer();
        hashes.forEach(hash -> joined.appendBytes(hash.toArray()));
        return joined;
    }

    private static io.vertx.mutiny.sqlclient.Tuple wrap(Tuple tuple) {
        return io.vertx.mutiny.sqlclient.Tuple.newInstance(tuple);
    }

    private static <T> UUID[] uuids(List<T> rows, Function<T, UUID> of) {
        return rows.stream().map(of).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> of) {
        return rows.stream().map(of).toArray(String[]::new);
    }

    private static <T> Long[] longs(List<T> rows, Function<T, Long> of) {
        return rows.stream().map(of).toArray(Long[]::new);
    }

    private static <T> Buffer[] buffers(List<T> rows, Function<T, Bytes> of) {
        return rows.stream()
                .map(row -> Buffer.buffer(of.apply(row).toArray()))
                .toArray(Buffer[]::new);
    }
}
