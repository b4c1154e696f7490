package fairdraw.games;

import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.OutcomeSpace.Digits;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The kinds of bet: each turns the text of a selection into the outcomes that it covers (spec 3).
 */
public enum Market {
    /** A number: "472". */
    STRAIGHT(digits(DigitMarkets::straight), samples(DigitMarkets::straightSamples)),
    /** A number, its digits in any order: "472"; the class is the number of orders. */
    BOX(digits(DigitMarkets::box), samples(DigitMarkets::boxSamples)),
    /** The first two digits: "47". */
    FRONT_PAIR(digits(DigitMarkets::frontPair), samples(DigitMarkets::pairSamples)),
    /** The last two digits: "72". */
    BACK_PAIR(digits(DigitMarkets::backPair), samples(DigitMarkets::pairSamples)),
    /** A digit at a position, which counts from 1: "1:4". */
    DIGIT(digits(DigitMarkets::digit), samples(DigitMarkets::digitSamples)),
    /** "ODD" or "EVEN", by the last digit. */
    ODD_EVEN(digits(DigitMarkets::oddEven), samples(DigitMarkets::oddEvenSamples)),
    /** "HIGH" or "LOW" half of the outcomes. */
    HIGH_LOW(digits(DigitMarkets::highLow), samples(DigitMarkets::highLowSamples));

    private final BiFunction<OutcomeSpace, String, Optional<Coverage>> cover;
    private final Function<OutcomeSpace, List<String>> samples;

    Market(
            BiFunction<OutcomeSpace, String, Optional<Coverage>> cover,
            Function<OutcomeSpace, List<String>> samples) {
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

    /** One selection of each class; none if the game cannot have this market. */
    List<String> samples(OutcomeSpace space) {
        return samples.apply(space);
    }

    private static BiFunction<OutcomeSpace, String, Optional<Coverage>> digits(
            BiFunction<Digits, String, Optional<Coverage>> cover) {
        return (space, selection) ->
                switch (space) {
                    case Digits digits -> cover.apply(digits, selection);
                    case OutcomeSpace.Combination _ -> Optional.empty();
                };
    }

    private static Function<OutcomeSpace, List<String>> samples(
            Function<Digits, List<String>> samples) {
        return space ->
                switch (space) {
                    case Digits digits -> samples.apply(digits);
                    case OutcomeSpace.Combination _ -> List.of();
                };
    }
}
