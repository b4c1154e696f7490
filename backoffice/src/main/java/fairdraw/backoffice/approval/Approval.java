package fairdraw.backoffice.approval;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.time.Instant;

/**
 * Where an order of two persons stands. A move exists only where it is legal:
 *
 * <pre>
 * REQUESTED --another person--> APPROVED --carried out--> DONE
 *     |                            `--refused by who was to do it--> FAILED
 *     |--another person--> REFUSED
 *     |--who asked--> WITHDRAWN
 *     `--time--> EXPIRED
 * </pre>
 */
public sealed interface Approval {

    /** What was asked for. */
    Ask ask();

    /** How a move went. */
    sealed interface Move {
        /** It moved. */
        record Moved(Approval to) implements Move {}

        /** It stays where it is. */
        record Barred(Refusal why) implements Move {}
    }

    /** It waits for a second person. */
    record Requested(Ask ask) implements Approval {

        /** Somebody else says yes. */
        Move approve(Person by, Instant now) {
            if (!now.isBefore(ask.expiresAt())) {
                return new Move.Barred(
                        Refusal.of(RefusalCode.TOO_LATE, "", "It expired at " + ask.expiresAt()));
            }
            return by.is(ask.by())
                    ? new Move.Barred(Refusal.of(RefusalCode.SECOND_PERSON_REQUIRED))
                    : new Move.Moved(new Approved(ask, by, now));
        }

        /** Somebody else says no. */
        Move refuse(Person by, String note, Instant now) {
            return by.is(ask.by())
                    ? new Move.Barred(
                            Refusal.of(
                                    RefusalCode.SECOND_PERSON_REQUIRED,
                                    "",
                                    "Withdraw what you asked for yourself."))
                    : new Move.Moved(new Refused(ask, by, note, now));
        }

        /** Who asked takes it back. */
        Move withdraw(Person by, Instant now) {
            return by.is(ask.by())
                    ? new Move.Moved(new Withdrawn(ask, now))
                    : new Move.Barred(
                            Refusal.of(
                                    RefusalCode.FORBIDDEN,
                                    "",
                                    "Only who asked withdraws it; you may refuse it."));
        }

        /** Nobody decided in time. */
        Expired expire(Instant now) {
            assert !now.isBefore(ask.expiresAt()) : ask;
            return new Expired(ask, now);
        }
    }

    /** Two persons want it; it is being carried out, as often as it takes. */
    record Approved(Ask ask, Person by, Instant at) implements Approval {

        public Approved {
            assert !by.is(ask.by()) : ask;
        }

        Done done(String result, Instant now) {
            return new Done(ask, by, at, result, now);
        }

        Failed failed(String why, Instant now) {
            return new Failed(ask, by, at, why, now);
        }
    }

    /** It was carried out. */
    record Done(Ask ask, Person by, Instant at, String result, Instant doneAt)
            implements Approval {}

    /** Who was to carry it out refused for good; nothing was done. */
    record Failed(Ask ask, Person by, Instant at, String why, Instant failedAt)
            implements Approval {}

    /** The second person said no. */
    record Refused(Ask ask, Person by, String note, Instant at) implements Approval {}

    /** Who asked took it back. */
    record Withdrawn(Ask ask, Instant at) implements Approval {}

    /** Nobody decided in time. */
    record Expired(Ask ask, Instant at) implements Approval {}
}
