package fairdraw.gateway.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.gateway.auth.Caller;
import fairdraw.gateway.input.Demand;
import fairdraw.gateway.round.RoundId;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as it is asked for.
 *
 * @param player an operator's call only; a player's token names it
 * @param session an operator's call only, optional: the player's session
 * @param mode REAL when absent; a session's own mode rules
 * @param freeBetId the operator's own id of a free bet of the player: the stakes are then nominal
 */
@Schema(requiredProperties = {"roundId", "currency", "bets"})
record BetRequest(
        @Nullable String roundId,
        @Nullable String currency,
        @Nullable List<@Nullable BetLine> bets,
        @Nullable String player,
        @Nullable String session,
        @Nullable String mode,
        @Nullable String freeBetId) {

    /** Bets of one ticket. */
    static final int BETS_MAX = 50;

    /** More than any limit, and small enough that sums of it cannot overflow. */
    static final long STAKE_MAX = 1_000_000_000_000L;

    private static final Pattern MARKET = Pattern.compile("[A-Za-z0-9_]{1,32}");
    private static final Pattern SELECTION = Pattern.compile("[A-Za-z0-9:,_-]{1,64}");
    private static final Pattern FREE_BET = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern MODE = Pattern.compile("REAL|TEST");

    /** One bet; the stake in minor units. */
    @Schema(requiredProperties = {"market", "selection", "stake"})
    record BetLine(@Nullable String market, @Nullable String selection, @Nullable Long stake) {}

    /** A checked bet. */
    record Line(String market, String selection, long stake) {}

    /**
     * A checked ticket.
     *
     * @param session empty when an operator bets for a player without one
     * @param freeBet empty for a ticket that is played with money
     */
    record Checked(
            String operator,
            String player,
            String session,
            String mode,
            RoundId round,
            String currency,
            List<Line> lines,
            String freeBet) {

        /** SHA-256 of everything that was asked for, so that a key cannot stand for two tickets. */
        byte[] hash() {
            StringBuilder text = new StringBuilder();
            text.append(operator).append('\n').append(player).append('\n').append(mode);
            text.append('\n').append(round).append('\n').append(currency);
            for (Line line : lines) {
                text.append('\n').append(line.market).append(' ').append(line.selection);
                text.append(' ').append(line.stake);
            }
            if (!freeBet.isEmpty()) {
                text.append("\nfree ").append(freeBet);
            }
            return sha256(text.toString());
        }

        private static byte[] sha256(String text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            } catch (NoSuchAlgorithmException impossible) {
                throw new AssertionError("every JDK has SHA-256", impossible);
            }
        }
    }

    /**
     * The ticket that this caller asks for.
     *
     * @throws fairdraw.kernel.RefusedException naming the field at fault
     */
    Checked check(Caller caller) {
        RoundId round = RoundId.parse("roundId", Demand.present("roundId", roundId));
        String checkedCurrency = Demand.currency("currency", currency);
        List<Line> lines = lines();
        return switch (caller) {
            case Caller.OperatorCaller operator -> {
                String checkedMode = Demand.optional("mode", mode, MODE);
                yield new Checked(
                        operator.operator(),
                        Demand.text("player", player, Demand.PLAYER),
                        session == null ? "" : Demand.uuid("session", session).toString(),
                        checkedMode == null ? "REAL" : checkedMode,
                        round,
                        checkedCurrency,
                        lines,
                        free());
            }
            case Caller.PlayerCaller player -> ofPlayer(player, round, checkedCurrency, lines);
        };
    }

    private Checked ofPlayer(
            Caller.PlayerCaller caller, RoundId round, String currency, List<Line> lines) {
        if (player != null && !player.equals(caller.player())) {
            throw foreign("player", "The session is another player's.");
        }
        if (session != null && !session.equals(caller.session().toString())) {
            throw foreign("session", "The token is another session's.");
        }
        if (mode != null && !mode.equals(caller.mode())) {
            throw foreign("mode", "The session is in mode " + caller.mode() + ".");
        }
        requireSession(caller.currency(), caller.game(), round, currency);
        return new Checked(
                caller.operator(),
                caller.player(),
                caller.session().toString(),
                caller.mode(),
                round,
                currency,
                lines,
                free());
    }

    private String free() {
        String checked = Demand.optional("freeBetId", freeBetId, FREE_BET);
        return checked == null ? "" : checked;
    }

    /** A session stays in its game and its currency. */
    static void requireSession(
            String sessionCurrency, String sessionGame, RoundId round, String currency) {
        if (!currency.equals(sessionCurrency)) {
            throw Refusal.of(
                            RefusalCode.CURRENCY_MISMATCH,
                            "currency",
                            "The session is in " + sessionCurrency + ".")
                    .toException();
        }
        if (!round.game().equals(sessionGame)) {
            throw foreign("roundId", "The session is in the game " + sessionGame + ".");
        }
    }

    static fairdraw.kernel.RefusedException foreign(String field, String detail) {
        return Refusal.of(RefusalCode.FORBIDDEN, field, detail).toException();
    }

    private List<Line> lines() {
        List<@Nullable BetLine> given = Demand.present("bets", bets);
        if (given.isEmpty()) {
            throw Demand.refused("bets", "bets must have at least one bet");
        }
        if (given.size() > BETS_MAX) {
            throw Refusal.of(
                            RefusalCode.TOO_MANY_BETS,
                            "bets",
                            "A ticket has at most " + BETS_MAX + " bets.")
                    .toException();
        }
        List<Line> lines = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            String at = "bets[" + i + "]";
            BetLine line = Demand.present(at, given.get(i));
            lines.add(
                    new Line(
                            market(at + ".market", line.market()),
                            selection(at + ".selection", line.selection()),
                            stake(at + ".stake", line.stake())));
        }
        return lines;
    }

    private static String market(String field, @Nullable String market) {
        String text = Demand.present(field, market);
        if (!MARKET.matcher(text).matches()) {
            throw Refusal.of(RefusalCode.MARKET_UNKNOWN, field, "There is no such market.")
                    .toException();
        }
        return text;
    }

    private static String selection(String field, @Nullable String selection) {
        String text = Demand.present(field, selection);
        if (!SELECTION.matcher(text).matches()) {
            throw Refusal.of(
                            RefusalCode.SELECTION_INVALID,
                            field,
                            "The market cannot take this selection.")
                    .toException();
        }
        return text;
    }

    private static long stake(String field, @Nullable Long stake) {
        long minor = Demand.present(field, stake);
        if (minor <= 0) {
            throw Demand.refused(field, field + " must be a positive number of minor units");
        }
        if (minor > STAKE_MAX) {
            throw Refusal.of(RefusalCode.STAKE_TOO_HIGH, field, field + " is over any maximum")
                    .toException();
        }
        return minor;
    }

    /** The id of the session, for an operator's call that names one. */
    static UUID sessionId(Checked checked) {
        return UUID.fromString(checked.session());
    }
}
