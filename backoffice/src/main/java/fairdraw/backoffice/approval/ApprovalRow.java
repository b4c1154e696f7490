package fairdraw.backoffice.approval;

import fairdraw.backoffice.approval.Approval.Approved;
import fairdraw.backoffice.approval.Approval.Done;
import fairdraw.backoffice.approval.Approval.Expired;
import fairdraw.backoffice.approval.Approval.Failed;
import fairdraw.backoffice.approval.Approval.Refused;
import fairdraw.backoffice.approval.Approval.Requested;
import fairdraw.backoffice.approval.Approval.Withdrawn;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A row of the table {@code approval}. */
@Entity
@Table(name = "approval")
@NullUnmarked
class ApprovalRow extends PanacheEntityBase {

    @Id UUID id;
    String state;

    @Enumerated(EnumType.STRING)
    Order.Kind kind;

    String game;
    Long round;
    String operator;
    String ticket;

    @Column(name = "bet_index")
    Integer index;

    String currency;
    Long amount;
    String transaction;

    @Column(name = "operator_transaction")
    String operatorTransaction;

    String player;

    String reason;

    @Column(name = "requested_by")
    String requestedBy;

    @Column(name = "requested_by_name")
    String requestedByName;

    @Column(name = "requested_at")
    Instant requestedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "decided_by")
    String decidedBy;

    @Column(name = "decided_by_name")
    String decidedByName;

    @Column(name = "decided_at")
    Instant decidedAt;

    String note;

    @Column(name = "ended_at")
    Instant endedAt;

    String result;
    int attempts;

    @Column(name = "next_attempt_at")
    Instant nextAttemptAt;

    static ApprovalRow of(Requested requested) {
        var row = new ApprovalRow();
        Ask ask = requested.ask();
        row.id = ask.id();
        row.reason = ask.reason();
        row.requestedBy = ask.by().subject();
        row.requestedByName = ask.by().name();
        row.requestedAt = ask.requestedAt();
        row.expiresAt = ask.expiresAt();
        row.kind = ask.order().kind();
        row.take(ask.order());
        row.take(requested);
        return row;
    }

    private void take(Order order) {
        switch (order) {
            case Order.VoidRound it -> {
                game = it.game();
                round = it.round();
            }
            case Order.AdjustBet it -> {
                operator = it.operator();
                ticket = it.ticket();
                index = it.index();
                amount = it.amount();
                currency = it.currency();
            }
            case Order.PayPromotion it -> {
                operator = it.operator();
                player = it.player();
                amount = it.amount();
                currency = it.currency();
            }
            case Order.BookPayment it -> {
                operator = it.operator();
                currency = it.currency();
                amount = it.amount();
            }
            case Order.CloseParked it -> {
                transaction = it.transaction();
                operatorTransaction = it.operatorTransaction();
            }
        }
    }

    /** Takes over where it stands. */
    void take(Approval approval) {
        ApprovalView view = ApprovalView.of(approval);
        state = view.state();
        note = view.note();
        result = view.result();
        endedAt = view.endedAt();
        decidedAt = view.decidedAt();
        if (view.decidedBy() != null) {
            decidedBy = view.decidedBy().subject();
            decidedByName = view.decidedBy().name();
        }
    }

    Approval approval() {
        var ask =
                new Ask(
                        id,
                        order(),
                        new Person(requestedBy, requestedByName),
                        reason,
                        requestedAt,
                        expiresAt);
        var by = new Person(decidedBy, decidedByName);
        return switch (state) {
            case "REQUESTED" -> new Requested(ask);
            case "APPROVED" -> new Approved(ask, by, decidedAt);
            case "DONE" -> new Done(ask, by, decidedAt, result, endedAt);
            case "FAILED" -> new Failed(ask, by, decidedAt, result, endedAt);
            case "REFUSED" -> new Refused(ask, by, note, decidedAt);
            case "WITHDRAWN" -> new Withdrawn(ask, endedAt);
            case "EXPIRED" -> new Expired(ask, endedAt);
            default -> throw new IllegalStateException("no such state: " + state);
        };
    }

    private Order order() {
        return switch (kind) {
            case VOID_ROUND -> new Order.VoidRound(game, round);
            case ADJUST_BET -> new Order.AdjustBet(operator, ticket, index, amount, currency);
            case PAY_PROMOTION -> new Order.PayPromotion(operator, player, amount, currency);
            case BOOK_PAYMENT -> new Order.BookPayment(operator, currency, amount);
            case CLOSE_PARKED -> new Order.CloseParked(transaction, operatorTransaction);
        };
    }

    /** The approval, locked until the transaction ends. */
    static Uni<Optional<ApprovalRow>> locked(UUID id) {
        return ApprovalRow.<ApprovalRow>findById(id, LockModeType.PESSIMISTIC_WRITE)
                .map(Optional::ofNullable);
    }

    /** Newest first, before the given one. */
    static Uni<List<ApprovalRow>> page(String state, Instant before, UUID beforeId, int limit) {
        return ApprovalRow.<ApprovalRow>find(
                        "from ApprovalRow a where (?1 = '' or a.state = ?1)"
                                + " and (a.requestedAt < ?2"
                                + " or a.requestedAt = ?2 and a.id < ?3)"
                                + " order by a.requestedAt desc, a.id desc",
                        state,
                        before,
                        beforeId)
                .range(0, limit - 1)
                .list();
    }

    /** Ids of what nobody decided in time. */
    static Uni<List<UUID>> overdue(Instant now, int limit) {
        return ApprovalRow.<ApprovalRow>find(
                        "from ApprovalRow a where a.state = 'REQUESTED' and a.expiresAt <= ?1"
                                + " order by a.expiresAt",
                        now)
                .range(0, limit - 1)
                .list()
                .map(rows -> rows.stream().map(row -> row.id).toList());
    }

    /** What is to be carried out now. */
    static Uni<List<ApprovalRow>> due(Instant now, int limit) {
        return ApprovalRow.<ApprovalRow>find(
                        "from ApprovalRow a where a.state = 'APPROVED'"
                                + " and (a.nextAttemptAt is null or a.nextAttemptAt <= ?1)"
                                + " order by a.decidedAt",
                        now)
                .range(0, limit - 1)
                .list();
    }
}
