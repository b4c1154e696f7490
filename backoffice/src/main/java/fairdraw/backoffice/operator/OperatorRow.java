package fairdraw.backoffice.operator;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.LockModeType;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.jspecify.annotations.NullUnmarked;

/** A row of the table {@code operator} with its rows of {@code operator_currency}. */
@Entity
@Table(name = "operator")
@NullUnmarked
public class OperatorRow extends PanacheEntityBase {

    @Id String id;
    String name;

    @Enumerated(EnumType.STRING)
    OperatorStatus status;

    @Column(name = "wallet_url")
    String walletUrl;

    String[] languages;
    String[] regions;

    @Column(name = "frame_origins")
    String[] frameOrigins;

    @Column(name = "zero_credits")
    boolean zeroCredits;

    @Column(name = "certified_tombstones")
    boolean certifiedTombstones;

    @Column(name = "code_pointer")
    String codePointer;

    @ElementCollection(fetch = FetchType.EAGER)
    @Fetch(FetchMode.SELECT)
    @CollectionTable(
            name = "operator_code",
            joinColumns = @JoinColumn(name = "operator", nullable = false))
    @MapKeyColumn(name = "own_code")
    @Column(name = "code")
    Map<String, String> codes;

    // Not @Version: the number travels in events, so it must be known before the flush, and the
    // row is locked while it is compared.
    long version;

    @Column(name = "changed_at")
    Instant changedAt;

    // A select of its own: an outer join could not be locked.
    @ElementCollection(fetch = FetchType.EAGER)
    @Fetch(FetchMode.SELECT)
    @CollectionTable(
            name = "operator_currency",
            joinColumns = @JoinColumn(name = "operator", nullable = false))
    Set<LimitsColumns> currencies;

    static OperatorRow of(Operator operator, Instant at) {
        var row = new OperatorRow();
        row.id = operator.id();
        row.take(operator, at);
        return row;
    }

    /** Takes over every setting and the version. */
    void take(Operator operator, Instant at) {
        name = operator.name();
        status = operator.status();
        walletUrl = operator.walletUrl();
        languages = operator.languages().toArray(String[]::new);
        regions = operator.regions().toArray(String[]::new);
        frameOrigins = operator.frameOrigins().toArray(String[]::new);
        zeroCredits = operator.dialect().zeroCredits();
        certifiedTombstones = operator.dialect().certifiedTombstones();
        codePointer = operator.dialect().codePointer();
        codes = new TreeMap<>(operator.dialect().codes());
        version = operator.version();
        changedAt = at;
        currencies =
                operator.currencies().stream().map(LimitsColumns::of).collect(Collectors.toSet());
    }

    Operator operator() {
        return new Operator(
                id,
                name,
                status,
                walletUrl,
                currencies.stream()
                        .map(LimitsColumns::limits)
                        .sorted(Comparator.comparing(CurrencyLimits::currency))
                        .toList(),
                List.of(languages),
                List.of(regions),
                List.of(frameOrigins),
                new WalletDialect(
                        zeroCredits, certifiedTombstones, codePointer, new TreeMap<>(codes)),
                version);
    }

    /** The operator, locked until the transaction ends. */
    static Uni<Optional<OperatorRow>> locked(String id) {
        return OperatorRow.<OperatorRow>findById(id, LockModeType.PESSIMISTIC_WRITE)
                .map(Optional::ofNullable);
    }

    /** Operators after the given id, in order of id. */
    static Uni<List<OperatorRow>> page(String after, int limit) {
        return OperatorRow.<OperatorRow>find(
                        "from OperatorRow o where o.id > ?1 order by o.id", after)
                .range(0, limit - 1)
                .list();
    }
}
