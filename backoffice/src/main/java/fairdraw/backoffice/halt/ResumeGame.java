package fairdraw.backoffice.halt;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.audit.AppendAudit;
import fairdraw.backoffice.audit.AppendAudit.Change;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets a game go on that was stopped. The log is written before the engine is asked and again when
 * it has answered, so that no game goes on unseen if we die in between.
 */
@ApplicationScoped
public class ResumeGame {

    private static final int REASON_CHARS_MAX = 500;

    private final GrpcHalts halts;
    private final AppendAudit audit;
    private final Outbox outbox;

    ResumeGame(GrpcHalts halts, AppendAudit audit, Outbox outbox) {
        this.halts = halts;
        this.audit = audit;
        this.outbox = outbox;
    }

    /**
     * Fails with NOT_FOUND, or INVALID_FIELD without a reason.
     *
     * @param given why, 1 to 500 characters
     */
    public Uni<HaltView> resume(Caller caller, UUID id, @Nullable String given) {
        String reason = Objects.requireNonNullElse(given, "").strip();
        if (reason.isEmpty()
                || reason.length() > REASON_CHARS_MAX
                || reason.chars().anyMatch(Character::isISOControl)) {
            String rule = "reason: 1 to " + REASON_CHARS_MAX + " characters.";
            return Uni.createFrom()
                    .failure(Refusal.of(RefusalCode.INVALID_FIELD, "reason", rule).toException());
        }
        return halts.list()
                .map(all ->
                        all.stream()
                                .filter(it -> it.id().equals(id))
                                .findFirst()
                                .orElseThrow(() -> Refusal.of(RefusalCode.NOT_FOUND).toException()))
                .chain(halt ->
                        log(caller, halt, "game.resume-asked", reason)
                                .chain(() -> halts.resume(id, caller.subject(), reason))
                                .call(resumed -> log(caller, resumed, "game.resumed", reason)));
    }

    private Uni<Void> log(Caller caller, HaltView halt, String action, String reason) {
        var change = new Change(caller, action, "game/" + halt.game(), reason, null, json(halt));
        return Panache.withTransaction(() -> audit.append(change)).invoke(outbox::wake);
    }

    private static String json(HaltView halt) {
        return new io.vertx.core.json.JsonObject()
                .put("halt", halt.id().toString())
                .put("cause", halt.cause())
                .encode();
    }
}
