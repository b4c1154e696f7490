package fairdraw.gateway.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fairdraw.kernel.RefusalCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The one table of what a wallet may answer and what happens next: {@code wallet-catalogue.json},
 * which the documentation and the wallet tester read as well.
 */
public final class WalletCatalogue {

    private static final String FILE = "/fairdraw/wallet-catalogue.json";

    private final Map<WalletCall, Rules> rules = new EnumMap<>(WalletCall.class);

    private record Rules(
            Duration deadline,
            int bodyBytesMax,
            NextStep applied,
            NextStep unknown,
            Map<String, Code> codes) {}

    private record Code(boolean applied, NextStep next, Optional<RefusalCode> problem) {}

    private WalletCatalogue(JsonNode file) {
        int bodyBytesMax = file.required("bodyBytesMax").intValue();
        for (WalletCall call : WalletCall.values()) {
            JsonNode node = file.required("calls").required(call.path());
            Map<String, Code> codes = new HashMap<>();
            node.required("codes")
                    .properties()
                    .forEach(entry -> codes.put(entry.getKey(), code(entry.getValue())));
            rules.put(
                    call,
                    new Rules(
                            Duration.ofMillis(node.required("deadlineMs").longValue()),
                            node.path("bodyBytesMax").asInt(bodyBytesMax),
                            NextStep.valueOf(node.required("applied").textValue()),
                            NextStep.valueOf(node.required("unknown").textValue()),
                            Map.copyOf(codes)));
        }
    }

    /** Reads the table. */
    public static WalletCatalogue read() {
        try (InputStream file =
                Objects.requireNonNull(WalletCatalogue.class.getResourceAsStream(FILE), FILE)) {
            return new WalletCatalogue(new JsonMapper().readTree(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE, broken);
        }
    }

    /** How long a call may take at most. */
    public Duration deadline(WalletCall call) {
        return of(call).deadline;
    }

    /** The largest answer that is read. */
    public int bodyBytesMax(WalletCall call) {
        return of(call).bodyBytesMax;
    }

    /** What a 4xx with this code means; UNKNOWN for a code that the call does not have. */
    public WalletAnswer refused(WalletCall call, String code, WalletAnswer.Applied applied) {
        Code known = of(call).codes.get(code);
        if (known == null) {
            return new WalletAnswer.Unknown(WalletAnswer.Cause.CODE_UNKNOWN);
        }
        return known.applied ? applied : new WalletAnswer.NotApplied(code);
    }

    /** What happens after this answer. */
    public NextStep next(WalletCall call, WalletAnswer answer) {
        return switch (answer) {
            case WalletAnswer.Applied applied -> of(call).applied;
            case WalletAnswer.Unknown unknown -> of(call).unknown;
            case WalletAnswer.NotApplied not -> code(call, not.code()).next;
        };
    }

    /** The code of our catalogue that a player's operator is told for a declined debit. */
    public RefusalCode problem(String code) {
        return code(WalletCall.DEBIT, code).problem.orElse(RefusalCode.WALLET_DECLINED);
    }

    private Rules of(WalletCall call) {
        return Objects.requireNonNull(rules.get(call), call.name());
    }

    private Code code(WalletCall call, String code) {
        return Objects.requireNonNull(of(call).codes.get(code), call + " " + code);
    }

    private static Code code(JsonNode node) {
        JsonNode problem = node.get("problem");
        return new Code(
                node.required("outcome").textValue().equals("APPLIED"),
                NextStep.valueOf(node.required("next").textValue()),
                problem == null
                        ? Optional.empty()
                        : Optional.of(RefusalCode.valueOf(problem.textValue())));
    }
}
