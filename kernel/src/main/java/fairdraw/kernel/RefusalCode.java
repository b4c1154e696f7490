package fairdraw.kernel;

/**
 * The one catalogue of refusals: code, HTTP status, gRPC status, whether the same request may
 * succeed later, and its sentence. Codes are public API: never renamed, never reused (spec 6).
 */
public enum RefusalCode {
    // Requests
    MALFORMED(400, Grpc.INVALID_ARGUMENT, false, "The body is not valid JSON."),
    UNKNOWN_FIELD(400, Grpc.INVALID_ARGUMENT, false, "The body has a field that is not known."),
    INVALID_FIELD(400, Grpc.INVALID_ARGUMENT, false, "A field is missing or has a wrong value."),
    BODY_TOO_LARGE(413, Grpc.INVALID_ARGUMENT, false, "The body is larger than the bound."),
    UNSUPPORTED_MEDIA_TYPE(415, Grpc.INVALID_ARGUMENT, false, "The body must be application/json."),
    NOT_ACCEPTABLE(406, Grpc.INVALID_ARGUMENT, false, "No acceptable representation."),
    METHOD_NOT_ALLOWED(405, Grpc.UNIMPLEMENTED, false, "The method is not allowed here."),
    NOT_FOUND(404, Grpc.NOT_FOUND, false, "There is no such thing, or it is not yours."),
    IDEMPOTENCY_KEY_MISSING(400, Grpc.INVALID_ARGUMENT, false, "Idempotency-Key is required."),
    IDEMPOTENCY_IN_FLIGHT(409, Grpc.ABORTED, true, "The same request is still in flight."),
    IDEMPOTENCY_MISMATCH(
            422, Grpc.ALREADY_EXISTS, false, "The Idempotency-Key was used with another body."),
    ALREADY_EXISTS(409, Grpc.ALREADY_EXISTS, false, "There is another one with this id."),
    VERSION_MISSING(428, Grpc.INVALID_ARGUMENT, false, "If-Match or version is required."),
    VERSION_CONFLICT(412, Grpc.ABORTED, false, "It was changed since it was read."),
    RATE_LIMITED(429, Grpc.RESOURCE_EXHAUSTED, true, "Too many requests."),
    INTERNAL(500, Grpc.INTERNAL, true, "Something broke on our side; the trace id finds it."),
    UNAVAILABLE(503, Grpc.UNAVAILABLE, true, "A part that this needs is not available now."),
    NOT_OWNER(503, Grpc.FAILED_PRECONDITION, true, "Another replica owns this game."),

    // Authentication
    KEY_UNKNOWN(401, Grpc.UNAUTHENTICATED, false, "The key is unknown or revoked."),
    SIGNATURE_MISSING(401, Grpc.UNAUTHENTICATED, false, "The request carries no signature."),
    SIGNATURE_INVALID(401, Grpc.UNAUTHENTICATED, false, "The signature does not fit the request."),
    TIMESTAMP_OUT_OF_RANGE(
            401, Grpc.UNAUTHENTICATED, false, "The timestamp is more than 5 minutes off."),
    REPLAYED_REQUEST(409, Grpc.ALREADY_EXISTS, false, "This very request was already received."),
    SESSION_INVALID(401, Grpc.UNAUTHENTICATED, false, "The session is unknown, ended or expired."),
    FORBIDDEN(403, Grpc.PERMISSION_DENIED, false, "Not allowed to the caller."),
    OPERATOR_NOT_ACTIVE(403, Grpc.PERMISSION_DENIED, false, "The operator is not active."),

    // Bets
    GAME_UNKNOWN(404, Grpc.NOT_FOUND, false, "There is no such game."),
    ROUND_UNKNOWN(404, Grpc.NOT_FOUND, false, "There is no such round."),
    ROUND_NOT_OPEN(409, Grpc.FAILED_PRECONDITION, false, "The round takes no bets now."),
    ROUND_SKIPPED(
            404,
            Grpc.NOT_FOUND,
            false,
            "The round was skipped: it never opened, it has no record."),
    ROUND_NOT_SEALED(409, Grpc.FAILED_PRECONDITION, true, "The round is not sealed yet."),
    GAME_PAUSED(503, Grpc.UNAVAILABLE, true, "No round can open now."),
    MARKET_UNKNOWN(422, Grpc.INVALID_ARGUMENT, false, "The game has no such market."),
    SELECTION_INVALID(422, Grpc.INVALID_ARGUMENT, false, "The market cannot take this selection."),
    CURRENCY_NOT_ALLOWED(422, Grpc.INVALID_ARGUMENT, false, "The operator has no such currency."),
    CURRENCY_MISMATCH(422, Grpc.INVALID_ARGUMENT, false, "The session is in another currency."),
    TOO_MANY_BETS(422, Grpc.INVALID_ARGUMENT, false, "The ticket has too many bets."),
    STAKE_TOO_LOW(422, Grpc.INVALID_ARGUMENT, false, "The stake is under the minimum."),
    STAKE_TOO_HIGH(422, Grpc.INVALID_ARGUMENT, false, "The stake is over the maximum."),
    MAX_WIN_EXCEEDED(
            422, Grpc.FAILED_PRECONDITION, false, "The player could win more than the maximum."),
    LIABILITY_EXCEEDED(
            409, Grpc.FAILED_PRECONDITION, true, "The round holds as much liability as it may."),
    CREDIT_EXHAUSTED(409, Grpc.FAILED_PRECONDITION, true, "The operator's credit is used up."),

    // The operator's wallet
    INSUFFICIENT_FUNDS(402, Grpc.FAILED_PRECONDITION, false, "The player has not enough money."),
    PLAYER_BLOCKED(403, Grpc.PERMISSION_DENIED, false, "The operator does not let the player bet."),
    PLAYER_LIMIT_REACHED(403, Grpc.PERMISSION_DENIED, false, "A limit of the player is reached."),
    FREE_BET_UNKNOWN(422, Grpc.NOT_FOUND, false, "The player has no such free bet."),
    FREE_BET_USED(409, Grpc.FAILED_PRECONDITION, false, "The free bet was played before."),
    FREE_BET_MISMATCH(
            422, Grpc.FAILED_PRECONDITION, false, "The free bet is not for this game or stake."),
    WALLET_DECLINED(402, Grpc.FAILED_PRECONDITION, false, "The operator's wallet declined."),
    DEBIT_UNKNOWN(
            504, Grpc.DEADLINE_EXCEEDED, false, "The wallet gave no clear answer; it is refunded."),
    DEBIT_LATE(504, Grpc.DEADLINE_EXCEEDED, false, "The debit came too late; it is refunded."),
    WALLET_UNAVAILABLE(503, Grpc.UNAVAILABLE, true, "The operator's wallet does not answer now."),
    NOT_PARKED(409, Grpc.FAILED_PRECONDITION, false, "The transaction does not wait for people."),

    // Two persons
    SECOND_PERSON_REQUIRED(
            403, Grpc.PERMISSION_DENIED, false, "Somebody else than who asked must decide."),
    ALREADY_DECIDED(409, Grpc.FAILED_PRECONDITION, false, "It was decided before."),
    TOO_LATE(409, Grpc.FAILED_PRECONDITION, false, "The time for that has passed."),

    // Fairness
    GAME_NOT_REGISTERED(503, Grpc.UNAVAILABLE, true, "The game is not registered on chain yet."),
    BATCH_NOT_FINAL(
            503, Grpc.FAILED_PRECONDITION, true, "The round's batch is not final on the chain."),
    BEACON_NOT_YET(503, Grpc.UNAVAILABLE, true, "The round's beacon is not there yet."),
    SEALED_OTHERWISE(409, Grpc.ALREADY_EXISTS, false, "The round has another seal."),
    TOO_EARLY(409, Grpc.FAILED_PRECONDITION, true, "It is too early for that."),
    PAST_OPENING(409, Grpc.FAILED_PRECONDITION, false, "The round's opening has passed.");

    private final int httpStatus;
    private final Grpc grpcStatus;
    private final boolean retryable;
    private final String sentence;

    RefusalCode(int httpStatus, Grpc grpcStatus, boolean retryable, String sentence) {
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
        this.retryable = retryable;
        this.sentence = sentence;
    }

    /** HTTP status, 400..599. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The gRPC status of the same refusal. */
    public Grpc grpcStatus() {
        return grpcStatus;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** One English sentence for people. */
    public String sentence() {
        return sentence;
    }

    /** The gRPC status codes that refusals use; names as in {@code io.grpc.Status.Code}. */
    public enum Grpc {
        INVALID_ARGUMENT,
        NOT_FOUND,
        ALREADY_EXISTS,
        PERMISSION_DENIED,
        UNAUTHENTICATED,
        RESOURCE_EXHAUSTED,
        FAILED_PRECONDITION,
        ABORTED,
        UNIMPLEMENTED,
        INTERNAL,
        UNAVAILABLE,
        DEADLINE_EXCEEDED
    }
}
