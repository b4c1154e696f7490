package fairdraw.pf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, 1000, 1L << 31, (1L << 31) + 1, (1L << 32) - 1, 1L << 32})
    void uniform_stays_in_range_and_takes_another_word_only_when_it_must(long n) {
        byte[] key = Digest.sha256(new byte[] {7});
        var words = new Words(key, 3);
        var oracle = new Words(key, 3);
        long limit = (1L << 32) / n * n;
        for (int i = 0; i < 2_000; i++) {
            long word = oracle.next();
            while (word >= limit) {
                word = oracle.next();
            }
            assertEquals(word % n, words.uniform(n));
        }
        assertEquals(oracle.read(), words.read());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, (1L << 32) + 1, Long.MIN_VALUE})
    void uniform_refuses_what_a_word_cannot_cover(long n) {
        var words = new Words(new byte[32]);
        assertThrows(IllegalArgumentException.class, () -> words.uniform(n));
    }

    /** A rule that makes a number 0..n-1 of words 0..words-1. */
    private interface Rule {
        long draw(long words, long n, LongSupplier next);
    }

    /** With words of 8 bits instead of 32 every case can be counted out. */
    @Test
    void the_rejection_leaves_no_bias_on_toy_words() {
        assertEquals(List.of(), biased(Words::uniform));
    }

    @Test
    void a_biased_rule_does_not_pass_the_count() {
        Rule remainder = (_, n, next) -> next.getAsLong() % n;
        Rule scaled = (words, n, next) -> next.getAsLong() * n / words;
        for (Rule rule : List.of(remainder, scaled, DrawTest::limitIncluded)) {
            assertTrue(biased(rule).size() > 200, () -> biased(rule).toString());
        }
    }

    private static long limitIncluded(long words, long n, LongSupplier next) {
        long word = next.getAsLong();
        return word <= words / n * n ? word % n : limitIncluded(words, n, next);
    }

    /** The n of 1..256 for which some result comes of more 8-bit words than another. */
    private static List<Integer> biased(Rule rule) {
        var biased = new ArrayList<Integer>();
        for (int n = 1; n <= 256; n++) {
            var counts = new int[n];
            int taken = 0;
            for (int word = 0; word < 256; word++) {
                var only = LongStream.of(word).iterator();
                try {
                    counts[(int) rule.draw(256, n, only::nextLong)]++;
                    taken++;
                } catch (NoSuchElementException another) {
                    assertTrue(256 % n != 0, "a word is thrown away without need");
                }
            }
            int least = Arrays.stream(counts).min().orElseThrow();
            int most = Arrays.stream(counts).max().orElseThrow();
            if (least != most || 256 - taken >= n) {
                biased.add(n);
            }
        }
        return biased;
    }

    @Test
    void ranks_of_combinations_are_a_bijection_in_lexicographic_order() {
        var space = new OutcomeSpace.Combination(5, 20);
        assertEquals(15_504, space.outcomes());
        assertEquals(List.of(1, 2, 3, 4, 5), space.numbers(0));
        assertEquals(List.of(16, 17, 18, 19, 20), space.numbers(15_503));
        var seen = new HashSet<List<Integer>>();
        List<Integer> before = List.of(0, 0, 0, 0, 0);
        for (int outcome = 0; outcome < space.outcomes(); outcome++) {
            var numbers = space.numbers(outcome);
            assertTrue(seen.add(numbers));
            assertTrue(lexicographic(before, numbers) < 0);
            assertEquals(numbers, numbers.stream().sorted().distinct().toList());
            before = numbers;
        }
    }

    @Test
    void digits_show_the_most_significant_first() {
        assertEquals(List.of(4, 7, 2), new OutcomeSpace.Digits(3).numbers(472));
        assertEquals(List.of(0, 0, 7), new OutcomeSpace.Digits(3).numbers(7));
        assertEquals(10_000, new OutcomeSpace.Digits(4).outcomes());
    }

    @Test
    void spaces_that_cannot_be_drawn_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new OutcomeSpace.Digits(0));
        assertThrows(IllegalArgumentException.class, () -> new OutcomeSpace.Digits(5));
        assertThrows(IllegalArgumentException.class, () -> new OutcomeSpace.Combination(6, 49));
        assertThrows(IllegalArgumentException.class, () -> new OutcomeSpace.Combination(5, 5));
        assertThrows(IllegalArgumentException.class, () -> OutcomeSpace.of("DIGITS", Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> OutcomeSpace.of("DIGITS", Map.of("digits", 3L, "more", 1L)));
        assertThrows(IllegalArgumentException.class, () -> OutcomeSpace.of("DICE", Map.of()));
        assertThrows(
                IllegalArgumentException.class, () -> new OutcomeSpace.Digits(3).numbers(1000));
        assertEquals(
                new OutcomeSpace.Combination(5, 20),
                OutcomeSpace.of("COMBINATION", Map.of("pick", 5L, "of", 20L)));
    }

    private static int lexicographic(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = Integer.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
