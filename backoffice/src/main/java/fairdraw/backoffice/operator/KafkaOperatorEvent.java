package fairdraw.backoffice.operator;

import fairdraw.events.v1.ConfigEvent;
import fairdraw.events.v1.CreditMode;
import fairdraw.events.v1.OperatorConfig;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import java.time.Instant;

/** What the other services are told about an operator. */
final class KafkaOperatorEvent {

    static final String TOPIC = "fairdraw.config.v1";

    private KafkaOperatorEvent() {}

    /** The whole configuration; a new event each time, an old version is ignored by consumers. */
    static OutboxEvent of(Operator operator, Instant at) {
        OperatorConfig.Builder config =
                OperatorConfig.newBuilder()
                        .setOperator(operator.id())
                        .setName(operator.name())
                        .setStatus(status(operator.status()))
                        .setWalletUrl(operator.walletUrl())
                        .addAllLanguages(operator.languages())
                        .addAllRegions(operator.regions())
                        .addAllFrameOrigins(operator.frameOrigins())
                        .setDialect(dialect(operator.dialect()));
        operator.currencies().forEach(limits -> config.addCurrencies(limits(limits)));
        byte[] payload =
                ConfigEvent.newBuilder()
                        .setVersion(operator.version())
                        .setAtMs(at.toEpochMilli())
                        .setOperator(config)
                        .build()
                        .toByteArray();
        return new OutboxEvent(
                Ids.next(),
                TOPIC,
                "operator/" + operator.id(),
                "fairdraw.config.v1.ConfigEvent",
                payload,
                at);
    }

    private static fairdraw.events.v1.OperatorStatus status(OperatorStatus status) {
        return switch (status) {
            case ACTIVE -> fairdraw.events.v1.OperatorStatus.OPERATOR_STATUS_ACTIVE;
            case SUSPENDED -> fairdraw.events.v1.OperatorStatus.OPERATOR_STATUS_SUSPENDED;
            case CLOSED -> fairdraw.events.v1.OperatorStatus.OPERATOR_STATUS_CLOSED;
        };
    }

    private static fairdraw.events.v1.CurrencyLimits limits(CurrencyLimits limits) {
        var told =
                fairdraw.events.v1.CurrencyLimits.newBuilder()
                        .setCurrency(limits.currency())
                        .setMinStake(limits.minStake())
                        .setMaxStake(limits.maxStake())
                        .setMaxWin(limits.maxWin())
                        .setRoundLiability(limits.roundLiability());
        if (limits.credit() != null) {
            told.setCredit(
                    fairdraw.events.v1.CreditTerms.newBuilder()
                            .setMode(mode(limits.credit().mode()))
                            .setLimit(limits.credit().limit()));
        }
        return told.build();
    }

    private static CreditMode mode(CreditTerms.Mode mode) {
        return switch (mode) {
            case CREDIT -> CreditMode.CREDIT_MODE_CREDIT;
            case PREPAID -> CreditMode.CREDIT_MODE_PREPAID;
        };
    }

    private static fairdraw.events.v1.WalletDialect dialect(WalletDialect dialect) {
        return fairdraw.events.v1.WalletDialect.newBuilder()
                .setZeroCredits(dialect.zeroCredits())
                .setCertifiedTombstones(dialect.certifiedTombstones())
                .setCodePointer(dialect.codePointer())
                .putAllCodes(dialect.codes())
                .build();
    }
}
