package fairdraw.engine.receipt;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Where salts and keys come from: the operating system, unless a test says otherwise. */
@Singleton
class EngineRandom {

    @Produces
    @Singleton
    @DefaultBean
    SecureRandom random() {
        return new SecureRandom();
    }
}
