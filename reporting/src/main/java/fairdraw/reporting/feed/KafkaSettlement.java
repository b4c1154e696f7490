package fairdraw.reporting.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.FreeBetCell;
import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.SettlementCell;
import fairdraw.games.Fraction;
import fairdraw.kernel.Currencies;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads and checks the event of a settled round. */
final class KafkaSettlement {

    /** Bounds the memory and the transaction of one event. */
    static final int CELLS_MAX = 100_000;

    private static final Pattern FRACTION = Pattern.compile("([0-9]{1,60})/([1-9][0-9]{0,39})");
    private static final Set<String> MODES = Set.of("REAL", "TEST");

    private KafkaSettlement() {}

    /** The facts of the event's bytes. */
    static RoundFacts parse(byte[] payload) throws PoisonException {
        RoundSettlement event;
        try {
            event = RoundSettlement.parseFrom(payload);
        } catch (InvalidProtocolBufferException notProtobuf) {
            throw new PoisonException("not a RoundSettlement: " + notProtobuf.getMessage());
        }
        require(!event.getGame().isBlank(), "game");
        require(event.getRound() >= 0, "round");
        require(event.getSettledAtMs() > 0, "settled_at_ms");
        require(event.getOutcome() >= 0, "outcome");
        require(event.getCellsCount() + event.getAggregatesCount() <= CELLS_MAX, "cells");
        require(event.getFreeBetsCount() <= CELLS_MAX, "free_bets");
        return new RoundFacts(
                event.getGame(),
                event.getRound(),
                Instant.ofEpochMilli(event.getSettledAtMs()),
                event.getTableVersion(),
                event.getOutcome(),
                HexFormat.of().formatHex(sha256(payload)),
                cells(event.getCellsList(), false),
                cells(event.getAggregatesList(), true),
                freeCells(event.getFreeBetsList()));
    }

    private static List<Cell> cells(List<SettlementCell> given, boolean aggregates)
            throws PoisonException {
        var seen = new HashSet<List<String>>();
        var cells = new ArrayList<Cell>();
        for (SettlementCell cell : given) {
            boolean total =
                    cell.getOperator().equals(Cell.ALL) || cell.getMarket().equals(Cell.ALL);
            require(total == aggregates, "operator");
            require(!cell.getOperator().isBlank(), "operator");
            require(!cell.getMarket().isBlank(), "market");
            require(Currencies.known(cell.getCurrency()), "currency");
            require(MODES.contains(cell.getMode()), "mode");
            require(cell.getBets() >= 0, "bets");
            require(cell.getWinners() >= 0 && cell.getWinners() <= cell.getBets(), "winners");
            require(cell.getStakes() >= 0, "stakes");
            require(cell.getPayouts() >= 0, "payouts");
            boolean first =
                    seen.add(
                            List.of(
                                    cell.getOperator(),
                                    cell.getCurrency(),
                                    cell.getMarket(),
                                    cell.getMode()));
            require(first, "a cell twice");
            cells.add(read(cell));
        }
        return List.copyOf(cells);
    }

    private static List<FreeCell> freeCells(List<FreeBetCell> given) throws PoisonException {
        var seen = new HashSet<List<String>>();
        var cells = new ArrayList<FreeCell>();
        for (FreeBetCell cell : given) {
            require(!Set.of("", Cell.ALL).contains(cell.getOperator().strip()), "operator");
            require(!Set.of("", Cell.ALL).contains(cell.getMarket().strip()), "market");
            require(Currencies.known(cell.getCurrency()), "currency");
            require(MODES.contains(cell.getMode()), "mode");
            require(cell.getWinners() >= 0 && cell.getWinners() <= cell.getBets(), "winners");
            require(cell.getStakes() >= 0 && cell.getPayouts() >= 0, "free_bets");
            boolean first =
                    seen.add(
                            List.of(
                                    cell.getOperator(),
                                    cell.getCurrency(),
                                    cell.getMarket(),
                                    cell.getMode()));
            require(first, "a cell twice");
            cells.add(
                    new FreeCell(
                            cell.getOperator(),
                            cell.getCurrency(),
                            cell.getMarket(),
                            cell.getMode(),
                            cell.getBets(),
                            cell.getWinners(),
                            cell.getStakes(),
                            cell.getPayouts()));
        }
        return List.copyOf(cells);
    }

    private static Cell read(SettlementCell cell) throws PoisonException {
        var read =
                new Cell(
                        cell.getOperator(),
                        cell.getCurrency(),
                        cell.getMarket(),
                        cell.getMode(),
                        cell.getBets(),
                        cell.getWinners(),
                        cell.getStakes(),
                        cell.getPayouts(),
                        fraction("expected_payout", cell.getExpectedPayout()),
                        fraction("mean_square_payout", cell.getMeanSquarePayout()));
        require(read.variance().compareTo(Fraction.ZERO) >= 0, "mean_square_payout");
        return read;
    }

    private static Fraction fraction(String field, String text) throws PoisonException {
        var parts = FRACTION.matcher(text);
        require(parts.matches(), field);
        return Fraction.of(new BigInteger(parts.group(1)), new BigInteger(parts.group(2)));
    }

    private static void require(boolean holds, String field) throws PoisonException {
        if (!holds) {
            throw new PoisonException("wrong value: " + field);
        }
    }

    private static byte[] sha256(byte[] payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
