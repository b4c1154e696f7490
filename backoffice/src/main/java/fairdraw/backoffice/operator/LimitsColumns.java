package fairdraw.backoffice.operator;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.NullUnmarked;

/** A row of the table {@code operator_currency}, which belongs to its operator. */
@Embeddable
@NullUnmarked
class LimitsColumns {

    String currency;

    @Column(name = "min_stake")
    long minStake;

    @Column(name = "max_stake")
    long maxStake;

    @Column(name = "max_win")
    long maxWin;

    @Column(name = "round_liability")
    long roundLiability;

    @Enumerated(EnumType.STRING)
    @Column(name = "credit_mode")
    CreditTerms.Mode creditMode;

    @Column(name = "credit_limit")
    Long creditLimit;

    static LimitsColumns of(CurrencyLimits limits) {
        var columns = new LimitsColumns();
        columns.currency = limits.currency();
        columns.minStake = limits.minStake();
        columns.maxStake = limits.maxStake();
        columns.maxWin = limits.maxWin();
        columns.roundLiability = limits.roundLiability();
        if (limits.credit() != null) {
            columns.creditMode = limits.credit().mode();
            columns.creditLimit = limits.credit().limit();
        }
        return columns;
    }

    CurrencyLimits limits() {
        var credit = creditMode == null ? null : new CreditTerms(creditMode, creditLimit);
        return new CurrencyLimits(currency, minStake, maxStake, maxWin, roundLiability, credit);
    }
}
