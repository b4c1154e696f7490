package fairdraw.operatorkit.tester.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.kernel.Ids;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends calls as the game server does, under its deadlines, through the fault proxy. */
public final class Wire implements AutoCloseable {

    private final FaultProxy proxy;
    private final Contract contract;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Sends through this proxy, under the deadlines of the contract. */
    public Wire(FaultProxy proxy, Contract contract) {
        this.proxy = proxy;
        this.contract = contract;
    }

    /** Sends one call and waits for its answer, or for the deadline. */
    public Exchange send(Message message) {
        String key = Ids.next().toString();
        proxy.expect(key, message);
        Duration deadline = contract.deadline(message.call());
        var request =
                HttpRequest.newBuilder(proxy.url(message.call()))
                        .timeout(deadline)
                        .header(FaultProxy.KEY, key)
                        .POST(BodyPublishers.ofByteArray(message.bytes()))
                        .build();
        long start = System.nanoTime();
        try {
            var answer = client.send(request, BodyHandlers.ofString(UTF_8));
            return new Exchange(message, answer.statusCode(), answer.body(), millis(start));
        } catch (HttpTimeoutException late) {
            return new Exchange(
                    message,
                    0,
                    "no answer within " + deadline.toMillis() + " ms, the deadline of this call",
                    millis(start));
        } catch (IOException broken) {
            return new Exchange(message, 0, proxy.trouble(key), millis(start));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Exchange(message, 0, "the tester was stopped", millis(start));
        }
    }

    /** Sends all of them at the same moment; the answers come in their order. */
    public List<Exchange> together(List<Message> sent) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Exchange>> futures = new ArrayList<>();
            for (Message message : sent) {
                futures.add(threads.submit(() -> send(message)));
            }
            return futures.stream().map(Wire::joined).toList();
        }
    }

    /** What stands on the wire. */
    public FaultProxy proxy() {
        return proxy;
    }

    static Exchange joined(Future<Exchange> future) {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }

    static long millis(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    @Override
    public void close() {
        client.shutdownNow();
        proxy.close();
    }
}
