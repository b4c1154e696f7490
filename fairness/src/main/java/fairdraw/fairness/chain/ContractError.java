package fairdraw.fairness.chain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.web3j.abi.CustomErrorEncoder;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.protocol.core.Response;

/** The contract's custom errors by name. */
final class ContractError {

    static final String TOO_EARLY = FairDraw.TOOEARLY_ERROR.getName();

    private static final List<CustomError> ALL =
            List.of(
                    FairDraw.NOTCOMMITTER_ERROR,
                    FairDraw.BADBATCH_ERROR,
                    FairDraw.TOOLATE_ERROR,
                    FairDraw.TOOEARLY_ERROR,
                    FairDraw.BADSTATE_ERROR,
                    FairDraw.BADMASTER_ERROR,
                    FairDraw.BADPROOF_ERROR,
                    FairDraw.EXISTS_ERROR,
                    FairDraw.BONDLOCKED_ERROR,
                    FairDraw.BADRULES_ERROR);

    // A selector is 0x and 8 digits of the hash of the error's signature.
    private static final int SELECTOR_LENGTH = 10;

    private ContractError() {}

    /** The custom error in a node's answer, if the contract is who refused. */
    static Optional<String> name(Response.Error answer) {
        String data = String.valueOf(answer.getData()).toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(error -> data.contains(selector(error)))
                .map(CustomError::getName)
                .findFirst();
    }

    private static String selector(CustomError error) {
        return CustomErrorEncoder.encode(error).substring(0, SELECTOR_LENGTH);
    }
}
