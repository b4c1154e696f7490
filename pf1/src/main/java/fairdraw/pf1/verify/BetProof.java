package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Json;
import fairdraw.pf1.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The proof of one bet as the gateway serves it at {@code /v1/bets/{id}/proof}: its entry, the
 * receipt of its ticket, its way to the sealed root, and the payout table that it was taken by.
 *
 * @param head of the receipts before this bet
 * @param table the payout table's JSON, if the proof carries it
 * @param payout what was paid, minor units, once the round is settled
 */
record BetProof(
        String roundId,
        Entry bet,
        Bytes betRoot,
        long betCount,
        List<Bytes> proof,
        Bytes head,
        Receipt receipt,
        Optional<String> table,
        OptionalLong payout) {

    private static final int HASH = 32;
    private static final int SALT = 16;

    BetProof {
        proof = List.copyOf(proof);
    }

    /** A bet in its round; {@code record} is its canonical JSON. */
    record Entry(long sequence, Bytes salt, Bytes leaf, Bytes head, String record) {

        static Entry of(JsonObject json) {
            return new Entry(
                    json.number("sequence"),
                    json.bytes("salt", SALT),
                    json.bytes("leaf", HASH),
                    json.bytes("head", HASH),
                    json.text("betRecord"));
        }
    }

    /** The signature that a ticket shares with the others of its group. */
    record Receipt(
            List<Entry> bets,
            Bytes groupRoot,
            long groupSize,
            long groupIndex,
            List<Bytes> groupProof,
            Bytes signature,
            Bytes publicKey) {

        Receipt {
            bets = List.copyOf(bets);
            groupProof = List.copyOf(groupProof);
        }

        static Receipt of(JsonObject json) {
            return new Receipt(
                    json.objects("bets").stream().map(Entry::of).toList(),
                    json.bytes("groupRoot", HASH),
                    json.number("groupSize"),
                    json.number("groupIndex"),
                    json.bytesList("groupProof", HASH),
                    json.bytes("signature", Ed25519.SIGNATURE_SIZE),
                    json.bytes("publicKey", Ed25519.PUBLIC_KEY_SIZE));
        }
    }

    static BetProof parse(String text) {
        var json = Json.parse(text);
        return new BetProof(
                json.text("roundId"),
                Entry.of(json.object("bet")),
                json.bytes("betRoot", HASH),
                json.number("betCount"),
                json.bytesList("proof", HASH),
                json.bytes("previousHead", HASH),
                Receipt.of(json.object("receipt")),
                json.optionalText("table"),
                json.optionalNumber("payout"));
    }
}
