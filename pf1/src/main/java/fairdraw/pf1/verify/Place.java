package fairdraw.pf1.verify;

import java.util.List;

/** A round, or the first of several, or a batch: the game's name and a number. */
record Place(String game, long number) {

    static final String DEFAULT_GAME = "digits-3";
    private static final String NUMBER = "(0|[1-9][0-9]{0,15})";

    /** Reads GAME:NUMBER, GAME NUMBER, or NUMBER of the default game. */
    static Place of(List<String> words) {
        String text = String.join(":", words);
        String full = text.contains(":") ? text : DEFAULT_GAME + ":" + text;
        if (!full.matches("[a-z0-9-]{1,40}:" + NUMBER)) {
            throw new Sources.UsageException("not a round or batch: " + text);
        }
        int colon = full.indexOf(':');
        return new Place(full.substring(0, colon), Long.parseLong(full.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return game + ":" + number;
    }
}
