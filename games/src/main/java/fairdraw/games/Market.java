package fairdraw.games;

import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.OutcomeSpace.Combination;
import fairdraw.pf1.OutcomeSpace.Digits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The kinds of bet: each turns the text of a selection into the outcomes that it covers (spec 3).
 */
public enum Market {
    /** A number: "472". */
    STRAIGHT(digits(DigitMarkets::straight), digitSamples(DigitMarkets::straightSamples)),
    /** A number, its digits in any order: "472"; the class is the number of orders. */
    BOX(digits(DigitMarkets::box), digitSamples(DigitMarkets::boxSamples)),
    /** The first two digits: "47". */
    FRONT_PAIR(digits(DigitMarkets::frontPair), digitSamples(DigitMarkets::pairSamples)),
    /** The last two digits: "72". */
    BACK_PAIR(digits(DigitMarkets::backPair), digitSamples(DigitMarkets::pairSamples)),
    /** A digit at a position, which counts from 1: "1:4". */
    DIGIT(digits(DigitMarkets::digit), digitSamples(DigitMarkets::digitSamples)),
    /** "ODD" or "EVEN", by the last digit. */
    ODD_EVEN(digits(DigitMarkets::oddEven), digitSamples(DigitMarkets::oddEvenSamples)),
    /** "HIGH" or "LOW" half of the outcomes. */
    HIGH_LOW(digits(DigitMarkets::highLow), digitSamples(DigitMarkets::highLowSamples)),
    /** The sum of the digits: "13", which is the class too. */
    SUM(digits(DigitMarkets::sum), digitSamples(DigitMarkets::sumSamples)),
    /** A number from the first to the second: "100-199"; the class is how many they are. */
    RANGE(digits(DigitMarkets::range), digitRows(DigitMarkets::rangeSamples)),
    /** Numbers, ascending: "3,11,17"; the class is how many, a row "3:2" pays two hits of three. */
    SPOT(combination(CombinationMarkets::spot), lotto(CombinationMarkets::spotSamples)),
    /** How many of the numbers drawn are odd: "3", which is the class too. */
    ODD_COUNT(combination(CombinationMarkets::oddCount), lotto(CombinationMarkets::oddSamples)),
    /** The sum of the numbers drawn, from the first to the second: "40-60", also the class. */
    SUM_RANGE(combination(CombinationMarkets::sumRange), lottoRows(CombinationMarkets::ofRows));

    private final BiFunction<OutcomeSpace, String, Optional<Coverage>> cover;
    private final BiFunction<OutcomeSpace, Set<String>, List<String>> samples;

    Market(
            BiFunction<OutcomeSpace, String, Optional<Coverage>> cover,
            BiFunction<OutcomeSpace, Set<String>, List<String>> samples) {
        this.cover = cover;
        this.samples = samples;
    }

    /** The market of a name; case matters. */
    public static Optional<Market> find(String name) {
        for (Market market : values()) {
            if (market.name().equals(name)) {
                return Optional.of(market);
            }
        }
        return Optional.empty();
    }

    /** What a selection covers; empty if the market cannot take it or the game not the market. */
    Optional<Coverage> cover(OutcomeSpace space, String selection) {
        return cover.apply(space, selection);
    }

    /**
     * One selection of each class that these rows of a table could pay; none if the game cannot
     * have this market.
     */
    List<String> samples(OutcomeSpace space, Set<String> rows) {
        return samples.apply(space, rows);
    }

    private static BiFunction<OutcomeSpace, String, Optional<Coverage>> digits(
            BiFunction<Digits, String, Optional<Coverage>> cover) {
        return (space, selection) ->
                switch (space) {
                    case Digits digits -> cover.apply(digits, selection);
                    case Combination _ -> Optional.empty();
                };
    }

    private static BiFunction<OutcomeSpace, String, Optional<Coverage>> combination(
            BiFunction<Combination, String, Optional<Coverage>> cover) {
        return (space, selection) ->
                switch (space) {
                    case Digits _ -> Optional.empty();
                    case Combination combination -> cover.apply(combination, selection);
                };
    }

    private static BiFunction<OutcomeSpace, Set<String>, List<String>> digitSamples(
            Function<Digits, List<String>> samples) {
        return digitRows((space, _) -> samples.apply(space));
    }

    private static BiFunction<OutcomeSpace, Set<String>, List<String>> digitRows(
            BiFunction<Digits, Set<String>, List<String>> samples) {
        return (space, rows) ->
                switch (space) {
                    case Digits digits -> samples.apply(digits, rows);
                    case Combination _ -> List.of();
                };
    }

    private static BiFunction<OutcomeSpace, Set<String>, List<String>> lotto(
            Function<Combination, List<String>> samples) {
        return lottoRows((space, _) -> samples.apply(space));
    }

    private static BiFunction<OutcomeSpace, Set<String>, List<String>> lottoRows(
            BiFunction<Combination, Set<String>, List<String>> samples) {
        return (space, rows) ->
                switch (space) {
                    case Digits _ -> List.of();
                    case Combination combination -> samples.apply(combination, rows);
                };
    }
}
