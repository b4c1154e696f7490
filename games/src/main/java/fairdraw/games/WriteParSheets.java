package fairdraw.games;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the par sheet of every shipped game into a folder: the payout table as canonical JSON, and
 * its exact figures, each as fraction and decimal.
 */
public final class WriteParSheets {

    private static final int PLACES = 9;
    private static final String HEAD =
            "market,class,covers,of,multiplier,hitFrequency,rtp,effectiveRtp,worstStake,"
                    + "rtpDecimal,effectiveRtpDecimal,standardDeviation";

    private WriteParSheets() {}

    /** Run by {@code ./dev lab-pack} with the folder. */
    public static void main(String... arguments) throws IOException {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        for (Game game : Game.shipped()) {
            var table = PayoutTable.of(game.slug());
            Files.writeString(folder.resolve(game.slug() + ".json"), table.json());
            Files.write(folder.resolve(game.slug() + ".csv"), lines(table));
        }
    }

    static List<String> lines(PayoutTable table) {
        var lines = new ArrayList<>(List.of(HEAD));
        for (Figures figures : table.figures()) {
            lines.add(
                    String.join(
                            ",",
                            figures.market().name(),
                            figures.selectionClass(),
                            Integer.toString(figures.covers()),
                            Integer.toString(table.game().outcomes()),
                            figures.maxMultiplier().text(),
                            figures.hitFrequency().toString(),
                            figures.rtp().toString(),
                            figures.effectiveRtp().toString(),
                            Long.toString(figures.worstStake()),
                            plain(figures.rtp().decimal(PLACES)),
                            plain(figures.effectiveRtp().decimal(PLACES)),
                            plain(figures.standardDeviation())));
        }
        return lines;
    }

    private static String plain(BigDecimal decimal) {
        return decimal.toPlainString();
    }
}
