package fairdraw.gateway.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One operator's name server holds up nobody else. */
class HttpNamesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MORE_THAN_THREADS = 100;

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger lookUps = new AtomicInteger();
    private final HttpNames names = new HttpNames(vertx, this::resolve);

    @AfterEach
    void end() {
        answer.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_name_server_that_hangs_holds_one_thread_however_many_ask() {
        List<CompletableFuture<InetAddress[]>> asked =
                IntStream.range(0, MORE_THAN_THREADS)
                        .mapToObj(i -> names.find("hangs.example").subscribeAsCompletionStage())
                        .toList();
        assertThat(found("quick.example")).isEqualTo("192.0.2.1");
        assertThat(asked).noneMatch(CompletableFuture::isDone);
        answer.countDown();
        await().atMost(PATIENCE).until(() -> asked.stream().allMatch(CompletableFuture::isDone));
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void one_who_gives_up_takes_the_answer_from_no_other() {
        CompletableFuture<InetAddress[]> first =
                names.find("hangs.example").subscribeAsCompletionStage();
        Uni<InetAddress[]> second = names.find("hangs.example");
        first.cancel(true);
        answer.countDown();
        assertThat(second.await().atMost(PATIENCE)).hasSize(1);
    }

    @Test
    void every_later_call_asks_anew_also_after_a_failure() {
        assertThat(found("quick.example")).isEqualTo("192.0.2.1");
        assertThat(found("quick.example")).isEqualTo("192.0.2.1");
        assertThat(lookUps).hasValue(2);
        for (int i = 0; i < 2; i++) {
            CompletableFuture<InetAddress[]> unknown =
                    names.find("unknown.example").subscribeAsCompletionStage();
            await().atMost(PATIENCE).until(unknown::isCompletedExceptionally);
        }
        assertThat(lookUps).hasValue(4);
    }

    @Test
    void an_address_is_its_own_and_asks_nobody() {
        assertThat(found("203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(lookUps).hasValue(0);
    }

    private String found(String host) {
        return names.find(host).await().atMost(PATIENCE)[0].getHostAddress();
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        lookUps.incrementAndGet();
        if (host.startsWith("hangs")) {
            try {
                answer.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
        if (host.startsWith("unknown")) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.ofLiteral("192.0.2.1")};
    }
}
