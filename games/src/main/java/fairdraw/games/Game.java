package fairdraw.games;

import fairdraw.pf1.OutcomeSpace;
import java.util.List;
import java.util.Optional;

/** A game that is shipped: the slug that interfaces use, and what is drawn (spec 3). */
public record Game(String slug, OutcomeSpace space) {

    private static final List<Game> SHIPPED =
            List.of(new Game("digits-3", new OutcomeSpace.Digits(3)));

    /** Every game that is shipped, the default first. */
    public static List<Game> shipped() {
        return SHIPPED;
    }

    /** The shipped game of a slug. */
    public static Optional<Game> find(String slug) {
        return SHIPPED.stream().filter(game -> game.slug.equals(slug)).findFirst();
    }

    /** M, the number of outcomes. */
    public int outcomes() {
        return Math.toIntExact(space.outcomes());
    }
}
