package fairdraw.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import fairdraw.gateway.Parts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Redis counts as away when it is away, and not when much is asked of it. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class RedisLinkTest {

    private static final int BURST = 100;

    @Inject RedisLink redis;

    @Test
    void a_burst_of_calls_is_answered_by_redis_and_by_nobody_else() {
        List<String> answers =
                Uni.join()
                        .all(IntStream.range(0, BURST).mapToObj(i -> ping()).toList())
                        .andFailFast()
                        .await()
                        .atMost(Duration.ofSeconds(10));
        assertThat(answers).hasSize(BURST).containsOnly("PONG");
    }

    private Uni<String> ping() {
        return redis.ask(
                api -> api.ping(List.of()).map(Response::toString),
                away -> Uni.createFrom().item(away.toString()));
    }
}
