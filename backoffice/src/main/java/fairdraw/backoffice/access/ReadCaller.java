package fairdraw.backoffice.access;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Tells who makes the current request, from its access token. */
@ApplicationScoped
public class ReadCaller {

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    ReadCaller(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /** The caller of this request, which is authenticated. */
    public Caller current() {
        String name = identity.getPrincipal().getName();
        String subject = Objects.requireNonNullElse(token.getSubject(), name);
        return new Caller(
                subject,
                claim("preferred_username").orElse(name),
                Set.copyOf(identity.getRoles()),
                claim("operator"),
                claim("sid").orElse(subject));
    }

    /**
     * The caller, when it may read the operator.
     *
     * @throws fairdraw.kernel.RefusedException NOT_FOUND when it may not
     */
    public Caller whoSees(String operator) {
        Caller caller = current();
        if (!caller.sees(operator)) {
            throw Refusal.of(RefusalCode.NOT_FOUND).toException();
        }
        return caller;
    }

    private Optional<String> claim(String name) {
        return Optional.ofNullable(token.getClaim(name)).map(Object::toString);
    }
}
