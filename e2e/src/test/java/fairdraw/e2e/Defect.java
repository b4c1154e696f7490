package fairdraw.e2e;

import fairdraw.e2e.Evidence.Entry;
import fairdraw.e2e.Evidence.Leaf;
import fairdraw.e2e.Evidence.Payout;
import fairdraw.e2e.Evidence.Promise;
import fairdraw.e2e.Evidence.Round;
import fairdraw.e2e.Evidence.Ticket;
import fairdraw.e2e.WalletList.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A lie that is planted into evidence, to see that the checker can fail. Each is planted where the
 * evidence offers a place for it.
 */
enum Defect {
    CREDIT_DOUBLED_IN_THE_LIST {
        @Override
        Optional<Planted> in(Evidence it) {
            return line(it, "CREDIT")
                    .map(line ->
                            new Planted(
                                    wallet(it, list -> list.add(line)),
                                    "transaction " + line.transaction() + " is there twice"));
        }
    },
    CREDIT_TWICE_BY_ANOTHER_NAME {
        @Override
        Optional<Planted> in(Evidence it) {
            return line(it, "CREDIT")
                    .map(line ->
                            new Planted(
                                    wallet(it, list -> list.add(renamed(line, "CREDIT"))),
                                    "a credit that nobody owes: " + renamed(line, "CREDIT")));
        }
    },
    CREDIT_MISSING {
        @Override
        Optional<Planted> in(Evidence it) {
            return line(it, "CREDIT")
                    .map(line ->
                            new Planted(
                                    wallet(it, list -> list.remove(line)),
                                    "the wallet lacks credit " + line.transaction()));
        }
    },
    ROLLBACK_MISSING {
        @Override
        Optional<Planted> in(Evidence it) {
            return line(it, "ROLLBACK")
                    .map(line ->
                            new Planted(
                                    wallet(it, list -> list.remove(line)),
                                    "debited %d, given back 0".formatted(line.amount())));
        }
    },
    ROLLBACK_AFTER_CREDIT {
        @Override
        Optional<Planted> in(Evidence it) {
            return line(it, "CREDIT")
                    .map(line ->
                            new Planted(
                                    wallet(it, list -> list.add(renamed(line, "ROLLBACK"))),
                                    "ticket " + line.ticket() + " is given back and paid"));
        }
    },
    DEBIT_TWICE_BY_ANOTHER_NAME {
        @Override
        Optional<Planted> in(Evidence it) {
            return line(it, "DEBIT")
                    .map(line ->
                            new Planted(
                                    wallet(it, list -> list.add(renamed(line, "DEBIT"))),
                                    "ticket " + line.ticket() + " has 2 debits"));
        }
    },
    DEBIT_FOR_NO_TICKET {
        @Override
        Optional<Planted> in(Evidence it) {
            return line(it, "DEBIT")
                    .map(line -> {
                        var lie =
                                new Line(
                                        "x",
                                        "DEBIT",
                                        line.player(),
                                        "nobody's",
                                        line.round(),
                                        5,
                                        true);
                        return new Planted(
                                wallet(it, list -> list.add(lie)),
                                "the wallet moved money for no ticket: [" + lie);
                    });
        }
    },
    LEDGER_ROW_OFF_BY_ONE {
        @Override
        Optional<Planted> in(Evidence it) {
            return entry(it, row -> row.debit().equals("house_result"))
                    .map(row -> {
                        var lie =
                                new Entry(
                                        row.round(),
                                        row.ticket(),
                                        row.party(),
                                        row.phase(),
                                        row.debit(),
                                        row.credit(),
                                        row.amount() + 1);
                        return new Planted(
                                ledger(it, rows -> rows.set(rows.indexOf(row), lie)),
                                "the ledger has what nothing asks for: " + Bookkeeping.words(lie));
                    });
        }
    },
    LEDGER_ROW_MISSING {
        @Override
        Optional<Planted> in(Evidence it) {
            return entry(it, row -> row.credit().equals("house_result"))
                    .map(row ->
                            new Planted(
                                    ledger(it, rows -> rows.remove(row)),
                                    "the ledger lacks " + Bookkeeping.words(row)));
        }
    },
    LEDGER_ROW_TWICE {
        @Override
        Optional<Planted> in(Evidence it) {
            return entry(it, row -> row.credit().equals("payouts_delivered"))
                    .map(row ->
                            new Planted(
                                    ledger(it, rows -> rows.add(row)),
                                    "the ledger has what nothing asks for: "
                                            + Bookkeeping.words(row)));
        }
    },
    BOOKS_OUT_OF_BALANCE {
        @Override
        Optional<Planted> in(Evidence it) {
            String what = "the ledger of demo EUR REAL sums to 1";
            return Optional.of(new Planted(it.withWhole(List.of(what)), what));
        }
    },
    PROMISE_FORGOTTEN {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.promises().stream()
                    .findFirst()
                    .map(promise ->
                            new Planted(
                                    ticket(it, promise.ticket(), Optional.empty()),
                                    "ticket "
                                            + promise.ticket()
                                            + " was accepted and is not there"));
        }
    },
    RECEIPT_CHANGED {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.promises().stream()
                    .findFirst()
                    .map(promise -> {
                        List<Promise> more = new ArrayList<>(it.promises());
                        more.add(new Promise(promise.ticket(), promise.round(), "other"));
                        return new Planted(
                                it.withPromises(more),
                                "ticket " + promise.ticket() + " has two receipts");
                    });
        }
    },
    WRONG_NUMBER_PAID {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.payouts().values().stream()
                    .findFirst()
                    .map(Payout::ticket)
                    .map(id -> it.tickets().get(id).round())
                    .map(number -> {
                        Round round = it.rounds().get(number);
                        // The opposite of every odd and every even, and of each digit.
                        int other = 999 - round.outcome();
                        return new Planted(
                                round(
                                        it,
                                        number,
                                        new Round(
                                                round.state(),
                                                round.openAtMs(),
                                                other,
                                                round.betRoot(),
                                                round.betCount())),
                                "payout by the draw and in the books: ");
                    });
        }
    },
    BET_STUCK {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.tickets().entrySet().stream()
                    .findFirst()
                    .map(each -> {
                        Ticket was = each.getValue();
                        var stuck =
                                new Ticket(
                                        was.player(),
                                        was.round(),
                                        was.party(),
                                        was.stake(),
                                        "RESERVED",
                                        was.bets(),
                                        was.freeBet());
                        return new Planted(
                                ticket(it, each.getKey(), Optional.of(stuck)),
                                "ticket " + each.getKey() + " is RESERVED");
                    });
        }
    },
    ROUND_STUCK {
        @Override
        Optional<Planted> in(Evidence it) {
            return published(it)
                    .map(number ->
                            new Planted(
                                    round(
                                            it,
                                            number,
                                            new Round(
                                                    "SEALED",
                                                    it.rounds().get(number).openAtMs(),
                                                    -1,
                                                    it.rounds().get(number).betRoot(),
                                                    it.rounds().get(number).betCount())),
                                    "round " + number + " is SEALED"));
        }
    },
    SEALED_ROOT_CHANGED {
        @Override
        Optional<Planted> in(Evidence it) {
            return published(it)
                    .map(number -> {
                        Round was = it.rounds().get(number);
                        return new Planted(
                                round(
                                        it,
                                        number,
                                        new Round(
                                                was.state(),
                                                was.openAtMs(),
                                                was.outcome(),
                                                "00" + was.betRoot().substring(2),
                                                was.betCount())),
                                "round " + number + " is sealed otherwise");
                    });
        }
    },
    BET_TAKEN_OUT_OF_ITS_ROUND {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.leaves().stream()
                    .filter(leaf -> it.tickets().containsKey(leaf.ticket()))
                    .findFirst()
                    .map(leaf ->
                            new Planted(
                                    leaves(it, list -> list.remove(leaf)),
                                    "no round holds the accepted bet "
                                            + leaf.ticket()
                                            + "/"
                                            + leaf.index()));
        }
    },
    BET_ADDED_AFTER_THE_SEAL {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.leaves().stream()
                    .filter(leaf -> it.tickets().containsKey(leaf.ticket()))
                    .findFirst()
                    .map(leaf ->
                            new Planted(
                                    leaves(
                                            it,
                                            list ->
                                                    list.add(
                                                            new Leaf(
                                                                    leaf.round(),
                                                                    it.rounds()
                                                                            .get(leaf.round())
                                                                            .betCount(),
                                                                    leaf.ticket(),
                                                                    99,
                                                                    leaf.hash()))),
                                    "round " + leaf.round() + " is sealed otherwise"));
        }
    },
    TICKET_NOT_TOLD {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.tickets().entrySet().stream()
                    .findFirst()
                    .map(each ->
                            new Planted(
                                    told(
                                            it,
                                            told ->
                                                    told.round(each.getValue().round())
                                                            .tickets
                                                            .remove(each.getKey())),
                                    "told ticket " + each.getKey() + " is missing"));
        }
    },
    ROUND_EVENT_MISSING {
        @Override
        Optional<Planted> in(Evidence it) {
            return published(it)
                    .map(number -> it.told().round(number).sequence)
                    .map(number ->
                            new Planted(
                                    told(it, told -> told.gap = number),
                                    "round event " + number + " is missing"));
        }
    },
    DRAW_NOT_TOLD {
        @Override
        Optional<Planted> in(Evidence it) {
            return published(it)
                    .map(number ->
                            new Planted(
                                    told(it, told -> told.round(number).steps.remove("drawn")),
                                    "round " + number + " is not told as drawn"));
        }
    },
    CREDIT_NOT_ORDERED {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.payouts().entrySet().stream()
                    .findFirst()
                    .map(each ->
                            new Planted(
                                    told(
                                            it,
                                            told ->
                                                    told.rounds
                                                            .values()
                                                            .forEach(r ->
                                                                    r.credits.remove(
                                                                            each.getKey()))),
                                    "ordered credit " + each.getKey() + " is missing"));
        }
    },
    CREDIT_NOT_DELIVERED {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.payouts().keySet().stream()
                    .findFirst()
                    .map(id ->
                            new Planted(
                                    told(it, told -> told.delivered.remove(id)),
                                    "credit " + id + " of ticket"));
        }
    },
    FREE_BET_PAID_FOR {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.wallet().stream()
                    .filter(line -> line.kind().equals("DEBIT") && isFree(it, line.ticket()))
                    .filter(line -> it.tickets().get(line.ticket()).accepted())
                    .findFirst()
                    .map(line -> {
                        var lie =
                                new Line(
                                        line.transaction(),
                                        line.kind(),
                                        line.player(),
                                        line.ticket(),
                                        line.round(),
                                        75,
                                        true);
                        return new Planted(
                                wallet(it, list -> list.set(list.indexOf(line), lie)),
                                "ticket " + line.ticket() + " of 0 is ACCEPTED: debited 75");
                    });
        }
    },
    FREE_BET_PLAYED_TWICE {
        @Override
        Optional<Planted> in(Evidence it) {
            List<String> free =
                    it.tickets().keySet().stream()
                            .filter(id -> isFree(it, id) && it.tickets().get(id).accepted())
                            .limit(2)
                            .toList();
            if (free.size() < 2) {
                return Optional.empty();
            }
            String first = it.tickets().get(free.getFirst()).freeBet();
            Ticket was = it.tickets().get(free.getLast());
            var lie =
                    new Ticket(
                            was.player(),
                            was.round(),
                            was.party(),
                            was.stake(),
                            was.state(),
                            was.bets(),
                            first);
            return Optional.of(
                    new Planted(
                            ticket(it, free.getLast(), Optional.of(lie)),
                            "free bet " + first + " is played by"));
        }
    },
    FREE_BET_KEPT_AS_PLAYED {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.wallet().stream()
                    .filter(Line::moved)
                    .filter(line -> line.kind().equals("ROLLBACK") && isFree(it, line.ticket()))
                    .findFirst()
                    .map(line ->
                            new Planted(
                                    wallet(it, list -> list.remove(line)),
                                    "ticket " + line.ticket() + " of 0 is"));
        }
    },
    FREE_BETS_IN_THE_FIGURES {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.told().between(it.after(), it.upTo()).entrySet().stream()
                    .filter(each -> !each.getValue().settledFree.isEmpty())
                    .findFirst()
                    .map(each -> {
                        String party = each.getValue().settledFree.firstKey();
                        Told.Close free = each.getValue().settledFree.get(party);
                        return new Planted(
                                told(
                                        it,
                                        told ->
                                                told.round(each.getKey())
                                                        .settled
                                                        .merge(party, free, Told.Close::plus)),
                                "reported with %s in round %d".formatted(party, each.getKey()));
                    });
        }
    },
    DEBIT_NOT_LOGGED {
        @Override
        Optional<Planted> in(Evidence it) {
            return line(it, "DEBIT")
                    .map(line ->
                            new Planted(
                                    told(
                                            it,
                                            told ->
                                                    told.round(line.number())
                                                            .debits
                                                            .remove(line.ticket())),
                                    "the gateway has no line of the debit of ticket "
                                            + line.ticket()));
        }
    },
    DEBIT_LOGGED_WITH_ANOTHER_AMOUNT {
        @Override
        Optional<Planted> in(Evidence it) {
            return it.promises().stream()
                    .findFirst()
                    .map(promise ->
                            new Planted(
                                    told(
                                            it,
                                            told ->
                                                    told.round(promise.round())
                                                            .debits
                                                            .put(
                                                                    promise.ticket(),
                                                                    new Told.Debit(true, 1))),
                                    "the gateway says of the debit of ticket " + promise.ticket()));
        }
    },
    TOTALS_TOLD_WRONGLY {
        @Override
        Optional<Planted> in(Evidence it) {
            return entry(it, row -> row.credit().equals("house_result"))
                    .map(row ->
                            new Planted(
                                    told(
                                            it,
                                            told ->
                                                    told.round(row.round())
                                                            .closes
                                                            .put(
                                                                    row.party(),
                                                                    new Told.Close(1, 1, 1))),
                                    "closed with %s in round %d"
                                            .formatted(row.party(), row.round())));
        }
    };

    /** The evidence with the lie, and what the checker must say of it. */
    record Planted(Evidence evidence, String named) {}

    /** Plants it; empty where there is no place for it. */
    abstract Optional<Planted> in(Evidence it);

    /** Whether the checker names it; empty where it could not be planted. */
    Optional<Boolean> isNamed(Evidence it) {
        return in(it).map(planted ->
                Invariants.check(planted.evidence).findings().stream()
                        .anyMatch(finding -> finding.what().contains(planted.named)));
    }

    /** A movement of one of the tickets that counts. */
    private static Optional<Line> line(Evidence it, String kind) {
        return it.wallet().stream()
                .filter(Line::moved)
                .filter(line -> line.kind().equals(kind) && it.tickets().containsKey(line.ticket()))
                .findFirst();
    }

    private static boolean isFree(Evidence it, String ticket) {
        return it.tickets().containsKey(ticket) && it.tickets().get(ticket).free();
    }

    private static Optional<Entry> entry(Evidence it, Predicate<Entry> which) {
        return it.ledger().stream().filter(which).findFirst();
    }

    /** A round that is over and has bets. */
    private static Optional<Long> published(Evidence it) {
        return it.rounds().entrySet().stream()
                .filter(each -> each.getValue().published() && each.getValue().betCount() > 0)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Line renamed(Line line, String kind) {
        return new Line(
                "x" + line.transaction(),
                kind,
                line.player(),
                line.ticket(),
                line.round(),
                line.amount(),
                true);
    }

    private static Evidence wallet(Evidence it, Consumer<List<Line>> change) {
        List<Line> lines = new ArrayList<>(it.wallet());
        change.accept(lines);
        return it.withWallet(lines);
    }

    private static Evidence ledger(Evidence it, Consumer<List<Entry>> change) {
        List<Entry> rows = new ArrayList<>(it.ledger());
        change.accept(rows);
        return it.withLedger(rows);
    }

    private static Evidence leaves(Evidence it, Consumer<List<Leaf>> change) {
        List<Leaf> leaves = new ArrayList<>(it.leaves());
        change.accept(leaves);
        return it.withLeaves(leaves);
    }

    private static Evidence ticket(Evidence it, String id, Optional<Ticket> now) {
        var tickets = new TreeMap<>(it.tickets());
        now.ifPresentOrElse(ticket -> tickets.put(id, ticket), () -> tickets.remove(id));
        return it.withTickets(tickets);
    }

    private static Evidence round(Evidence it, long number, Round now) {
        var rounds = new TreeMap<>(it.rounds());
        rounds.put(number, now);
        return it.withRounds(rounds);
    }

    private static Evidence told(Evidence it, Consumer<Told> change) {
        Told told = it.told().copy();
        change.accept(told);
        return it.with(told);
    }
}
