package fairdraw.gateway.wallet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Where a wallet may live: https, at a public address. An operator that names an address inside our
 * own network is refused after its name was resolved; an allow-list opens ranges in dev.
 *
 * @param allowed ranges that are open, and to which plain http may go
 */
record WalletAddress(List<Range> allowed) {

    /** Ranges that are not on the public internet, beyond what the JDK knows (RFC 6890). */
    private static final List<Range> PRIVATE =
            Range.list(
                    "0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,172.16.0.0/12,"
                            + "192.0.0.0/24,192.0.2.0/24,192.168.0.0/16,198.18.0.0/15,"
                            + "198.51.100.0/24,203.0.113.0/24,224.0.0.0/4,240.0.0.0/4,"
                            + "::/96,64:ff9b::/96,64:ff9b:1::/48,100::/64,2001::/23,2001:db8::/32,"
                            + "2002::/16,fc00::/7,fe80::/10,fec0::/10,ff00::/8");

    /** Whether a call may go to this address. */
    boolean open(URI url, InetAddress address) {
        if (allowed.stream().anyMatch(range -> range.holds(address))) {
            return true;
        }
        return "https".equalsIgnoreCase(url.getScheme())
                && PRIVATE.stream().noneMatch(range -> range.holds(address));
    }

    /** An IP range in CIDR form. */
    record Range(InetAddress network, int bits) {

        /**
         * Reads ranges with commas between.
         *
         * @throws IllegalArgumentException when one is not in CIDR form
         */
        static List<Range> list(String text) {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .map(Range::parse)
                    .toList();
        }

        private static Range parse(String cidr) {
            String[] parts = cidr.split("/");
            // A literal only: a name here would ask the DNS at start.
            if (parts.length != 2 || !parts[0].matches("[0-9a-fA-F:.]+")) {
                throw new IllegalArgumentException("not a range in CIDR form: " + cidr);
            }
            try {
                return new Range(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not a range in CIDR form: " + cidr, e);
            }
        }

        boolean holds(InetAddress address) {
            byte[] mine = network.getAddress();
            byte[] other = address.getAddress();
            if (mine.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            String family = network instanceof Inet4Address ? "IPv4 " : "IPv6 ";
            return family + network.getHostAddress() + "/" + bits;
        }
    }
}
