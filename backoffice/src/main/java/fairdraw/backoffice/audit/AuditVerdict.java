package fairdraw.backoffice.audit;

/**
 * What a walk over the audit chain found.
 *
 * @param sound whether every entry is as it was written
 * @param entries how many the chain should have
 * @param head hex of the last hash
 * @param brokenAt position of the first entry that is not as it was written; 0 when sound
 * @param why what is wrong there; empty when sound
 */
public record AuditVerdict(boolean sound, long entries, String head, long brokenAt, String why) {}
