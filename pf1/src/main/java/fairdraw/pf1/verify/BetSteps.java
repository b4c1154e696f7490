package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.Json;
import fairdraw.pf1.JsonObject;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.RoundRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A player's bet: taken, in the sealed set, and paid by the published table. */
final class BetSteps {

    private static final byte[] LEAF = {0};
    private static final int HASH = 32;

    private final BetProof proof;
    private final RoundEvidence evidence;
    private final GameRegistration game;
    private final Optional<String> table;

    /** {@code table} is the payout table's JSON, if it was given apart from the proof. */
    BetSteps(BetProof proof, RoundEvidence evidence, Optional<String> table) {
        this.proof = proof;
        this.evidence = evidence;
        this.game = evidence.registration();
        this.table = table.or(proof::table);
    }

    Steps steps() {
        return new Steps()
                .add("bet", this::bet)
                .add("receipt", this::receipt)
                .add("bet in the sealed set", this::included)
                .add("payout table", this::table)
                .add("payout", this::payout);
    }

    private Finding bet() {
        var bet = proof.bet();
        if (!leaf(bet).equals(bet.leaf())) {
            return Finding.failed("the leaf is not the hash of the bet and its salt");
        }
        if (!canonical(bet.record())) {
            return Finding.failed("the bet record is not in canonical form");
        }
        var said = Json.parse(bet.record());
        boolean here =
                said.bytes("gameId", HASH).equals(game.identity().gameId())
                        && said.number("round") == evidence.opened().round()
                        && said.bytes("tableHash", HASH).equals(evidence.opened().tableHash());
        return Finding.when(
                        here,
                        said.text("market")
                                + " "
                                + said.text("selection")
                                + ", "
                                + said.text("stake")
                                + " minor units of "
                                + said.text("currency")
                                + ", taken as number "
                                + bet.sequence()
                                + " of round "
                                + evidence.opened().round(),
                        "the bet is one of another game, round or payout table")
                .with("betRecord", bet.record())
                .with("salt", bet.salt())
                .with("leaf", bet.leaf());
    }

    private Finding receipt() {
        var bet = proof.bet();
        var receipt = proof.receipt();
        if (bet.sequence() == 0 && !proof.head().equals(Derivation.FIRST_HEAD)
                || !Derivation.head(proof.head(), bet.leaf()).equals(bet.head())) {
            return Finding.failed("the receipt's head does not chain the bet to those before it");
        }
        if (!receipt.bets().contains(bet)
                || !receipt.bets().stream().allMatch(it -> leaf(it).equals(it.leaf()))) {
            return Finding.failed("the ticket's receipt does not hold the bet");
        }
        if (!MerkleTree.included(
                receipt.groupRoot(),
                receipt.groupSize(),
                receiptLeaf(receipt.bets()),
                receipt.groupIndex(),
                receipt.groupProof())) {
            return Finding.failed("the ticket's receipt is not under the root that was signed");
        }
        Bytes key = evidence.chain().map(it -> it.game().receiptKey()).orElse(game.receiptKey());
        if (!receipt.publicKey().equals(key)) {
            return Finding.failed("the receipt names a key that is not the game's");
        }
        return Finding.when(
                        signed(receipt, key),
                        "the house signed for the bet when it took it",
                        "the receipt's signature is not the house's")
                .with("head", bet.head())
                .with("groupRoot", receipt.groupRoot())
                .with("signature", receipt.signature())
                .with("receiptKey", key);
    }

    private Finding included() {
        var bet = proof.bet();
        var seal = evidence.record().seal();
        if (seal.isEmpty()) {
            return Finding.failed("the round was voided before its bets were sealed");
        }
        if (!seal.get().betRoot().equals(proof.betRoot())
                || seal.get().betCount() != proof.betCount()) {
            return Finding.failed("the proof is for another set of bets than the record's");
        }
        return Finding.when(
                        MerkleTree.included(
                                proof.betRoot(),
                                proof.betCount(),
                                bet.leaf(),
                                bet.sequence(),
                                proof.proof()),
                        "it is leaf " + bet.sequence() + " of the sealed " + proof.betCount(),
                        "the proof does not lead from the bet to the sealed root")
                .with("betRoot", proof.betRoot())
                .with("proof", proof.proof());
    }

    private Finding table() {
        if (table.isEmpty()) {
            return Finding.notChecked("no payout table was given: --table FILE");
        }
        Bytes hash = Derivation.hash(table.get().getBytes(StandardCharsets.UTF_8));
        if (!hash.equals(evidence.opened().tableHash())) {
            return Finding.failed(
                            "the payout table has the hash "
                                    + hash
                                    + ", the round was opened with "
                                    + evidence.opened().tableHash())
                    .with("table", table.get());
        }
        return Finding.when(
                        canonical(table.get()),
                        "the payout table has the hash that was published when the round opened",
                        "the payout table is not in canonical form")
                .with("table", table.get());
    }

    /** What the bet is owed by the table on the numbers that were drawn, held against the paid. */
    private Finding payout() {
        if (!(evidence.record().end() instanceof RoundRecord.Drawn drawn)) {
            return proof.payout().isEmpty()
                    ? Finding.warning("the round is void: the stake is owed back")
                    : Finding.failed(
                            "the round is void, yet the proof says that "
                                    + proof.payout().getAsLong()
                                    + " minor units were paid");
        }
        if (table.isEmpty()) {
            return Finding.notChecked("no payout table was given");
        }
        var bet = Json.parse(proof.bet().record());
        long stake = bet.number("stake");
        var due =
                new PayoutRule(Json.parse(table.get()), game.identity().space())
                        .owed(bet.text("market"), bet.text("selection"), stake, drawn.outcome());
        String words = words(bet, drawn, due);
        return paid(due.payout(), words)
                .with("outcome", drawn.outcome())
                .with("market", bet.text("market"))
                .with("selection", bet.text("selection"))
                .with("stake", stake)
                .with("row", due.row())
                .with("multiplier", due.multiplier())
                .with("product", due.product())
                .with("payout", due.payout());
    }

    private Finding paid(long due, String words) {
        return proof.payout().isEmpty()
                ? Finding.ok(words + "; the proof does not say what was paid")
                : Finding.when(
                        due == proof.payout().getAsLong(),
                        words + ", which is what was paid",
                        words + ", but paid were " + proof.payout().getAsLong());
    }

    private static String words(JsonObject bet, RoundRecord.Drawn drawn, PayoutRule.Owed due) {
        String drew = String.join(" ", drawn.numbers().stream().map(String::valueOf).toList());
        String sum =
                due.won()
                        ? "pays %s: %s × %s = %s, so it is owed %d minor units"
                                .formatted(
                                        due.multiplier(),
                                        bet.number("stake"),
                                        due.multiplier(),
                                        due.product(),
                                        due.payout())
                        : "loses: it is owed 0 minor units";
        return "on %s %s %s %s".formatted(drew, bet.text("market"), bet.text("selection"), sum);
    }

    /** One text for one content: repeated names and the like cannot be read in two ways. */
    private static boolean canonical(String json) {
        return Json.canonicalText(Json.parse(json).fields()).equals(json);
    }

    private Bytes leaf(BetProof.Entry bet) {
        return Derivation.betLeaf(
                game.domain(),
                evidence.opened().round(),
                bet.sequence(),
                bet.salt(),
                Derivation.hash(bet.record().getBytes(StandardCharsets.UTF_8)));
    }

    private boolean signed(BetProof.Receipt receipt, Bytes key) {
        var message = new ByteArrayOutputStream();
        message.writeBytes("PF1/rcpts".getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(game.domain().hash().toArray());
        message.writeBytes(receipt.groupRoot().toArray());
        return Ed25519.verify(
                receipt.signature().toArray(),
                0,
                key.toArray(),
                0,
                message.toByteArray(),
                0,
                message.size());
    }

    /** H(0x00 || "PF1/rcpt" || domain || u64 round || for each bet: u64 sequence, leaf, head). */
    private Bytes receiptLeaf(List<BetProof.Entry> bets) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(LEAF);
        bytes.writeBytes("PF1/rcpt".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(game.domain().hash().toArray());
        bytes.writeBytes(u64(evidence.opened().round()));
        for (var bet : bets) {
            bytes.writeBytes(u64(bet.sequence()));
            bytes.writeBytes(bet.leaf().toArray());
            bytes.writeBytes(bet.head().toArray());
        }
        return Derivation.hash(bytes.toByteArray());
    }

    private static byte[] u64(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
