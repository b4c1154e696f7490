package fairdraw.backoffice.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.approval.Approval.Approved;
import fairdraw.backoffice.approval.Approval.Expired;
import fairdraw.backoffice.approval.Approval.Move;
import fairdraw.backoffice.approval.Approval.Refused;
import fairdraw.backoffice.approval.Approval.Requested;
import fairdraw.backoffice.approval.Approval.Withdrawn;
import fairdraw.backoffice.approval.OrderCheck.Checked;
import fairdraw.backoffice.audit.AppendAudit;
import fairdraw.backoffice.audit.AppendAudit.Change;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what one person asks for and what another one decides. A step and its line in the audit log
 * are one transaction.
 */
@ApplicationScoped
public class DecideApproval {

    private final AppendAudit audit;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Duration decideWithin;

    DecideApproval(
            AppendAudit audit,
            Outbox outbox,
            ObjectMapper json,
            InstantSource clock,
            @ConfigProperty(name = "fairdraw.approvals.decide-within") Duration decideWithin) {
        this.audit = audit;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
        this.decideWithin = decideWithin;
    }

    /** How it went. */
    public sealed interface Decision {
        /** It stands so now; asked again, it stood so before. */
        record Stands(Approval approval) implements Decision {}

        /** Nothing was changed; at least one reason. */
        record Barred(List<Refusal> reasons) implements Decision {}
    }

    /** Asks for an order; the same request once more is success. */
    public Uni<Decision> ask(Caller caller, OrderDraft draft) {
        return switch (OrderCheck.check(draft)) {
            case Checked.Unsound(var problems) -> barred(problems);
            case Checked.Sound(var id, var order, var reason) -> {
                Instant now = now();
                var ask =
                        new Ask(id, order, Person.of(caller), reason, now, now.plus(decideWithin));
                yield Panache.withTransaction(() -> ask(caller, ask))
                        .invoke(outbox::wake)
                        // Two at once: the second meets the row of the first.
                        .onFailure(ConstraintViolationException.class)
                        .retry()
                        .atMost(1);
            }
        };
    }

    private Uni<Decision> ask(Caller caller, Ask ask) {
        return ApprovalRow.locked(ask.id())
                .chain(row -> {
                    if (row.isPresent()) {
                        Approval there = row.get().approval();
                        return there.ask().isAlso(ask)
                                ? stands(there)
                                : barred(
                                        List.of(
                                                Refusal.of(
                                                        RefusalCode.ALREADY_EXISTS,
                                                        "id",
                                                        "Another request has this id.")));
                    }
                    var requested = new Requested(ask);
                    return ApprovalRow.of(requested)
                            .persist()
                            .chain(_ -> tell(caller, "requested", ask.reason(), null, requested))
                            .replaceWith(new Decision.Stands(requested));
                });
    }

    /** Says yes; the same person once more is success. */
    public Uni<Decision> approve(Caller caller, UUID id) {
        Person by = Person.of(caller);
        return decide(
                caller,
                id,
                "approved",
                "",
                (requested, now) -> requested.approve(by, now),
                there -> there instanceof Approved it && it.by().is(by));
    }

    /**
     * Says no; the same person once more is success.
     *
     * @param note why, required
     */
    public Uni<Decision> refuse(Caller caller, UUID id, @Nullable String note) {
        String why = note == null ? "" : note.strip();
        if (why.isEmpty()
                || why.length() > OrderCheck.REASON_CHARS_MAX
                || why.chars().anyMatch(Character::isISOControl)) {
            String rule = "reason: 1 to " + OrderCheck.REASON_CHARS_MAX + " characters.";
            return barred(List.of(Refusal.of(RefusalCode.INVALID_FIELD, "reason", rule)));
        }
        Person by = Person.of(caller);
        return decide(
                caller,
                id,
                "refused",
                why,
                (requested, now) -> requested.refuse(by, why, now),
                there -> there instanceof Refused it && it.by().is(by));
    }

    /** Takes back what the caller asked for itself; once more is success. */
    public Uni<Decision> withdraw(Caller caller, UUID id) {
        Person by = Person.of(caller);
        return decide(
                caller,
                id,
                "withdrawn",
                "",
                (requested, now) -> requested.withdraw(by, now),
                there -> there instanceof Withdrawn && there.ask().by().is(by));
    }

    /** Ends a request that nobody decided in time; nothing when it was decided meanwhile. */
    Uni<Decision> expire(Caller caller, UUID id) {
        return decide(
                caller,
                id,
                "expired",
                "",
                (requested, now) -> new Move.Moved(requested.expire(now)),
                there -> there instanceof Expired);
    }

    private Uni<Decision> decide(
            Caller caller,
            UUID id,
            String step,
            String reason,
            BiFunction<Requested, Instant, Move> move,
            Predicate<Approval> isSame) {
        return Panache.withTransaction(() ->
                        ApprovalRow.locked(id)
                                .chain(row -> {
                                    if (row.isEmpty()) {
                                        return barred(List.of(Refusal.of(RefusalCode.NOT_FOUND)));
                                    }
                                    Approval there = row.get().approval();
                                    if (isSame.test(there)) {
                                        return stands(there);
                                    }
                                    return there instanceof Requested requested
                                            ? moved(
                                                    caller,
                                                    step,
                                                    reason,
                                                    row.get(),
                                                    requested,
                                                    move.apply(requested, now()))
                                            : decidedBefore(there);
                                }))
                .invoke(outbox::wake);
    }

    private Uni<Decision> moved(
            Caller caller, String step, String reason, ApprovalRow row, Requested from, Move move) {
        return switch (move) {
            case Move.Barred(var why) -> barred(List.of(why));
            case Move.Moved(var to) -> {
                row.take(to);
                yield tell(caller, step, reason, from, to).replaceWith(new Decision.Stands(to));
            }
        };
    }

    private static Uni<Decision> decidedBefore(Approval there) {
        String detail = "It is " + ApprovalView.of(there).state() + " already.";
        return barred(List.of(Refusal.of(RefusalCode.ALREADY_DECIDED, "", detail)));
    }

    /** Writes a step of the approval to the audit log, in the transaction of the step. */
    Uni<Void> tell(
            Caller caller, String step, String reason, @Nullable Approval from, Approval to) {
        return audit.append(
                new Change(
                        caller,
                        "approval." + step,
                        "approval/" + to.ask().id(),
                        reason,
                        from == null ? null : text(from),
                        text(to)));
    }

    private String text(Approval approval) {
        try {
            return json.writeValueAsString(ApprovalView.of(approval));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an approval is always JSON", impossible);
        }
    }

    private static Uni<Decision> stands(Approval approval) {
        return Uni.createFrom().item(new Decision.Stands(approval));
    }

    private static Uni<Decision> barred(List<Refusal> reasons) {
        return Uni.createFrom().item(new Decision.Barred(reasons));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
