package fairdraw.operatorkit.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The wallet speaks the one catalogue that the game server reads. */
class WalletRefusalTest {

    private static final JsonNode CALLS = catalogue().required("calls");

    @Test
    void every_code_is_one_of_the_catalogue() {
        Set<String> known = new TreeSet<>();
        CALLS.forEach(call -> call.required("codes").fieldNames().forEachRemaining(known::add));
        assertThat(known)
                .containsAll(
                        Arrays.stream(WalletRefusal.values())
                                .map(WalletRefusal::name)
                                .collect(Collectors.toSet()));
    }

    @Test
    void every_call_of_the_catalogue_is_answered() {
        Set<String> paths =
                Arrays.stream(WalletResource.class.getMethods())
                        .filter(method -> method.isAnnotationPresent(Path.class))
                        .map(method -> method.getAnnotation(Path.class).value())
                        .filter(path -> !path.startsWith("sandbox/"))
                        .collect(Collectors.toSet());
        Set<String> calls = new TreeSet<>();
        CALLS.fieldNames().forEachRemaining(calls::add);
        assertThat(paths).containsExactlyInAnyOrderElementsOf(calls);
    }

    private static JsonNode catalogue() {
        try (var file =
                WalletRefusalTest.class.getResourceAsStream("/fairdraw/wallet-catalogue.json")) {
            return new JsonMapper().readTree(file);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
