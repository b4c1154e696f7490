package fairdraw.gateway.session;

import fairdraw.gateway.auth.Access;
import fairdraw.gateway.auth.CurrentCaller;
import fairdraw.gateway.config.PgOperators;
import fairdraw.gateway.input.Demand;
import fairdraw.gateway.round.GameCatalogue;
import fairdraw.kernel.Ids;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Sessions of players, opened and ended by their operator. */
@Path("/v1/sessions")
@Tag(name = "Sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SessionResource {

    private static final Pattern MODE = Pattern.compile("REAL|TEST");
    private static final Pattern LANGUAGE =
            Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");
    private static final Pattern REGION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final Pattern JURISDICTION = Pattern.compile("[A-Za-z0-9-]{1,40}");

    private final CurrentCaller caller;
    private final PgOperators operators;
    private final GameCatalogue games;
    private final PgSessions sessions;
    private final RedisSessions copies;
    private final SessionToken tokens;
    private final InstantSource clock;
    private final String playUrl;

    SessionResource(
            CurrentCaller caller,
            PgOperators operators,
            GameCatalogue games,
            PgSessions sessions,
            RedisSessions copies,
            SessionToken tokens,
            InstantSource clock,
            @ConfigProperty(name = "fairdraw.play.public-url") String playUrl) {
        this.caller = caller;
        this.operators = operators;
        this.games = games;
        this.sessions = sessions;
        this.copies = copies;
        this.tokens = tokens;
        this.clock = clock;
        this.playUrl = playUrl;
    }

    /** What an operator says to open a session. */
    @Schema(requiredProperties = {"player", "currency", "game", "mode"})
    record OpenSession(
            @Nullable String player,
            @Nullable String currency,
            @Nullable String game,
            @Nullable String mode,
            @Nullable String language,
            @Nullable String region,
            @Nullable String jurisdiction) {}

    /** A session just opened; the token is told once. */
    record OpenedSession(UUID sessionId, String token, Instant expiresAt, String launchUrl) {}

    @POST
    @Access(Access.Who.OPERATOR)
    @ResponseStatus(201)
    @Operation(operationId = "openSession", summary = "Open a session for a player")
    public Uni<OpenedSession> open(@Nullable OpenSession body) {
        OpenSession wanted = Demand.present("body", body);
        String operator = caller.operator().operator();
        Session session = session(operator, wanted);
        requireAllowed(session);
        return games.find(session.game())
                .chain(game -> sessions.insert(session))
                .call(() -> copies.keep(session))
                .map(done -> {
                    String token = tokens.of(session);
                    return new OpenedSession(
                            session.id(),
                            token,
                            session.endsAt(),
                            playUrl + "/play/#token=" + token);
                });
    }

    @DELETE
    @Path("/{id}")
    @Access(Access.Who.OPERATOR)
    @Operation(operationId = "endSession", summary = "End a session at once")
    public Uni<Void> end(@PathParam("id") String id) {
        UUID session = Demand.uuid("id", id);
        return sessions.revoke(caller.operator().operator(), session)
                .chain(found ->
                        found
                                ? copies.end(session)
                                : Uni.createFrom()
                                        .failure(Refusal.of(RefusalCode.NOT_FOUND).toException()));
    }

    private Session session(String operator, OpenSession wanted) {
        Instant now = clock.instant();
        return new Session(
                Ids.next(),
                operator,
                Demand.text("player", wanted.player(), Demand.PLAYER),
                Demand.currency("currency", wanted.currency()),
                Demand.text("game", wanted.game(), Demand.GAME),
                Demand.text("mode", wanted.mode(), MODE),
                Optional.ofNullable(Demand.optional("language", wanted.language(), LANGUAGE)),
                Optional.ofNullable(Demand.optional("region", wanted.region(), REGION)),
                Optional.ofNullable(
                        Demand.optional("jurisdiction", wanted.jurisdiction(), JURISDICTION)),
                now,
                now.plus(Session.IDLE),
                now.plus(Session.LIFE));
    }

    private void requireAllowed(Session session) {
        var operator =
                operators
                        .find(session.operator())
                        .filter(known -> known.active())
                        .orElseThrow(
                                () -> Refusal.of(RefusalCode.OPERATOR_NOT_ACTIVE).toException());
        Set<String> currencies = operator.currencies();
        if (!currencies.contains(session.currency())) {
            throw Refusal.of(
                            RefusalCode.CURRENCY_NOT_ALLOWED,
                            "currency",
                            "The operator plays in " + currencies.stream().sorted().toList() + ".")
                    .toException();
        }
    }
}
