package fairdraw.gateway.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalletAddressTest {

    private static final URI HTTPS = URI.create("https://wallet.example/api");
    private static final WalletAddress PUBLIC_ONLY =
            new WalletAddress(WalletAddress.Range.list(""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "::ffff:10.0.0.1",
                "::10.0.0.1"
            })
    void an_address_inside_is_refused(String address) throws UnknownHostException {
        assertThat(PUBLIC_ONLY.open(HTTPS, InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "8.8.8.8", "2606:2800:220:1::1"})
    void a_public_address_is_open_to_https_only(String address) throws UnknownHostException {
        InetAddress there = InetAddress.getByName(address);
        assertThat(PUBLIC_ONLY.open(HTTPS, there)).isTrue();
        assertThat(PUBLIC_ONLY.open(URI.create("http://wallet.example"), there)).isFalse();
        assertThat(PUBLIC_ONLY.open(URI.create("ftp://wallet.example"), there)).isFalse();
    }

    @Test
    void the_allow_list_opens_its_ranges_and_no_more() throws UnknownHostException {
        var dev = new WalletAddress(WalletAddress.Range.list("127.0.0.0/8, fd00::/8"));
        URI http = URI.create("http://127.0.0.1:8086/wallet");
        assertThat(dev.open(http, InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(dev.open(http, InetAddress.getByName("fd00::1"))).isTrue();
        assertThat(dev.open(http, InetAddress.getByName("10.0.0.1"))).isFalse();
        assertThat(dev.open(http, InetAddress.getByName("8.8.8.8"))).isFalse();
    }

    @Test
    void a_range_that_is_none_stops_the_start() {
        assertThatThrownBy(() -> WalletAddress.Range.list("localhost"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WalletAddress.Range.list("wallet.example/8"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
