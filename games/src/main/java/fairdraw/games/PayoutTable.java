package fairdraw.games;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Json;
import fairdraw.pf1.JsonObject;
import fairdraw.pf1.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One immutable version of what a game pays (spec 3). {@code minStake} is the smallest stake in
 * minor units at which rounding keeps every market within the band: no operator may go below it.
 * {@code mix} is the reference mix of stakes, a weight for each "MARKET/class", from which the
 * table's own figures are computed. Its JSON:
 *
 * <pre>
 * game "digits-3", version 1, minStake 50, volatility "MEDIUM",
 * markets {"DIGIT": {"ALL": "8.85"}, ...}, mix {"DIGIT/ALL": 30, ...}
 * </pre>
 */
public record PayoutTable(
        Game game,
        long version,
        long minStake,
        Volatility volatility,
        SortedMap<Market, MarketTable> markets,
        SortedMap<String, Long> mix) {

    private static final Set<String> FIELDS =
            Set.of("game", "version", "minStake", "volatility", "markets", "mix");

    public PayoutTable {
        if (version < 1 || minStake < 1) {
            throw new IllegalArgumentException("version and minStake start at 1");
        }
        markets = Collections.unmodifiableSortedMap(new TreeMap<>(markets));
        mix = Collections.unmodifiableSortedMap(new TreeMap<>(mix));
    }

    /**
     * The table that a game ships with.
     *
     * @throws IllegalArgumentException if there is no such game
     */
    public static PayoutTable of(String game) {
        try (var file = PayoutTable.class.getResourceAsStream(game + ".json")) {
            if (Game.find(game).isEmpty() || file == null) {
                throw new IllegalArgumentException("no such game: " + game);
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * Reads the JSON of a version. Whether it may be used is another question: {@link #check}.
     *
     * @throws MalformedException naming the field that is missing, unknown or wrong
     */
    public static PayoutTable parse(String json) {
        var object = Json.parse(json);
        object.only(FIELDS);
        var game =
                Game.find(object.text("game"))
                        .orElseThrow(() -> new MalformedException("game", "no such game"));
        try {
            return new PayoutTable(
                    game,
                    object.number("version"),
                    object.number("minStake"),
                    Volatility.valueOf(object.text("volatility")),
                    readMarkets(game, object.object("markets")),
                    new TreeMap<>(object.numbers("mix")));
        } catch (MalformedException malformed) {
            throw malformed;
        } catch (IllegalArgumentException wrong) {
            throw new MalformedException("", String.valueOf(wrong.getMessage()));
        }
    }

    /** The canonical JSON (RFC 8785). */
    public String json() {
        return Json.canonicalText(
                Map.of(
                        "game",
                        game.slug(),
                        "version",
                        version,
                        "minStake",
                        minStake,
                        "volatility",
                        volatility.name(),
                        "markets",
                        marketsMap(),
                        "mix",
                        mix));
    }

    /** SHA-256 of the canonical JSON: what openings, bets, seals and records name. */
    public Bytes tableHash() {
        return Derivation.hash(json().getBytes(StandardCharsets.UTF_8));
    }

    /** One market of the table, if it has it. */
    public Optional<MarketTable> market(String name) {
        return Market.find(name).map(markets::get);
    }

    /** What a market and a selection cover and are paid, or why they are refused. */
    public Selection select(String market, String selection) {
        return market(market)
                .map(table -> table.select(selection))
                .orElseGet(() ->
                        new Selection.Refused(
                                Selection.Reason.MARKET_UNKNOWN,
                                game.slug() + " has no market \"" + market + "\""));
    }

    /** The figures of every market and selection class, in order of the market. */
    public List<Figures> figures() {
        return markets.values().stream()
                .flatMap(market -> market.figures(minStake).stream())
                .toList();
    }

    /** The figures of the whole table, by its reference mix. */
    public MixFigures mixFigures() {
        return MixFigures.of(figures(), mix);
    }

    /** Everything that forbids to use the table; empty if nothing does. */
    public List<TableRefusal> check() {
        return check(RtpBand.HOUSE);
    }

    /** The same under the band of a jurisdiction. */
    public List<TableRefusal> check(RtpBand band) {
        return TableRefusal.of(this, band);
    }

    private static SortedMap<Market, MarketTable> readMarkets(Game game, JsonObject object) {
        var markets = new TreeMap<Market, MarketTable>();
        for (String name : object.fields().keySet()) {
            var market =
                    Market.find(name)
                            .orElseThrow(
                                    () -> new MalformedException("markets." + name, "unknown"));
            var rows = object.object(name);
            var multipliers = new TreeMap<String, Multiplier>();
            for (String row : rows.fields().keySet()) {
                multipliers.put(row, Multiplier.of(rows.text(row)));
            }
            markets.put(market, new MarketTable(market, game.space(), multipliers));
        }
        return markets;
    }

    private Map<String, Object> marketsMap() {
        var map = new TreeMap<String, Object>();
        markets.forEach((market, table) -> {
            var rows = new TreeMap<String, Object>();
            table.rows().forEach((row, multiplier) -> rows.put(row, multiplier.text()));
            map.put(market.name(), rows);
        });
        return map;
    }
}
