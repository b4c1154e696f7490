package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.Json;
import fairdraw.pf1.MerkleTree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bets of a round: three tickets, the second of two bets, signed for in one group. */
final class HonestBets {

    static final String TABLE =
            "{\"game\":\"digits-3\",\"markets\":{\"DIGIT\":{\"ALL\":\"8.85\"},\"HIGH_LOW\":{\"ALL\":"
                    + "\"1.78\"},\"ODD_EVEN\":{\"ALL\":\"1.78\"}},\"minStake\":50,\"mix\":{},"
                    + "\"version\":1,\"volatility\":\"MEDIUM\"}";
    private static final List<List<String>> TICKETS =
            List.of(
                    List.of("ODD_EVEN ODD"),
                    List.of("HIGH_LOW LOW", "HIGH_LOW HIGH"),
                    List.of("DIGIT 1:4"));
    private static final long STAKE = 177;

    private final Domain domain;
    private final Bytes gameId;
    private final long round;
    private final List<List<BetProof.Entry>> tickets = new ArrayList<>();
    private final List<Bytes> leaves = new ArrayList<>();
    private final List<Bytes> heads = new ArrayList<>(List.of(Derivation.FIRST_HEAD));

    HonestBets(Domain domain, Bytes gameId, long round) {
        this.domain = domain;
        this.gameId = gameId;
        this.round = round;
        for (int ticket = 0; ticket < TICKETS.size(); ticket++) {
            var entries = new ArrayList<BetProof.Entry>();
            for (int index = 0; index < TICKETS.get(ticket).size(); index++) {
                entries.add(take(ticket, index, TICKETS.get(ticket).get(index).split(" ")));
            }
            tickets.add(entries);
        }
    }

    static Bytes tableHash() {
        return Derivation.hash(TABLE.getBytes(StandardCharsets.UTF_8));
    }

    Bytes root() {
        return MerkleTree.root(leaves);
    }

    long count() {
        return leaves.size();
    }

    /** The proof of one bet as a gateway serves it. */
    Map<String, Object> proof(int ticket, int index, long payout) {
        var bet = tickets.get(ticket).get(index);
        int at = Math.toIntExact(bet.sequence());
        return Map.of(
                "roundId", "digits-3:" + round,
                "bet", map(bet),
                "betRoot", root().hex(),
                "betCount", count(),
                "proof", texts(MerkleTree.path(leaves, at)),
                "previousHead", heads.get(at).hex(),
                "receipt", receipt(ticket),
                "table", TABLE,
                "payout", payout);
    }

    private Map<String, Object> receipt(int ticket) {
        var group = tickets.stream().map(this::receiptLeaf).toList();
        var root = MerkleTree.root(group);
        var message = new ByteArrayOutputStream();
        message.writeBytes("PF1/rcpts".getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(domain.hash().toArray());
        message.writeBytes(root.toArray());
        return Map.of(
                "bets", tickets.get(ticket).stream().map(HonestBets::map).toList(),
                "groupRoot", root.hex(),
                "groupSize", group.size(),
                "groupIndex", ticket,
                "groupProof", texts(MerkleTree.path(group, ticket)),
                "signature", HonestHouse.sign(message.toByteArray()).hex(),
                "publicKey", HonestHouse.publicKey().hex());
    }

    private BetProof.Entry take(int ticket, int index, String[] bet) {
        String record =
                Json.canonicalText(
                        Map.ofEntries(
                                Map.entry("v", "1"),
                                Map.entry("gameId", gameId.hex()),
                                Map.entry("round", Long.toString(round)),
                                Map.entry("ticket", "ticket-" + ticket),
                                Map.entry("index", Integer.toString(index)),
                                Map.entry("operator", "demo"),
                                Map.entry("playerPseudonym", "p"),
                                Map.entry("market", bet[0]),
                                Map.entry("selection", bet[1]),
                                Map.entry("stake", Long.toString(STAKE)),
                                Map.entry("currency", "EUR"),
                                Map.entry("tableHash", tableHash().hex())));
        long sequence = leaves.size();
        var salt = Bytes.of(Derivation.hash(record.getBytes(StandardCharsets.UTF_8)).toArray());
        salt = Bytes.hex(salt.hex().substring(32));
        var hash = Derivation.hash(record.getBytes(StandardCharsets.UTF_8));
        var leaf = Derivation.betLeaf(domain, round, sequence, salt, hash);
        leaves.add(leaf);
        heads.add(Derivation.head(heads.getLast(), leaf));
        return new BetProof.Entry(sequence, salt, leaf, heads.getLast(), record);
    }

    private Bytes receiptLeaf(List<BetProof.Entry> ticket) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes("PF1/rcpt".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(domain.hash().toArray());
        bytes.writeBytes(ByteBuffer.allocate(8).putLong(round).array());
        for (var bet : ticket) {
            bytes.writeBytes(ByteBuffer.allocate(8).putLong(bet.sequence()).array());
            bytes.writeBytes(bet.leaf().toArray());
            bytes.writeBytes(bet.head().toArray());
        }
        return Derivation.hash(bytes.toByteArray());
    }

    private static Map<String, Object> map(BetProof.Entry bet) {
        return Map.of(
                "sequence", bet.sequence(),
                "salt", bet.salt().hex(),
                "leaf", bet.leaf().hex(),
                "head", bet.head().hex(),
                "betRecord", bet.record());
    }

    private static List<String> texts(List<Bytes> hashes) {
        return hashes.stream().map(Bytes::hex).toList();
    }
}
