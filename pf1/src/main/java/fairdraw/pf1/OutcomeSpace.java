package fairdraw.pf1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers 0..M-1 that a game draws from, and the display of each as result numbers (spec 3). M
 * is 2..100 000.
 */
public sealed interface OutcomeSpace {

    /** The largest M. */
    long OUTCOMES_MAX = 100_000;

    /** M. */
    long outcomes();

    /** The result numbers of an outcome 0..M-1; another outcome is refused. */
    List<Integer> numbers(int outcome);

    /** The name that the game's identity carries. */
    String kind();

    /** The parameters that the game's identity carries. */
    Map<String, Long> parameters();

    /**
     * The space of a kind with its parameters.
     *
     * @throws IllegalArgumentException if there is no such kind, or a parameter is missing, out of
     *     range or too many
     */
    static OutcomeSpace of(String kind, Map<String, Long> parameters) {
        OutcomeSpace space =
                switch (kind) {
                    case Digits.KIND -> new Digits(parameter(parameters, "digits"));
                    case Combination.KIND ->
                            new Combination(
                                    parameter(parameters, "pick"), parameter(parameters, "of"));
                    default -> throw new IllegalArgumentException("unknown kind: " + kind);
                };
        if (!space.parameters().equals(parameters)) {
            throw new IllegalArgumentException("unknown parameter in " + parameters);
        }
        return space;
    }

    private static int parameter(Map<String, Long> parameters, String name) {
        Long value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("missing parameter: " + name);
        }
        return Math.toIntExact(value);
    }

    private static void require(int outcome, long outcomes) {
        if (outcome < 0 || outcome >= outcomes) {
            throw new IllegalArgumentException(outcome + " is not in 0.." + (outcomes - 1));
        }
    }

    /** 1..4 decimal digits, the most significant first: outcome 472 of three is [4, 7, 2]. */
    record Digits(int digits) implements OutcomeSpace {

        /** Name of the kind. */
        public static final String KIND = "DIGITS";

        private static final int DIGITS_MAX = 4;

        public Digits {
            if (digits < 1 || digits > DIGITS_MAX) {
                throw new IllegalArgumentException("digits " + digits + " is not in 1..4");
            }
        }

        @Override
        public long outcomes() {
            long outcomes = 1;
            for (int i = 0; i < digits; i++) {
                outcomes *= 10;
            }
            return outcomes;
        }

        @Override
        public List<Integer> numbers(int outcome) {
            require(outcome, outcomes());
            var numbers = new Integer[digits];
            int rest = outcome;
            for (int i = digits - 1; i >= 0; i--) {
                numbers[i] = rest % 10;
                rest /= 10;
            }
            return List.of(numbers);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Map<String, Long> parameters() {
            return Map.of("digits", (long) digits);
        }
    }

    /**
     * {@code pick} numbers of 1..{@code of}, ascending, in lexicographic rank order: outcome 0 is
     * [1..pick].
     */
    record Combination(int pick, int of) implements OutcomeSpace {

        /** Name of the kind. */
        public static final String KIND = "COMBINATION";

        public Combination {
            if (pick < 1 || pick >= of || of > OUTCOMES_MAX) {
                throw new IllegalArgumentException(pick + " of " + of + " cannot be drawn");
            }
            if (choose(of, pick) > OUTCOMES_MAX) {
                throw new IllegalArgumentException(pick + " of " + of + " has too many outcomes");
            }
        }

        @Override
        public long outcomes() {
            return choose(of, pick);
        }

        @Override
        public List<Integer> numbers(int outcome) {
            require(outcome, outcomes());
            var numbers = new ArrayList<Integer>(pick);
            long rank = outcome;
            int number = 1;
            for (int left = pick; left > 0; left--, number++) {
                long without = choose(of - number, left - 1);
                while (without <= rank) {
                    rank -= without;
                    number++;
                    without = choose(of - number, left - 1);
                }
                numbers.add(number);
            }
            return List.copyOf(numbers);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Map<String, Long> parameters() {
            var parameters = new TreeMap<String, Long>();
            parameters.put("pick", (long) pick);
            parameters.put("of", (long) of);
            return parameters;
        }

        /** C(n, k), or a number above the largest M when it is above it. */
        private static long choose(int n, int k) {
            int fewer = Math.min(k, n - k);
            if (fewer < 0) {
                return 0;
            }
            long result = 1;
            for (int i = 1; i <= fewer; i++) {
                result = result * (n - fewer + i) / i;
                if (result > OUTCOMES_MAX) {
                    return OUTCOMES_MAX + 1;
                }
            }
            return result;
        }
    }
}
