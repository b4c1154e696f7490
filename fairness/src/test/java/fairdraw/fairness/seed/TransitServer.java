package fairdraw.fairness.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Speaks the HTTP API of Vault's transit engine as it is documented (encrypt, decrypt, associated
 * data, key versions, errors) and really encrypts; for machines on which no Vault can be had.
 */
final class TransitServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, List<byte[]>> keys = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private volatile String token;
    private volatile boolean silent;

    TransitServer(String token) {
        this.token = token;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/transit/", this::handle);
        server.start();
    }

    URI transit() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/transit");
    }

    /** Adds a version of the key, which encrypts from now on. */
    void rotate(String key) {
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        keys.computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>()).add(fresh);
    }

    void token(String next) {
        token = next;
    }

    void silent(boolean now) {
        silent = now;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (silent) {
                new CountDownLatch(1).await();
            }
            respond(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        try {
            if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                answer(exchange, 403, Map.of("errors", List.of("permission denied")));
                return;
            }
            var path = exchange.getRequestURI().getPath().split("/");
            var versions = keys.get(path[4]);
            var request = JSON.readTree(exchange.getRequestBody());
            if (versions == null) {
                answer(exchange, 400, Map.of("errors", List.of("encryption key not found")));
            } else if (path[3].equals("encrypt")) {
                answer(exchange, 200, Map.of("data", encrypted(versions, request)));
            } else {
                answer(exchange, 200, Map.of("data", decrypted(versions, request)));
            }
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            answer(
                    exchange,
                    400,
                    Map.of("errors", List.of("cipher: message authentication failed")));
        }
    }

    private Map<String, Object> encrypted(List<byte[]> versions, JsonNode request)
            throws IOException, GeneralSecurityException {
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed =
                AesGcm.encrypt(
                        AesGcm.lent(versions.getLast()),
                        nonce,
                        request.get("associated_data").binaryValue(),
                        request.get("plaintext").binaryValue());
        byte[] both = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, both, nonce.length, sealed.length);
        return Map.of(
                "ciphertext",
                "vault:v" + versions.size() + ":" + Base64.getEncoder().encodeToString(both),
                "key_version",
                versions.size());
    }

    private static Map<String, Object> decrypted(List<byte[]> versions, JsonNode request)
            throws IOException, GeneralSecurityException {
        var parts = request.get("ciphertext").asText().split(":");
        if (parts.length != 3 || !parts[0].equals("vault")) {
            throw new IllegalArgumentException("invalid ciphertext: no prefix");
        }
        byte[] both = Base64.getDecoder().decode(parts[2]);
        byte[] plain =
                AesGcm.decrypt(
                        AesGcm.lent(versions.get(Integer.parseInt(parts[1].substring(1)) - 1)),
                        Arrays.copyOf(both, AesGcm.NONCE_BYTES),
                        request.get("associated_data").binaryValue(),
                        Arrays.copyOfRange(both, AesGcm.NONCE_BYTES, both.length));
        return Map.of("plaintext", Base64.getEncoder().encodeToString(plain));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body)
            throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
