package fairdraw.backoffice.approval;

import fairdraw.backoffice.access.Caller;

/**
 * Who asked or decided.
 *
 * @param subject stable id in the realm, by which persons are told apart
 * @param name for people
 */
public record Person(String subject, String name) {

    static Person of(Caller caller) {
        return new Person(caller.subject(), caller.name());
    }

    boolean is(Person other) {
        return subject.equals(other.subject);
    }
}
