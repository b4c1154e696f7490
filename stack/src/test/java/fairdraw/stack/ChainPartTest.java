package fairdraw.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain over hours of blocks. */
class ChainPartTest {

    private static final int BLOCKS = 2000;
    private static final long MOST_MB = 200;

    @TempDir Path folder;

    @Test
    void half_an_hour_of_blocks_leaves_memory_small_and_all_is_there_after_a_restart()
            throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "NOT CHECKED: no /proc here");
        long head;
        try (var chain = start()) {
            chain.hold(true);
            for (int i = 0; i < BLOCKS; i++) {
                var _ = chain.call("evm_mine");
            }
            head = number(chain, "latest");
            long mb = memoryMb(chain.process().pid());
            assertTrue(mb <= MOST_MB, mb + " MB");
            assertTrue(number(chain, "finalized") >= head - 4);
            assertTrue(code(chain, "finalized").length() > 2);
            // The state is written once a second.
            await().until(() ->
                    Files.exists(folder.resolve("chain.json"))
                            && Files.getLastModifiedTime(folder.resolve("chain.json")).toMillis()
                                    > System.currentTimeMillis() - 900);
        }
        try (var again = start()) {
            await().until(() -> number(again, "latest") > head);
            await().ignoreExceptions().until(() -> code(again, "finalized").length() > 2);
        }
    }

    private ChainPart start() {
        return ChainPart.start(Home.find(), folder, Ports.free(), folder.resolve("anvil.log"));
    }

    private static String code(ChainPart chain, String at) {
        return chain.call("eth_getCode", ChainPart.CONTRACT, at).asText();
    }

    private static long number(ChainPart chain, String at) {
        return Long.decode(chain.call("eth_getBlockByNumber", at, false).get("number").asText());
    }

    private static long memoryMb(long pid) throws Exception {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .sum();
        }
    }
}
