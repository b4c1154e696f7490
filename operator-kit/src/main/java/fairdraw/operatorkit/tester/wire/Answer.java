package fairdraw.operatorkit.tester.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** What the game server would make of an answer: three outcomes, no fourth. */
public sealed interface Answer {

    /** The movement is there. */
    record Applied(JsonNode body) implements Answer {
        /** The wallet's own id of it; empty when it gave none. */
        public String operatorTransaction() {
            return body.path("operator_transaction_id").asText();
        }
    }

    /** The movement was definitely not made. */
    record NotApplied(String code) implements Answer {}

    /** Nobody can say; {@code why} is a sentence for the operator. */
    record Unknown(String why) implements Answer {}
}
