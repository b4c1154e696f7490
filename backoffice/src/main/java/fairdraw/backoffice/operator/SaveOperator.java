package fairdraw.backoffice.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.audit.AppendAudit;
import fairdraw.backoffice.audit.AppendAudit.Change;
import fairdraw.backoffice.operator.OperatorCheck.Checked;
import fairdraw.backoffice.outbox.OutboxRow;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * Creates and edits operators. The row, its line in the audit log and its event on the
 * configuration topic are one transaction.
 */
@ApplicationScoped
public class SaveOperator {

    private static final String CATALOGUE = "/fairdraw/wallet-catalogue.json";

    private final AppendAudit audit;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Set<String> catalogue;

    SaveOperator(AppendAudit audit, Outbox outbox, ObjectMapper json, InstantSource clock) {
        this.audit = audit;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
        this.catalogue = catalogue(json);
    }

    /** Every code that the contract of wallets knows. */
    private static Set<String> catalogue(ObjectMapper json) {
        try (var file = SaveOperator.class.getResourceAsStream(CATALOGUE)) {
            var codes = new TreeSet<String>();
            json.readTree(file)
                    .required("calls")
                    .forEach(call -> call.path("codes").fieldNames().forEachRemaining(codes::add));
            return Set.copyOf(codes);
        } catch (IOException broken) {
            throw new UncheckedIOException(CATALOGUE, broken);
        }
    }

    /** How it went. */
    public sealed interface Saved {
        /** It is new. */
        record Created(Operator operator) implements Saved {}

        /** It was changed, or already was as asked. */
        record Edited(Operator operator) implements Saved {}

        /** Another one has the id; nothing was changed. */
        record Exists(Operator operator) implements Saved {}

        /** Nothing was changed; at least one reason. */
        record Refused(List<Refusal> reasons) implements Saved {}
    }

    /** Creates the operator; the same operator once more is success. */
    public Uni<Saved> create(Caller caller, OperatorDraft draft) {
        return switch (OperatorCheck.check(draft, catalogue)) {
            case Checked.Unsound unsound -> refused(unsound.problems());
            case Checked.Sound sound ->
                    inTransaction(() -> create(caller, sound.operator(), reason(draft)))
                            // Two at once: the second meets the row of the first.
                            .onFailure(ConstraintViolationException.class)
                            .retry()
                            .atMost(1);
        };
    }

    private Uni<Saved> create(Caller caller, Operator asked, String reason) {
        return OperatorRow.locked(asked.id())
                .chain(existing ->
                        existing.isPresent()
                                ? exists(existing.get().operator(), asked)
                                : insert(caller, asked.withVersion(1), reason));
    }

    private static Uni<Saved> exists(Operator existing, Operator asked) {
        boolean same = asked.equals(existing.withVersion(0));
        return Uni.createFrom()
                .item(same ? new Saved.Edited(existing) : new Saved.Exists(existing));
    }

    private Uni<Saved> insert(Caller caller, Operator operator, String reason) {
        Instant now = now();
        return OperatorRow.of(operator, now)
                .persist()
                .chain(_ -> tell(caller, "operator.created", reason, null, operator, now))
                .replaceWith(new Saved.Created(operator));
    }

    /**
     * Replaces every setting of the operator.
     *
     * @param seen the version that the caller saw; refused when it is no longer the current one
     */
    public Uni<Saved> edit(Caller caller, OperatorDraft draft, long seen) {
        return switch (OperatorCheck.check(draft, catalogue)) {
            case Checked.Unsound unsound -> refused(unsound.problems());
            case Checked.Sound sound ->
                    inTransaction(() -> edit(caller, sound.operator(), seen, reason(draft)));
        };
    }

    private Uni<Saved> edit(Caller caller, Operator asked, long seen, String reason) {
        return OperatorRow.locked(asked.id())
                .chain(row ->
                        row.isEmpty()
                                ? refused(Refusal.of(RefusalCode.NOT_FOUND))
                                : edit(caller, row.get(), asked, seen, reason));
    }

    private Uni<Saved> edit(
            Caller caller, OperatorRow row, Operator asked, long seen, String reason) {
        Operator before = row.operator();
        Optional<Refusal> refusal =
                conflict(before, seen)
                        .or(() -> EditRight.refusal(caller, before, asked))
                        .or(() -> reopening(before, asked));
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        if (asked.equals(before.withVersion(0))) {
            return Uni.createFrom().item(new Saved.Edited(before));
        }
        Instant now = now();
        Operator after = asked.withVersion(Math.addExact(before.version(), 1));
        row.take(after, now);
        return tell(caller, "operator.edited", reason, before, after, now)
                .replaceWith(new Saved.Edited(after));
    }

    private static Optional<Refusal> conflict(Operator before, long seen) {
        return before.version() == seen
                ? Optional.empty()
                : Optional.of(
                        Refusal.of(
                                RefusalCode.VERSION_CONFLICT,
                                "version",
                                "The operator is at version "
                                        + before.version()
                                        + ", not "
                                        + seen
                                        + "; read it again."));
    }

    private static Optional<Refusal> reopening(Operator before, Operator asked) {
        boolean reopens =
                before.status() == OperatorStatus.CLOSED && asked.status() != before.status();
        return reopens
                ? Optional.of(
                        Refusal.of(
                                RefusalCode.INVALID_FIELD,
                                "status",
                                "A closed operator stays closed."))
                : Optional.empty();
    }

    private Uni<Void> tell(
            Caller caller,
            String action,
            String reason,
            @Nullable Operator before,
            Operator after,
            Instant at) {
        var change =
                new Change(
                        caller,
                        action,
                        "operator/" + after.id(),
                        reason,
                        before == null ? null : json(before),
                        json(after));
        return OutboxRow.append(KafkaOperatorEvent.of(after, at)).chain(_ -> audit.append(change));
    }

    /** Tells the topic the current state once more, for a consumer or a Kafka that starts empty. */
    public Uni<Void> republish(String id) {
        return inTransaction(() ->
                // Locked, so that an edit's event can only come after this older state.
                OperatorRow.locked(id)
                        .chain(row -> row.map(this::again).orElse(Uni.createFrom().voidItem())));
    }

    private Uni<Void> again(OperatorRow row) {
        return OutboxRow.append(KafkaOperatorEvent.of(row.operator(), now()));
    }

    private <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
        return Panache.withTransaction(work).invoke(outbox::wake);
    }

    private static Uni<Saved> refused(Refusal... reasons) {
        return refused(List.of(reasons));
    }

    private static Uni<Saved> refused(List<Refusal> reasons) {
        return Uni.createFrom().item(new Saved.Refused(reasons));
    }

    private static String reason(OperatorDraft draft) {
        return Objects.requireNonNullElse(draft.reason(), "").strip();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private String json(Operator operator) {
        try {
            return json.writeValueAsString(operator);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an operator is always JSON", impossible);
        }
    }
}
