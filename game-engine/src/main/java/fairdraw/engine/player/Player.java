package fairdraw.engine.player;

import java.util.Comparator;

/** A player as one operator names it; the same name at another operator is another player. */
public record Player(String operator, String player) implements Comparable<Player> {

    private static final Comparator<Player> ORDER =
            Comparator.comparing(Player::operator).thenComparing(Player::player);

    @Override
    public int compareTo(Player other) {
        return ORDER.compare(this, other);
    }
}
