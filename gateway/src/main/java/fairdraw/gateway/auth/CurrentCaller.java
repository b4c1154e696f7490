package fairdraw.gateway.auth;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller of the request at hand. */
@RequestScoped
public class CurrentCaller {

    private @Nullable Caller caller;

    /** The caller, if the request carried credentials that hold. */
    public Optional<Caller> find() {
        return Optional.ofNullable(caller);
    }

    /** The caller of an endpoint that asks for one. */
    public Caller get() {
        return find().orElseThrow(() -> Refusal.of(RefusalCode.SIGNATURE_MISSING).toException());
    }

    /** The operator that calls. */
    public Caller.OperatorCaller operator() {
        if (get() instanceof Caller.OperatorCaller operator) {
            return operator;
        }
        throw Refusal.of(RefusalCode.FORBIDDEN).toException();
    }

    /** The player that calls. */
    public Caller.PlayerCaller player() {
        if (get() instanceof Caller.PlayerCaller player) {
            return player;
        }
        throw Refusal.of(RefusalCode.FORBIDDEN).toException();
    }

    /**
     * Remembers the caller.
     *
     * @throws fairdraw.kernel.RefusedException when the request carries a second credential
     */
    public void proven(Caller proven) {
        if (caller != null) {
            throw Refusal.of(
                            RefusalCode.FORBIDDEN,
                            "",
                            "A request is signed by an operator or carries a token, not both.")
                    .toException();
        }
        caller = proven;
    }
}
