package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.Json;
import fairdraw.pf1.MalformedException;
import fairdraw.pf1.SignedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the house publishes about a game; an answer of another form is unreadable. */
final class Publications {

    private static final int HASH = 32;
    private static final int PAGE = 1024;

    private final HttpReader http;
    private final String gameAddress;
    private final String game;
    private final Optional<String> gateway;

    /**
     * {@code records} is the base address of the publications, {@code gateway} that of a second
     * place that shows records; both without a slash at the end.
     */
    Publications(HttpReader http, String records, Optional<String> gateway, String game) {
        this.http = http;
        this.gameAddress = records + "/v1/games/" + game;
        this.game = game;
        this.gateway = gateway;
    }

    GameRegistration registration() {
        var registration =
                read(gameAddress, GameRegistration::parse)
                        .orElseThrow(() ->
                                new UnreadableException("there is no game at " + gameAddress));
        if (!registration.game().equals(game)) {
            throw new UnreadableException(
                    gameAddress + " is the game " + registration.game() + ", not " + game);
        }
        return registration;
    }

    Optional<SignedRecord> record(long round) {
        var record = read(round(round) + "/record", SignedRecord::parse);
        record.ifPresent(it -> {
            if (it.record().opening().round() != round) {
                throw new UnreadableException(
                        round(round) + "/record is the record of another round");
            }
        });
        return record;
    }

    Optional<SignedDocument> opening(long round) {
        return read(round(round) + "/opening", json -> SignedDocument.parse("opening", json));
    }

    Optional<SignedDocument> seal(long round) {
        return read(round(round) + "/seal", json -> SignedDocument.parse("seal", json));
    }

    /** The hash of the record that the gateway shows; empty without a gateway or an answer. */
    Optional<Bytes> otherHash(long round) {
        return gateway.flatMap(base -> {
            String address = base + "/v1/rounds/" + game + ":" + round + "/proof";
            try {
                return read(address, json -> Json.parse(json).bytes("recordHash", HASH));
            } catch (UnreadableException away) {
                // A second place that shows nothing contradicts nothing; the step says so.
                return Optional.empty();
            }
        });
    }

    /** The records from one round to before another, in order: all that an anchored root needs. */
    List<RoundEvidence.Listed> list(long from, long to) {
        var listed = new ArrayList<RoundEvidence.Listed>();
        for (long next = from; next < to; ) {
            String address = gameAddress + "/rounds?from=" + next + "&to=" + to + "&limit=" + PAGE;
            var page = read(address, Publications::page).orElse(List.of());
            long after = next;
            for (var item : page) {
                if (item.round() < after || item.round() >= to) {
                    throw new UnreadableException(address + " lists round " + item.round());
                }
                after = item.round() + 1;
            }
            listed.addAll(page);
            // A round that never opened has no record: a short page is the last one.
            next = page.size() < PAGE ? to : after;
        }
        return listed;
    }

    private static List<RoundEvidence.Listed> page(String json) {
        return Json.parse(json).objects("items").stream()
                .map(item ->
                        new RoundEvidence.Listed(
                                item.number("roundId"), item.bytes("recordHash", HASH)))
                .toList();
    }

    private String round(long round) {
        return gameAddress + "/rounds/" + round;
    }

    private <T> Optional<T> read(String address, Function<String, T> parse) {
        try {
            return http.get(address).map(parse);
        } catch (MalformedException malformed) {
            throw new UnreadableException(
                    address + " is malformed: " + malformed.getMessage(), malformed);
        }
    }
}
