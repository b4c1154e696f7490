package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameRegistration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the contract holds about a game; a zero committer means that it holds nothing. */
record ChainGame(
        Bytes committer,
        long originMs,
        long periodMs,
        long betMs,
        long gapMs,
        long outcomes,
        long beaconGenesisS,
        long beaconPeriodS,
        long depth,
        long confirmations,
        Bytes source,
        Bytes recordKey,
        Bytes receiptKey) {

    /** The struct {@code Game} of FairDraw.sol, word by word. */
    static ChainGame of(AbiWords words) {
        return new ChainGame(
                words.address(0),
                words.number(4),
                words.number(5),
                words.number(6),
                words.number(7),
                words.number(2),
                words.number(8),
                words.number(9),
                words.number(11),
                words.number(3),
                words.bytes(12),
                words.bytes(13),
                words.bytes(14));
    }

    boolean registered() {
        return !committer.equals(Bytes.zero(committer.length()));
    }

    /** Names of what the published game says otherwise; none if it is the same game. */
    List<String> differences(GameRegistration published) {
        var schedule = published.identity().schedule();
        var beacon = published.beacon();
        var same = new LinkedHashMap<String, Boolean>();
        same.put("originMs", originMs == schedule.originMs());
        same.put("periodMs", periodMs == schedule.periodMs());
        same.put("betMs", betMs == schedule.betMs());
        same.put("gapMs", gapMs == schedule.gapMs());
        same.put("outcomes", outcomes == published.identity().space().outcomes());
        same.put("depth", depth == published.identity().depth());
        same.put("confirmations", confirmations == published.confirmations());
        same.put("source", source.equals(published.identity().source()));
        same.put("beacon genesis", beaconGenesisS == beacon.genesisS());
        same.put("beacon period", beaconPeriodS == beacon.periodS());
        same.put("committer", committer.equals(published.committer()));
        same.put("recordKey", recordKey.equals(published.recordKey()));
        same.put("receiptKey", receiptKey.equals(published.receiptKey()));
        return same.entrySet().stream()
                .filter(it -> !it.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }
}
