package fairdraw.kernel;

import java.util.Map;

/**
 * An expected "no": what was refused, which field was at fault and why. A value inside a service, a
 * problem (RFC 9457) or gRPC status at its edge.
 *
 * @param code from the catalogue
 * @param field path of the field at fault, such as {@code bets[0].stake}; empty when none is
 * @param detail what is wrong here, for a person
 * @param extra further members of the answer, such as {@code largestStake}
 */
public record Refusal(RefusalCode code, String field, String detail, Map<String, Object> extra) {

    /** A refusal that no field explains. */
    public static Refusal of(RefusalCode code) {
        return new Refusal(code, "", code.sentence(), Map.of());
    }

    /** A refusal of one field. */
    public static Refusal of(RefusalCode code, String field, String detail) {
        return new Refusal(code, field, detail, Map.of());
    }

    /** This refusal as an exception, for the edge of a service only. */
    public RefusedException toException() {
        return new RefusedException(this);
    }
}
