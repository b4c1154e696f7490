package fairdraw.engine.lease;

/** The lease has passed to another replica: nothing was written, and this one stops. */
public final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The fence that no longer holds. */
    public FencedException(Fence fence) {
        super("the lease of " + fence.game() + " is no longer ours: token " + fence.token());
    }
}
