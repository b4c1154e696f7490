package fairdraw.operatorkit.casino;

import fairdraw.kernel.Ids;
import fairdraw.operatorkit.wallet.Account;
import fairdraw.operatorkit.wallet.FreeBet;
import fairdraw.operatorkit.wallet.Movement;
import fairdraw.operatorkit.wallet.PgFreeBets;
import fairdraw.operatorkit.wallet.PgWallet;
import io.quarkus.logging.Log;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages of the casino. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class CasinoResource {

    static final String COOKIE = "demo_casino";
    static final String CURRENCY = "EUR";
    static final Duration SIGN_IN_FOR = Duration.ofHours(12);
    static final int PLAYERS_MAX = 60;
    static final int MOVEMENTS_SHOWN = 25;
    static final int FREE_BETS_MAX = 3;
    static final long FREE_BET_STAKE = 200;
    private static final String GAME = "digits-3";
    private static final int TOKEN_BYTES = 32;
    private static final int GAME_LENGTH_MAX = 40;
    private static final int TOKEN_LENGTH_MAX = 100;

    /** One line of the account as it is read. */
    record Line(String what, String change, boolean gain, String round, Instant at) {}

    /** A free bet that waits to be played. */
    record Gift(String id, String worth) {}

    /** The templates. */
    @CheckedTemplate
    static class Templates {
        static native TemplateInstance welcome(List<String> players);

        static native TemplateInstance lobby(
                String player, String balance, List<Line> lines, List<Gift> gifts, String notice);

        static native TemplateInstance play(
                String player, String balance, List<Line> lines, String page);

        static native TemplateInstance trouble(String title, String text);
    }

    private final SecureRandom random = new SecureRandom();
    private final PgWallet wallet;
    private final PgFreeBets freeBets;
    private final PgSessions sessions;
    private final HttpGateway gateway;
    private final InstantSource clock;

    CasinoResource(
            PgWallet wallet,
            PgFreeBets freeBets,
            PgSessions sessions,
            HttpGateway gateway,
            InstantSource clock) {
        this.wallet = wallet;
        this.freeBets = freeBets;
        this.sessions = sessions;
        this.gateway = gateway;
        this.clock = clock;
    }

    /** The lobby, or who plays? */
    @GET
    public Response home(
            @CookieParam(COOKIE) @Nullable String token,
            @QueryParam("free-bet") @Nullable String outcome) {
        Optional<Account> account = account(token);
        if (account.isEmpty()) {
            List<String> players =
                    wallet.accounts(CURRENCY, PLAYERS_MAX).stream().map(Account::player).toList();
            return page(200, Templates.welcome(players));
        }
        String player = account.get().player();
        return page(
                200,
                Templates.lobby(
                        player,
                        balance(account.get()),
                        lines(player),
                        gifts(player),
                        notice(outcome)));
    }

    /** Grants the player a free bet: the operator's own gift, in its own books. */
    @POST
    @Path("free-bets")
    public Response grant(
            @CookieParam(COOKIE) @Nullable String token, @Context HttpHeaders headers) {
        Optional<Account> account = account(token);
        if (!fromOurPages(headers) || account.isEmpty()) {
            return foreign();
        }
        String player = account.get().player();
        if (freeBets.open(player, FREE_BETS_MAX).size() < FREE_BETS_MAX) {
            var bet =
                    new FreeBet(
                            Ids.next().toString(), player, CURRENCY, GAME, FREE_BET_STAKE, false);
            boolean granted = freeBets.grant(bet, clock.instant());
            assert granted : bet;
        }
        return Response.seeOther(URI.create("/")).build();
    }

    /** Plays a free bet of the player on odd or even, in the round that is open now. */
    @POST
    @Path("free-bets/{id}")
    public Response playFree(
            @PathParam("id") String id,
            @FormParam("selection") @Nullable String selection,
            @CookieParam(COOKIE) @Nullable String token,
            @Context HttpHeaders headers) {
        Optional<Account> account = account(token);
        if (!fromOurPages(headers) || account.isEmpty()) {
            return foreign();
        }
        Optional<FreeBet> bet =
                freeBets.find(id).filter(it -> it.player().equals(account.get().player()));
        if (bet.isEmpty()
                || selection == null
                || !selection.equals("ODD") && !selection.equals("EVEN")) {
            return page(404, Templates.trouble("No such free bet", "The lobby shows yours."));
        }
        String outcome =
                switch (gateway.play(bet.get(), selection)) {
                    case HttpGateway.Played.Taken _ -> "TAKEN";
                    case HttpGateway.Played.Refused(String code) -> {
                        Log.warnf("free bet not taken id=%s code=%s", id, code);
                        yield code;
                    }
                };
        return Response.seeOther(URI.create("/?free-bet=" + outcome.replaceAll("[^A-Z_]", "")))
                .build();
    }

    private List<Gift> gifts(String player) {
        return freeBets.open(player, FREE_BETS_MAX).stream()
                .map(bet -> new Gift(bet.id(), MoneyText.of(bet.stake(), bet.currency())))
                .toList();
    }

    private static String notice(@Nullable String outcome) {
        return switch (outcome) {
            case null -> "";
            case "TAKEN" -> "Your free bet is in the round. Only a win will move your balance.";
            case "ROUND_NOT_OPEN" -> "That round just closed. The free bet is still yours.";
            case "FREE_BET_USED" -> "That free bet was played before.";
            default -> "The free bet was not taken. It is still yours; try again in a moment.";
        };
    }

    /** Signs a demo player in; there are no passwords, since there is no real money. */
    @POST
    @Path("sign-in")
    public Response signIn(
            @FormParam("player") @Nullable String player,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        if (!fromOurPages(headers)) {
            return foreign();
        }
        if (player == null || wallet.find(player, CURRENCY).isEmpty()) {
            return page(404, Templates.trouble("No such player", "Pick one of the demo players."));
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        sessions.open(token, player, now.plus(SIGN_IN_FOR), now);
        return Response.seeOther(URI.create("/"))
                .cookie(cookie(token, (int) SIGN_IN_FOR.toSeconds(), uri))
                .build();
    }

    /** Ends the sign-in. */
    @POST
    @Path("sign-out")
    public Response signOut(
            @CookieParam(COOKIE) @Nullable String token,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        if (!fromOurPages(headers)) {
            return foreign();
        }
        if (token != null) {
            sessions.close(token);
        }
        return Response.seeOther(URI.create("/")).cookie(cookie("", 0, uri)).build();
    }

    /** The game: asks the game server for a session and embeds its page. */
    @GET
    @Path("games/{game}")
    public Response play(
            @PathParam("game") String game, @CookieParam(COOKIE) @Nullable String token) {
        Optional<Account> account = account(token);
        if (account.isEmpty()) {
            return Response.seeOther(URI.create("/")).build();
        }
        if (game.length() > GAME_LENGTH_MAX) {
            return page(404, Templates.trouble("No such game", "The lobby shows what we have."));
        }
        String player = account.get().player();
        return switch (gateway.launch(player, CURRENCY, game)) {
            case HttpGateway.Launch.Ready(URI launch) ->
                    Response.ok(
                                    Templates.play(
                                            player,
                                            balance(account.get()),
                                            lines(player),
                                            launch.toString()))
                            .header(
                                    CasinoHeadersFilter.POLICY,
                                    CasinoHeadersFilter.policy(origin(launch)))
                            .build();
            case HttpGateway.Launch.Refused(int status, String code) -> {
                Log.warnf("game server refused a session status=%d code=%s", status, code);
                yield page(
                        502,
                        Templates.trouble(
                                "The game did not open",
                                "The game server answered " + code + ". Your money is untouched."));
            }
            case HttpGateway.Launch.Unreachable(String cause) -> {
                Log.warnf("game server unreachable cause=%s", cause);
                yield page(
                        503,
                        Templates.trouble(
                                "The game is not there right now",
                                "The game server does not answer. Your money is untouched; try"
                                        + " again in a moment."));
            }
        };
    }

    /** The player's account for the page's script: balance and newest movements. */
    @GET
    @Path("account")
    @Produces(MediaType.APPLICATION_JSON)
    public Response statement(@CookieParam(COOKIE) @Nullable String token) {
        Optional<Account> account = account(token);
        if (account.isEmpty()) {
            return Response.status(401).entity(Map.of("code", "SIGNED_OUT")).build();
        }
        String player = account.get().player();
        return Response.ok(
                        Map.of(
                                "player", player,
                                "balance", balance(account.get()),
                                "lines", lines(player)))
                .build();
    }

    private Optional<Account> account(@Nullable String token) {
        if (token == null || token.isEmpty() || token.length() > TOKEN_LENGTH_MAX) {
            return Optional.empty();
        }
        return sessions.player(token, clock.instant())
                .flatMap(player -> wallet.find(player, CURRENCY));
    }

    private List<Line> lines(String player) {
        return wallet.newest(player, MOVEMENTS_SHOWN).stream()
                .filter(movement -> movement.outcome() == Movement.Outcome.APPLIED)
                .map(CasinoResource::line)
                .toList();
    }

    private static Line line(Movement movement) {
        String what =
                switch (movement.kind()) {
                    case OPENING -> "Welcome money";
                    case DEBIT -> movement.change() == 0 ? "Free bet" : "Bet";
                    case CREDIT -> movement.change() == 0 ? "No win" : "Win";
                    case ROLLBACK -> "Refund";
                    case ADJUSTMENT -> "Correction";
                    case PROMOTION -> "Gift of the house";
                };
        return new Line(
                what,
                MoneyText.signed(movement.change(), movement.currency()),
                movement.change() > 0,
                movement.roundId(),
                movement.at());
    }

    private static String balance(Account account) {
        return MoneyText.of(account.balance(), account.currency());
    }

    /**
     * Whether a form was sent by one of our own pages. A browser says where a POST comes from, and
     * no page of another site can make it lie; a request that does not say is refused.
     */
    private static boolean fromOurPages(HttpHeaders headers) {
        String site = headers.getHeaderString("sec-fetch-site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = headers.getHeaderString("origin");
        String host = headers.getHeaderString("host");
        return origin != null
                && host != null
                && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    private static Response foreign() {
        return page(
                403,
                Templates.trouble(
                        "That came from elsewhere", "Please use the forms of this site."));
    }

    private static NewCookie cookie(String token, int seconds, UriInfo uri) {
        return new NewCookie.Builder(COOKIE)
                .value(token)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .secure("https".equals(uri.getRequestUri().getScheme()))
                .build();
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page).build();
    }

    private static String origin(URI page) {
        return page.getScheme() + "://" + page.getAuthority();
    }
}
