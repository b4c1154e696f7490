package fairdraw.operatorkit.tester;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One way each in which wallets go wrong, and how the tester must tell it. */
enum Defect {
    NONE("", "", "", ""),
    NO_IDEMPOTENCY(
            "debit-same-twice",
            "Three copies of one debit were sent. The balance should have changed "
                    + "by -3 and changed by -9",
            "signature-replayed debit-other-amount debit-other-round "
                    + "debit-other-ticket debit-other-player debit-refused-stays-refused "
                    + "debit-copy-after-expiry credit-same-twice credit-other-amount "
                    + "credit-id-of-other-call credit-second-for-bet credit-zero "
                    + "rollback-same-twice rollback-before-debit rollback-then-debit-again "
                    + "adjustment-same-twice adjustment-other-amount promotion-same-twice "
                    + "promotion-other-amount free-bet-used-once parallel-debit-copies "
                    + "parallel-credit-copies parallel-rollback-copies "
                    + "parallel-adjustment-copies wire-debit-doubled wire-credit-answer-lost "
                    + "wire-credit-held wire-adjustment-answer-lost "
                    + "memory-outlasts-the-run transactions-pages transactions-agree",
            ""),
    IDEMPOTENCY_BY_TIME(
            "memory-outlasts-the-run",
            "A copy of a debit that was done at the begin of the run",
            "",
            ""),
    NO_TOMBSTONE(
            "rollback-before-debit",
            "A debit was taken after its rollback: keep the rollback of a debit "
                    + "that you do not know",
            "wire-debit-lost wire-debit-held",
            "parallel-debit-and-rollback"),
    LATE_DEBIT_ACCEPTED(
            "rollback-then-debit-again",
            "A debit, its rollback and a copy of the debit were sent. The balance "
                    + "should have changed by 0 and changed by -5",
            "",
            ""),
    ROLLBACK_AMOUNT_FROM_MESSAGE(
            "rollback-other-amount",
            "the amount was taken from the message, not from the debit",
            "",
            ""),
    CREDIT_CHECKS_SESSION(
            "closed-session-credit",
            "the code SESSION_INVALID is none that the catalogue has for /credit",
            "",
            ""),
    CREDIT_CHECKS_BLOCK(
            "blocked-player-credit",
            "The wallet refused with PLAYER_BLOCKED; it must accept",
            "",
            ""),
    PARALLEL_DOUBLE_DEBIT(
            "parallel-debit-copies",
            "Ten copies of one debit came at the same moment. The balance should "
                    + "have changed by -5",
            "wire-debit-doubled",
            ""),
    OVERDRAFT_RACE("parallel-debits-overdraw", "passed at once over a balance of", "", ""),
    LOST_UPDATE(
            "parallel-movements-all-count",
            "Ten debits of ten tickets came at the same moment. The balance should "
                    + "have changed by -50",
            "parallel-debits-overdraw",
            "parallel-debit-and-rollback parallel-credit-and-rollback"),
    SIGNATURE_OVER_PARSED_JSON(
            "signature-raw-body",
            "A good signature was refused: the body has blanks, line ends and " + "escapes",
            "",
            ""),
    NO_SIGNATURE_CHECK(
            "signature-missing",
            "The wallet took a call that it cannot trust",
            "signature-foreign-key signature-changed signature-body-changed "
                    + "signature-id-changed signature-time-changed timestamp-too-old "
                    + "timestamp-in-the-future transactions-signed",
            ""),
    NO_TIMESTAMP_CHECK(
            "timestamp-too-old",
            "The wallet took a call that it cannot trust",
            "timestamp-in-the-future",
            ""),
    FIRST_SIGNATURE_ONLY(
            "signature-two-keys",
            "The wallet refused with SIGNATURE_INVALID; it must accept",
            "",
            ""),
    NO_ECHO("debit-applies", "its 2xx does not echo our transaction_id", "", ""),
    REFUSALS_WITH_200(
            "debit-insufficient-funds",
            "it refused with status 200 and a code in the body",
            "",
            ""),
    DUPLICATES_ARE_ERRORS(
            "debit-same-twice",
            "the code DUPLICATE_TRANSACTION is none that the catalogue has for " + "/debit",
            "signature-replayed debit-refused-stays-refused debit-copy-after-expiry "
                    + "credit-same-twice credit-zero rollback-same-twice "
                    + "rollback-before-debit rollback-then-debit-again adjustment-same-twice "
                    + "promotion-same-twice free-bet-used-once parallel-debit-copies parallel-credit-copies parallel-rollback-copies "
                    + "parallel-adjustment-copies parallel-debit-and-rollback "
                    + "wire-debit-doubled wire-credit-answer-lost wire-credit-held "
                    + "wire-rollback-answer-lost wire-adjustment-answer-lost "
                    + "memory-outlasts-the-run",
            ""),
    MISMATCH_IGNORED(
            "debit-other-amount",
            "The wallet accepted; it must refuse with 4xx and DUPLICATE_MISMATCH",
            "debit-other-round debit-other-ticket debit-other-player "
                    + "debit-other-currency credit-other-amount credit-id-of-other-call "
                    + "adjustment-other-amount promotion-other-amount",
            ""),
    LIST_OMITS_ROLLBACKS("transactions-agree", "is not on the list", "", ""),
    PERIOD_CLOSED(
            "transactions-half-open",
            "is in the period that ends then and in the one that begins then",
            "",
            ""),
    PAGES_SKIP("transactions-pages", "Pages of 7 hold", "", ""),
    FLOAT_BALANCE(
            "balance-whole",
            "The balance is not a whole number of minor units: it says 1000.0",
            "",
            ""),
    FLOAT_ARITHMETIC("credit-over-2-to-the-53", "The balance should have changed by", "", ""),
    WRAPS_AROUND(
            "credit-over-64-bits",
            "It was accepted, though the balance would be over 64 bits",
            "",
            ""),
    NO_EXPIRY("debit-expired", "The wallet accepted; it must refuse with 4xx and EXPIRED", "", ""),
    REFUSAL_NOT_FINAL(
            "debit-refused-stays-refused",
            "A debit that was refused was taken when its copy came again",
            "",
            ""),
    CREDIT_WITHOUT_DEBIT(
            "credit-unknown-debit",
            "The wallet accepted; it must refuse with 4xx and TRANSACTION_UNKNOWN",
            "credit-refused-debit",
            ""),
    CREDIT_TO_ANYBODY("credit-other-player", "The win of one player was paid to another", "", ""),
    BET_PAID_TWICE(
            "credit-second-for-bet",
            "The wallet accepted; it must refuse with 4xx and DUPLICATE_MISMATCH",
            "",
            ""),
    ZERO_CREDIT_REFUSED("credit-zero", "The wallet refused with MALFORMED; it must accept", "", ""),
    ROLLBACK_AFTER_CREDIT(
            "rollback-after-credit",
            "The wallet accepted; it must refuse with 4xx and ALREADY_SETTLED",
            "rollback-after-adjustment",
            "parallel-credit-and-rollback"),
    SECOND_ROLLBACK_PAYS(
            "rollback-second-id",
            "A debit and two rollbacks of it under two ids were sent. The balance "
                    + "should have changed by 0",
            "",
            ""),
    NEVER_BELOW_ZERO(
            "adjustment-below-zero",
            "the code INSUFFICIENT_FUNDS is none that the catalogue has for " + "/adjustment",
            "",
            ""),
    FREE_BET_TAKES_STAKE(
            "free-bet-takes-nothing",
            "of which nothing may be taken. The balance should have changed by 0 and changed by -5",
            "",
            ""),
    ANY_FREE_BET(
            "free-bet-unknown",
            "The wallet accepted; it must refuse with 4xx and FREE_BET_UNKNOWN",
            "",
            ""),
    FREE_BET_AGAIN(
            "free-bet-used-once",
            "The wallet accepted; it must refuse with 4xx and FREE_BET_USED",
            "",
            ""),
    UNKNOWN_FIELDS_REFUSED(
            "body-unknown-fields", "The wallet refused with MALFORMED; it must accept", "", "");

    private final String first;
    private final String wrong;
    private final String others;
    private final String byLuck;

    /**
     * @param first the scenario that is made for it
     * @param wrong what this one says
     * @param others that fail with it
     * @param byLuck that may fail with it: who comes first in them is up to the machine
     */
    Defect(String first, String wrong, String others, String byLuck) {
        this.first = first;
        this.wrong = wrong;
        this.others = others;
        this.byLuck = byLuck;
    }

    String first() {
        return first;
    }

    String wrong() {
        return wrong;
    }

    Set<String> broken() {
        return names(first + " " + others);
    }

    Set<String> byLuck() {
        return names(byLuck);
    }

    private static Set<String> names(String text) {
        return Stream.of(text.split(" "))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }
}
