package fairdraw.fairness.seed;

import fairdraw.pf1.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.AEADBadTagException;

/**
 * A key-encryption key that never leaves a Vault (or OpenBao): its transit engine encrypts and
 * decrypts data keys, with the context as associated data. The key there must be of an AEAD type,
 * such as {@code aes256-gcm96}. The token is read from its file at every call, since an agent
 * renews it there. Keys pass as bytes only, never as text.
 */
final class HttpVaultKek implements KeyEncryptionKey {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final long ANSWER_BYTES_MAX = 65_536;
    private static final byte[] PLAINTEXT = ascii("\"plaintext\":\"");
    private static final byte[] CIPHERTEXT = ascii("\"ciphertext\":\"");

    private final URI transit;
    private final String key;
    private final Path tokenFile;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * The key of a transit engine.
     *
     * @param transit where the engine is mounted, such as {@code https://vault:8200/v1/transit};
     *     plain HTTP on this machine only
     */
    HttpVaultKek(URI transit, String key, Path tokenFile, Duration timeout) {
        if (!"https".equals(transit.getScheme()) && !loopback(transit)) {
            throw new IllegalStateException("a vault is reached by https: " + transit);
        }
        if (!key.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalStateException("not the name of a transit key: " + key);
        }
        this.transit = transit;
        this.key = key;
        this.tokenFile = tokenFile;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    @Override
    public WrappedKey wrap(byte[] dataKey, byte[] context) {
        byte[] encoded = Base64.getEncoder().encode(dataKey);
        try {
            byte[] answer = call("encrypt", PLAINTEXT, encoded, context);
            return new WrappedKey(Bytes.of(new byte[0]), Bytes.of(field(answer, CIPHERTEXT)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a data key cannot be wrapped", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] context) throws GeneralSecurityException {
        byte[] answer = call("decrypt", CIPHERTEXT, wrapped.wrapped().toArray(), context);
        byte[] encoded = field(answer, PLAINTEXT);
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the vault's answer is not base64", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
            Arrays.fill(answer, (byte) 0);
        }
    }

    private byte[] call(String verb, byte[] name, byte[] value, byte[] context)
            throws GeneralSecurityException {
        byte[] body = body(name, value, context);
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(transit + "/" + verb + "/" + key))
                            .timeout(timeout)
                            .header("X-Vault-Token", Files.readString(tokenFile).strip())
                            .header("X-Vault-Request", "true")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))
                            .build();
            var sent =
                    http.sendAsync(
                            request,
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
            var response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() == BAD_REQUEST) {
                throw new AEADBadTagException("the vault does not open it");
            }
            if (response.statusCode() != OK) {
                throw new IllegalStateException("the vault answers " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException("the vault's token cannot be read", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the vault does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /** The request as JSON; all values are of harmless characters. */
    private static byte[] body(byte[] name, byte[] value, byte[] context) {
        var body = new ZeroedOutput();
        body.writeBytes(ascii("{"));
        body.writeBytes(name);
        body.writeBytes(value);
        body.writeBytes(ascii("\",\"associated_data\":\""));
        body.writeBytes(Base64.getEncoder().encode(context));
        body.writeBytes(ascii("\"}"));
        return body.taken();
    }

    private static byte[] field(byte[] answer, byte[] name) {
        for (int at = 0; at + name.length < answer.length; at++) {
            if (Arrays.equals(answer, at, at + name.length, name, 0, name.length)) {
                int from = at + name.length;
                int to = from;
                while (to < answer.length && answer[to] != '"') {
                    to++;
                }
                return Arrays.copyOfRange(answer, from, to);
            }
        }
        throw new IllegalStateException("the vault's answer lacks its field");
    }

    private static boolean loopback(URI uri) {
        try {
            return "http".equals(uri.getScheme())
                    && InetAddress.getByName(uri.getHost()).isLoopbackAddress();
        } catch (IOException unknown) {
            return false;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Leaves no copy of what was written. */
    private static final class ZeroedOutput extends ByteArrayOutputStream {

        private static final int BYTES = 1024;

        ZeroedOutput() {
            super(BYTES);
        }

        byte[] taken() {
            byte[] taken = toByteArray();
            Arrays.fill(buf, (byte) 0);
            return taken;
        }
    }
}
