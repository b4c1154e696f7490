package fairdraw.gateway.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A statement as its operator sees it.
 *
 * @param state QUEUED, FETCHED or GIVEN_UP
 * @param pages that came
 * @param lines in them
 * @param nextAttemptAt while it is queued
 * @param cause why the last page did not come
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatementView(
        UUID statementId,
        String state,
        Instant from,
        Instant to,
        Instant askedAt,
        int pages,
        long lines,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt,
        @Nullable String cause) {

    /** A page, newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatementPage(List<StatementView> items, @Nullable String next) {}
}
