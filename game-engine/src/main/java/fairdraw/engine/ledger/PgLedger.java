package fairdraw.engine.ledger;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/**
 * The ledger's rows; they are only ever added, and operators' balances follow from them in the
 * database.
 */
@ApplicationScoped
public class PgLedger {

    private static final String APPEND =
            """
            insert into ledger (id, phase, pending, debit, credit, operator, currency, mode, amount,
                   game, round, ticket, bet, due, at_ms)
            select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[],
                   $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[], $11::bigint[],
                   $12::uuid[], $13::int[], $14::uuid[], $15::bigint[])
            on conflict (id) do nothing\
            """;

    private static final String FIND =
            """
            select id, phase, pending, debit, credit, operator, currency, mode, amount, game, round,
                   ticket, bet, due, at_ms
              from ledger where id = any($1)\
            """;

    /** Adds the transfers, in one statement; those that exist stay as they are. */
    public Uni<Void> append(SqlClient tx, List<Transfer> transfers) {
        if (transfers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var columns =
                io.vertx.sqlclient.Tuple.tuple()
                        .addArrayOfUUID(uuids(transfers, t -> Optional.of(t.id())))
                        .addArrayOfString(texts(transfers, t -> t.phase().name()))
                        .addArrayOfUUID(uuids(transfers, Transfer::pending))
                        .addArrayOfString(texts(transfers, t -> t.debit().column()))
                        .addArrayOfString(texts(transfers, t -> t.credit().column()))
                        .addArrayOfString(texts(transfers, t -> t.party().operator()))
                        .addArrayOfString(texts(transfers, t -> t.party().currency()))
                        .addArrayOfString(texts(transfers, t -> t.party().mode().name()))
                        .addArrayOfLong(longs(transfers, Transfer::amount))
                        .addArrayOfString(texts(transfers, Transfer::game))
                        .addArrayOfLong(longs(transfers, Transfer::round))
                        .addArrayOfUUID(uuids(transfers, Transfer::ticket))
                        .addArrayOfInteger(
                                transfers.stream()
                                        .map(t -> t.bet().isEmpty() ? null : t.bet().getAsInt())
                                        .toArray(Integer[]::new))
                        .addArrayOfUUID(uuids(transfers, Transfer::due))
                        .addArrayOfLong(longs(transfers, Transfer::atMs));
        return tx.preparedQuery(APPEND).execute(Tuple.newInstance(columns)).replaceWithVoid();
    }

    /** Those of these transfers that there are. */
    Uni<List<Transfer>> find(SqlClient tx, Collection<UUID> ids) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    var found = new ArrayList<Transfer>(rows.size());
                    rows.forEach(row -> found.add(transfer(row)));
                    return found;
                });
    }

    private static Transfer transfer(Row row) {
        return new Transfer(
                row.getUUID("id"),
                Transfer.Phase.valueOf(row.getString("phase")),
                Optional.ofNullable(row.getUUID("pending")),
                account(row.getString("debit")),
                account(row.getString("credit")),
                new Party(
                        row.getString("operator"),
                        row.getString("currency"),
                        Mode.valueOf(row.getString("mode"))),
                row.getLong("amount"),
                row.getString("game"),
                row.getLong("round"),
                Optional.ofNullable(row.getUUID("ticket")),
                row.getInteger("bet") == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(row.getInteger("bet")),
                Optional.ofNullable(row.getUUID("due")),
                row.getLong("at_ms"));
    }

    private static Account account(String column) {
        return Account.valueOf(column.toUpperCase(java.util.Locale.ROOT));
    }

    private static UUID[] uuids(List<Transfer> transfers, Function<Transfer, Optional<UUID>> of) {
        return transfers.stream().map(of).map(id -> id.orElse(null)).toArray(UUID[]::new);
    }

    private static String[] texts(List<Transfer> transfers, Function<Transfer, String> of) {
        return transfers.stream().map(of).toArray(String[]::new);
    }

    private static Long[] longs(List<Transfer> transfers, Function<Transfer, Long> of) {
        return transfers.stream().map(of).toArray(Long[]::new);
    }
}
