package fairdraw.operatorkit.tester;

import static org.assertj.core.api.Assertions.assertThat;

import fairdraw.operatorkit.RealPostgres;
import fairdraw.operatorkit.tester.rule.Result.Status;
import fairdraw.operatorkit.tester.wire.Options;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference wallet keeps every rule, on a real PostgreSQL and over real HTTP. */
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
class ReferenceWalletTest {

    @TestHTTPResource("/wallet")
    URL wallet;

    @Test
    void the_reference_wallet_passes_everything() throws IOException {
        URI url = URI.create(wallet.toString());
        Report report =
                FairdrawWalletTest.run(
                        new Options(
                                url,
                                List.of(RealPostgres.SECRET, RealPostgres.OLD_SECRET),
                                "wassily",
                                Optional.of("xenia"),
                                "EUR",
                                "digits-3",
                                "TEST",
                                Optional.of(url + "/sandbox/player"),
                                Duration.ofSeconds(5)),
                        Set.of(),
                        InstantSource.system(),
                        result -> {});
        assertThat(
                        report.results().stream()
                                .filter(result -> result.status() != Status.PASSED)
                                .map(TextReport::of)
                                .collect(Collectors.joining("\n")))
                .isEmpty();
        assertThat(report.tombstones()).isTrue();
        assertThat(report.exitCode()).isZero();
    }
}
