package fairdraw.reporting.access;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Tells what the caller of the current request may see, from its access token. */
@ApplicationScoped
public class ReadScope {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,40}");

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    ReadScope(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /**
     * The scope of the caller.
     *
     * @throws fairdraw.kernel.RefusedException FORBIDDEN when it has none
     */
    public Scope current() {
        if (!Collections.disjoint(identity.getRoles(), Role.HOUSE)) {
            return Scope.house();
        }
        Object claim = token.getClaim("operator");
        if (identity.hasRole(Role.OPERATOR)
                && claim != null
                && SLUG.matcher(claim.toString()).matches()) {
            return Scope.of(claim.toString());
        }
        throw Refusal.of(RefusalCode.FORBIDDEN).toException();
    }

    /** The caller's name, for people. */
    public String name() {
        @Nullable String user = token.getClaim("preferred_username");
        return Objects.requireNonNullElse(user, identity.getPrincipal().getName());
    }
}
