package fairdraw.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteParSheetsTest {

    @Test
    void every_shipped_game_has_a_sheet_with_the_figures_of_its_table(@TempDir Path folder)
            throws IOException {
        WriteParSheets.main(folder.toString());
        for (Game game : Game.shipped()) {
            var table = PayoutTable.of(game.slug());
            var sheet = Files.readAllLines(folder.resolve(game.slug() + ".csv"));
            assertEquals(table.figures().size() + 1, sheet.size());
            assertEquals(
                    table.tableHash(),
                    PayoutTable.parse(Files.readString(folder.resolve(game.slug() + ".json")))
                            .tableHash());
        }
        var straight = Files.readAllLines(folder.resolve("digits-3.csv"));
        assertTrue(
                straight.stream().anyMatch(it -> it.startsWith("STRAIGHT,ALL,1,1000,885,")),
                straight::toString);
    }
}
