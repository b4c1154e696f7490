package fairdraw.gateway.round;

import com.fasterxml.jackson.annotation.JsonProperty;
import fairdraw.engine.v1.Game;
import fairdraw.games.Figures;
import fairdraw.games.Fraction;
import fairdraw.games.PayoutTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A game as REST shows it: rules, clock, chain, and what its table pays with exact figures. */
record GameView(
        String game,
        String gameId,
        String kind,
        Map<String, Long> parameters,
        long outcomes,
        long periodMs,
        long betMs,
        long confirmMs,
        boolean devSource,
        Chain chain,
        Table table) {

    private static final int PLACES = 6;

    /** Where the game is registered. */
    record Chain(long chainId, String contract) {}

    /** The payout table in force. */
    record Table(String version, String tableHash, long minStake, List<MarketRow> markets) {}

    /** One market. */
    record MarketRow(String market, List<SelectionRow> selections) {}

    /** One class of selections of a market; the figures are decimal text. */
    record SelectionRow(
            @JsonProperty("class") String className,
            int covers,
            String multiplier,
            String hitFrequency,
            String rtp,
            String houseEdge,
            String standardDeviation) {}

    static GameView of(Game game) {
        PayoutTable table = PayoutTable.parse(game.getTable());
        Map<String, List<SelectionRow>> markets = new LinkedHashMap<>();
        for (Figures figures : table.figures()) {
            markets.computeIfAbsent(figures.market().name(), name -> new ArrayList<>())
                    .add(row(figures));
        }
        return new GameView(
                game.getGame(),
                hex(game.getGameId().toByteArray()),
                game.getKind(),
                game.getParametersMap(),
                game.getOutcomes(),
                game.getPeriodMs(),
                game.getBetMs(),
                game.getConfirmMs(),
                game.getDevSource(),
                new Chain(game.getChainId(), "0x" + hex(game.getContract().toByteArray())),
                new Table(
                        game.getTableVersion(),
                        hex(game.getTableHash().toByteArray()),
                        table.minStake(),
                        markets.entrySet().stream()
                                .map(market -> new MarketRow(market.getKey(), market.getValue()))
                                .toList()));
    }

    private static SelectionRow row(Figures figures) {
        return new SelectionRow(
                figures.selectionClass(),
                figures.covers(),
                figures.maxMultiplier().text(),
                text(figures.hitFrequency()),
                text(figures.rtp()),
                text(figures.houseEdge()),
                plain(figures.standardDeviation()));
    }

    private static String text(Fraction fraction) {
        return plain(fraction.decimal(PLACES));
    }

    private static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
