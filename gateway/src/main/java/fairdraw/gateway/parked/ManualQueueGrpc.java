package fairdraw.gateway.parked;

import fairdraw.engine.v1.Approval;
import fairdraw.gateway.delivery.DeliveryJob;
import fairdraw.gateway.input.Demand;
import fairdraw.gateway.v1.CloseParkedRequest;
import fairdraw.gateway.v1.CloseParkedResponse;
import fairdraw.gateway.v1.GetParkedRequest;
import fairdraw.gateway.v1.GetParkedResponse;
import fairdraw.gateway.v1.ListLiabilitiesRequest;
import fairdraw.gateway.v1.ListLiabilitiesResponse;
import fairdraw.gateway.v1.ListParkedRequest;
import fairdraw.gateway.v1.ListParkedResponse;
import fairdraw.gateway.v1.ManualQueueService;
import fairdraw.gateway.v1.RetryParkedRequest;
import fairdraw.gateway.v1.RetryParkedResponse;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The manual queue for the backoffice: seen, sent again, or closed by two persons. */
@GrpcService
class ManualQueueGrpc implements ManualQueueService {

    private static final Logger LOG = Logger.getLogger(ManualQueueGrpc.class);
    private static final Pattern OPERATOR = Pattern.compile("[a-z0-9-]{0,40}");
    private static final Pattern CURSOR = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern PERSON = Pattern.compile("[!-~]{1,128}");
    private static final Pattern REASON = Pattern.compile("(?s).*\\S.*");
    private static final int REASON_CHARS_MAX = 500;
    private static final Pattern OPERATOR_TRANSACTION = Pattern.compile("[!-~]{1,200}");
    private static final int PAGE = 50;
    private static final int PAGE_MAX = 200;

    private final PgParked parked;
    private final DeliveryJob job;
    private final InstantSource clock;

    ManualQueueGrpc(PgParked parked, DeliveryJob job, InstantSource clock) {
        this.parked = parked;
        this.job = job;
        this.clock = clock;
    }

    @Override
    public Uni<ListParkedResponse> listParked(ListParkedRequest request) {
        int limit = request.getLimit() == 0 ? PAGE : request.getLimit();
        if (limit < 1 || limit > PAGE_MAX) {
            throw Demand.refused("limit", "limit must be 1.." + PAGE_MAX);
        }
        String after = request.getAfter();
        return parked.list(
                Demand.text("operator", request.getOperator(), OPERATOR),
                after.isEmpty() ? 0 : Long.parseLong(Demand.text("after", after, CURSOR)),
                limit);
    }

    @Override
    public Uni<GetParkedResponse> getParked(GetParkedRequest request) {
        UUID transaction = Demand.uuid("transaction", request.getTransaction());
        return parked.find(transaction)
                .map(found ->
                        found.orElseThrow(() -> refused(RefusalCode.NOT_FOUND, "transaction")))
                .chain(found ->
                        parked.attempts(transaction)
                                .map(log ->
                                        GetParkedResponse.newBuilder()
                                                .setTransaction(found)
                                                .addAllAttempts(log)
                                                .build()));
    }

    @Override
    public Uni<ListLiabilitiesResponse> listLiabilities(ListLiabilitiesRequest request) {
        return parked.liabilities(Demand.text("operator", request.getOperator(), OPERATOR))
                .map(found ->
                        ListLiabilitiesResponse.newBuilder().addAllLiabilities(found).build());
    }

    @Override
    public Uni<RetryParkedResponse> retryParked(RetryParkedRequest request) {
        UUID transaction = Demand.uuid("transaction", request.getTransaction());
        String person = Demand.text("requested_by", request.getRequestedBy(), PERSON);
        return parked.retry(transaction, clock.instant())
                .map(queued -> {
                    if (!queued) {
                        throw refused(RefusalCode.NOT_PARKED, "transaction");
                    }
                    LOG.infof("sent again by hand transaction=%s by=%s", transaction, person);
                    job.wake();
                    return RetryParkedResponse.getDefaultInstance();
                });
    }

    @Override
    public Uni<CloseParkedResponse> closeParked(CloseParkedRequest request) {
        Closing closing = closing(request);
        return parked.close(closing, clock.instant())
                .map(closed -> CloseParkedResponse.newBuilder().setTransaction(closed).build());
    }

    /** The backoffice had it approved; that two persons did is checked once more here. */
    private static Closing closing(CloseParkedRequest request) {
        Approval approval = request.getApproval();
        String requested = Demand.text("approval.requested_by", approval.getRequestedBy(), PERSON);
        String approved = Demand.text("approval.approved_by", approval.getApprovedBy(), PERSON);
        if (requested.equalsIgnoreCase(approved)) {
            throw Refusal.of(
                            RefusalCode.FORBIDDEN,
                            "approval.approved_by",
                            "It takes two persons: nobody approves his own request.")
                    .toException();
        }
        String reason = Demand.text("approval.reason", approval.getReason(), REASON);
        if (reason.length() > REASON_CHARS_MAX) {
            throw Demand.refused("approval.reason", "approval.reason may have 500 characters");
        }
        if (approval.getApprovedAtMs() <= 0) {
            throw Demand.refused("approval.approved_at_ms", "approval.approved_at_ms is required");
        }
        return new Closing(
                Demand.uuid("transaction", request.getTransaction()),
                Demand.uuid("approval.id", approval.getId()),
                requested,
                approved,
                reason,
                Demand.text(
                        "operator_transaction",
                        request.getOperatorTransaction(),
                        OPERATOR_TRANSACTION),
                Instant.ofEpochMilli(approval.getApprovedAtMs()));
    }

    private static RuntimeException refused(RefusalCode code, String field) {
        return Refusal.of(code, field, code.sentence()).toException();
    }
}
