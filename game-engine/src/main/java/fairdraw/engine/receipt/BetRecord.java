package fairdraw.engine.receipt;

import fairdraw.kernel.Jcs;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * What a bet's leaf commits to (spec 4.3); whole numbers are decimal text. The player is told by a
 * pseudonym, so that a published record names nobody.
 *
 * @param index of the bet in its ticket, from 0
 * @param stake minor units
 */
public record BetRecord(
        Bytes gameId,
        long round,
        UUID ticket,
        int index,
        String operator,
        String playerPseudonym,
        String market,
        String selection,
        long stake,
        String currency,
        Bytes tableHash) {

    private static final String VERSION = "1";

    /** The canonical JSON (RFC 8785). */
    public String json() {
        return new String(canonical(), StandardCharsets.UTF_8);
    }

    /** SHA-256 of the canonical JSON. */
    public Bytes hash() {
        return Derivation.hash(canonical());
    }

    private byte[] canonical() {
        return Jcs.canonical(
                Map.ofEntries(
                        Map.entry("v", VERSION),
                        Map.entry("gameId", gameId.hex()),
                        Map.entry("round", Long.toString(round)),
                        Map.entry("ticket", ticket.toString()),
                        Map.entry("index", Integer.toString(index)),
                        Map.entry("operator", operator),
                        Map.entry("playerPseudonym", playerPseudonym),
                        Map.entry("market", market),
                        Map.entry("selection", selection),
                        Map.entry("stake", Long.toString(stake)),
                        Map.entry("currency", currency),
                        Map.entry("tableHash", tableHash.hex())));
    }
}
