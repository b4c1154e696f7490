package fairdraw.fairness.seed;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the key-encryption key lies: in a Vault when one is configured, else in a file. */
class ChooseKek {

    @Produces
    @Singleton
    KeyEncryptionKey kek(
            @ConfigProperty(name = "fairdraw.seed.vault-transit") Optional<URI> transit,
            @ConfigProperty(name = "fairdraw.seed.vault-key") String key,
            @ConfigProperty(name = "fairdraw.seed.vault-token-file") Optional<Path> tokenFile,
            @ConfigProperty(name = "fairdraw.seed.vault-timeout") Duration timeout,
            @ConfigProperty(name = "fairdraw.seed.kek-file") Optional<Path> file,
            @ConfigProperty(name = "fairdraw.seed.kek-password") Optional<String> password) {
        if (transit.isPresent()) {
            return new HttpVaultKek(
                    transit.get(),
                    key,
                    tokenFile.orElseThrow(() -> missing("vault-token-file")),
                    timeout);
        }
        return new KeystoreKek(
                file.orElseThrow(() -> missing("kek-file")),
                password.orElseThrow(() -> missing("kek-password")).toCharArray());
    }

    private static IllegalStateException missing(String name) {
        return new IllegalStateException("fairdraw.seed." + name + " is not set");
    }
}
