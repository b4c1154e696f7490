package fairdraw.gateway.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * What this replica has seen lately, by a number that stands for each request. Bounded: two sets of
 * plain numbers, of which the older is forgotten when the younger is full or old enough; nothing in
 * them for the garbage collector to follow.
 */
final class RecentRequests {

    /** The last so many are remembered in any case, and at most twice as many. */
    static final int KEPT_MIN = 200_000;

    /** A power of 2, so that at most three of four places are taken. */
    private static final int PLACES = 1 << 19;

    private final InstantSource clock;
    private final Duration kept;
    private long[] older = new long[PLACES];
    private long[] younger = new long[PLACES];
    private int count;
    private Instant begun;

    RecentRequests(InstantSource clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
        this.begun = clock.instant();
    }

    /**
     * Whether this one is seen for the first time.
     *
     * @param request 64 bits of its signature, which are as good as random
     */
    synchronized boolean first(long request) {
        turn();
        // A free place is 0.
        long number = request == 0 ? 1 : request;
        if (older[place(older, number)] == number) {
            return false;
        }
        int place = place(younger, number);
        if (younger[place] == number) {
            return false;
        }
        younger[place] = number;
        count++;
        return true;
    }

    private void turn() {
        Instant now = clock.instant();
        if (count < KEPT_MIN && now.isBefore(begun.plus(kept))) {
            return;
        }
        long[] forgotten = older;
        Arrays.fill(forgotten, 0);
        older = younger;
        younger = forgotten;
        count = 0;
        begun = now;
    }

    /** Where the number is, or the free place where it would be. */
    private static int place(long[] set, long number) {
        int place = (int) number & PLACES - 1;
        while (set[place] != 0 && set[place] != number) {
            place = place + 1 & PLACES - 1;
        }
        return place;
    }
}
