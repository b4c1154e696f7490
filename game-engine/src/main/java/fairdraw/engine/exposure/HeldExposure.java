package fairdraw.engine.exposure;

import fairdraw.engine.config.Limits;
import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.games.Exposure;
import fairdraw.games.Selection;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tickets of one open round could win on each outcome, reservations included (spec 3): by
 * operator, by player, and by currency for the house. Not safe for several threads.
 */
public final class HeldExposure {

    private final int outcomes;
    private final long houseLiability;
    private final Map<Party, Exposure> operators = new HashMap<>();
    private final Map<House, Exposure> house = new HashMap<>();
    private final Map<Party, Map<String, Wins>> players = new HashMap<>();

    private record House(String currency, Mode mode) {}

    /**
     * What one player could win, in a few bytes a bet: there may be a million of them, and an array
     * over the outcomes for each player would be more.
     */
    private static final class Wins {
        private static final Selection.Parsed[] NO_SELECTIONS = {};
        private static final long[] NO_STAKES = {};

        private Selection.Parsed[] selections = NO_SELECTIONS;
        private long[] stakes = NO_STAKES;
        private int bets;
        private long potential;

        void add(Selection.Parsed selection, long stake) {
            if (bets == stakes.length) {
                int room = bets + 1 + bets / 2;
                selections = Arrays.copyOf(selections, room);
                stakes = Arrays.copyOf(stakes, room);
            }
            selections[bets] = selection;
            stakes[bets] = stake;
            bets++;
            potential = Math.addExact(potential, selection.potentialPayout(stake));
        }

        void remove(Selection.Parsed selection, long stake) {
            for (int i = 0; i < bets; i++) {
                if (stakes[i] == stake && isSame(selections[i], selection)) {
                    bets--;
                    selections[i] = selections[bets];
                    stakes[i] = stakes[bets];
                    potential -= selection.potentialPayout(stake);
                    return;
                }
            }
            throw new IllegalStateException("the bet was never held");
        }

        private static boolean isSame(Selection.Parsed one, Selection.Parsed other) {
            return one.market() == other.market() && one.text().equals(other.text());
        }
    }

    /**
     * @param outcomes M
     * @param houseLiability the most that all operators of a currency together may lose on an
     *     outcome, minor units
     */
    public HeldExposure(int outcomes, long houseLiability) {
        this.outcomes = outcomes;
        this.houseLiability = houseLiability;
    }

    /**
     * Why the bet would pass a limit, with the largest stake that would not; empty when it fits.
     *
     * @param field name of the stake's field in the refusal
     */
    public Optional<Refusal> refusal(
            Party party,
            String player,
            Limits limits,
            Selection.Parsed selection,
            long stake,
            String field) {
        var bet = selection.liability(stake);
        var wins = players.getOrDefault(party, Map.of()).get(player);
        long potential = selection.potentialPayout(stake);
        boolean mayPass = potential > limits.maxWin() - (wins == null ? 0 : wins.potential);
        if (mayPass) {
            var mine = sum(wins);
            if (mine.maxWith(bet) > limits.maxWin()) {
                long largest = mine.largestStake(selection, limits.maxWin());
                return refused(RefusalCode.MAX_WIN_EXCEEDED, field, largest, limits);
            }
        }
        var held = operators.computeIfAbsent(party, _ -> new Exposure(outcomes));
        if (held.maxWith(bet) > limits.roundLiability()) {
            long largest = held.largestStake(selection, limits.roundLiability());
            return refused(RefusalCode.LIABILITY_EXCEEDED, field, largest, limits);
        }
        var all = house.computeIfAbsent(house(party), _ -> new Exposure(outcomes));
        if (all.maxWith(bet) > houseLiability) {
            long largest = all.largestStake(selection, houseLiability);
            return refused(RefusalCode.LIABILITY_EXCEEDED, field, largest, limits);
        }
        return Optional.empty();
    }

    /** Holds a bet. */
    public void add(Party party, String player, Selection.Parsed selection, long stake) {
        var bet = selection.liability(stake);
        operators.computeIfAbsent(party, _ -> new Exposure(outcomes)).add(bet);
        house.computeIfAbsent(house(party), _ -> new Exposure(outcomes)).add(bet);
        players.computeIfAbsent(party, _ -> new HashMap<>())
                .computeIfAbsent(player, _ -> new Wins())
                .add(selection, stake);
    }

    /** Takes away a bet that was held. */
    public void remove(Party party, String player, Selection.Parsed selection, long stake) {
        var bet = selection.liability(stake);
        Objects.requireNonNull(operators.get(party)).remove(bet);
        Objects.requireNonNull(house.get(house(party))).remove(bet);
        var mine = Objects.requireNonNull(players.get(party));
        var wins = Objects.requireNonNull(mine.get(player));
        wins.remove(selection, stake);
        if (wins.bets == 0) {
            mine.remove(player);
        }
    }

    /** What one operator's players could win together; nothing when it has no bets. */
    public Exposure of(Party party) {
        var held = operators.get(party);
        return held == null ? new Exposure(outcomes) : Exposure.of(held.toArray());
    }

    private Exposure sum(@Nullable Wins wins) {
        var sum = new Exposure(outcomes);
        if (wins != null) {
            for (int i = 0; i < wins.bets; i++) {
                sum.add(wins.selections[i].liability(wins.stakes[i]));
            }
        }
        return sum;
    }

    private static House house(Party party) {
        return new House(party.currency(), party.mode());
    }

    /** A largest stake under the operator's minimum helps nobody and is told as none. */
    private static Optional<Refusal> refused(
            RefusalCode code, String field, long largest, Limits limits) {
        long fits = largest < limits.minStake() ? 0 : Math.min(largest, limits.maxStake());
        return Optional.of(new Refusal(code, field, code.sentence(), Map.of("largestStake", fits)));
    }
}
