package fairdraw.fairness.batch;

/** How urgent it is that the lead of final batches grows again (spec 4.2). */
public enum LeadAlert {
    OK,
    /** Somebody should look: fewer than two final batches are ahead. */
    WARN,
    /** Somebody must come: rounds stop opening when the batch that is played ends. */
    PAGE;

    private static final int WARN_BELOW = 2;
    private static final int PAGE_BELOW = 1;

    /** The alert for so many final batches ahead of the one that is played. */
    public static LeadAlert of(long lead) {
        if (lead < PAGE_BELOW) {
            return PAGE;
        }
        return lead < WARN_BELOW ? WARN : OK;
    }
}
