package fairdraw.backoffice.operator;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads operators as they stand. */
@ApplicationScoped
public class ReadOperator {

    /** Most operators of one answer. */
    public static final int PAGE_OPERATORS_MAX = 200;

    /**
     * The operator; fails with NOT_FOUND.
     *
     * @param id any text
     */
    @WithSession
    public Uni<Operator> byId(String id) {
        return OperatorRow.<OperatorRow>findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Refusal.of(RefusalCode.NOT_FOUND).toException())
                .map(OperatorRow::operator);
    }

    /** Operators after the id, in its order; at most {@value #PAGE_OPERATORS_MAX}. */
    @WithSession
    public Uni<List<Operator>> page(String after, int limit) {
        return OperatorRow.page(after, limit)
                .map(rows -> rows.stream().map(OperatorRow::operator).toList());
    }
}
