package fairdraw.operatorkit.tester.rule;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One rule of the contract, tried.
 *
 * @param name of the rule, for {@code --only} and for reports
 * @param rule what a wallet has to do
 * @param money what it costs when it does not
 * @param needs names of scenarios without which this one would only repeat their failure
 */
public record Scenario(
        String name, String rule, String money, List<String> needs, Consumer<Bench> steps) {

    static final String BALANCE = "balance-whole";
    static final String DEBIT = "debit-applies";
    static final String REFUSAL = "debit-insufficient-funds";
    static final String CREDIT = "credit-applies";
    static final String ROLLBACK = "rollback-applies";
    static final String ADJUSTMENT = "adjustment-pays";
    static final String PROMOTION = "promotion-pays";
    static final String FREE_BET = "free-bet-takes-nothing";
    static final String LIST = "transactions-readable";

    /** Those that show that a rollback leaves a tombstone when it finds no debit. */
    public static final Set<String> TOMBSTONES =
            Set.of("rollback-before-debit", "wire-debit-held", "wire-debit-lost");

    /** Every scenario, in the order of a run. */
    public static List<Scenario> all() {
        return List.of(
                        DebitScenarios.first(),
                        CreditScenarios.first(),
                        RollbackScenarios.first(),
                        AdjustmentScenarios.first(),
                        PromotionScenarios.first(),
                        MemoryScenarios.begin(),
                        SignatureScenarios.all(),
                        BodyScenarios.all(),
                        DebitScenarios.all(),
                        CreditScenarios.all(),
                        RollbackScenarios.all(),
                        AdjustmentScenarios.all(),
                        PromotionScenarios.all(),
                        FreeBetScenarios.all(),
                        PlayerScenarios.all(),
                        RaceScenarios.all(),
                        WireScenarios.all(),
                        RoundScenarios.all(),
                        MemoryScenarios.end(),
                        StatementScenarios.all())
                .stream()
                .flatMap(List::stream)
                .toList();
    }
}
