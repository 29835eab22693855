package dev.belay.tool.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// The addresses that are not the public internet: the special-purpose registries of IANA (RFC 6890 and its
/// updates), and the metadata service that a cloud put at an address that looks public.
final class SpecialAddresses {
    private static final List<Block> V4 = List.of(
            new Block("0.0.0.0", 8, "is no address of a host"),
            new Block("10.0.0.0", 8, "is private"),
            new Block("100.64.0.0", 10, "is shared by a carrier"),
            new Block("127.0.0.0", 8, "is this machine"),
            new Block("168.63.129.16", 32, "is a metadata service"),
            new Block("169.254.0.0", 16, "is link-local or a metadata service"),
            new Block("172.16.0.0", 12, "is private"),
            new Block("192.0.0.0", 24, "is reserved"),
            new Block("192.0.2.0", 24, "is for documentation"),
            new Block("192.88.99.0", 24, "is a relay"),
            new Block("192.168.0.0", 16, "is private"),
            new Block("198.18.0.0", 15, "is for benchmarks"),
            new Block("198.51.100.0", 24, "is for documentation"),
            new Block("203.0.113.0", 24, "is for documentation"),
            new Block("224.0.0.0", 4, "is multicast"),
            new Block("240.0.0.0", 4, "is reserved"));

    /// Of IPv6 only 2000::/3 is public, and of that not these.
    private static final List<Block> V6 = List.of(
            new Block("2001::", 23, "is reserved"),
            new Block("2001:db8::", 32, "is for documentation"),
            new Block("2002::", 16, "is a relay"),
            new Block("3fff::", 20, "is for documentation"));

    private static final Block GLOBAL_UNICAST = new Block("2000::", 3, "");
    /// NAT64 (RFC 6052): the last four bytes are an IPv4 address that the packet ends up at.
    private static final Block TRANSLATED = new Block("64:ff9b::", 96, "");

    private SpecialAddresses() {}

    static String objection(InetAddress address) {
        if (address instanceof Inet4Address) {
            return among(V4, address);
        }
        byte[] bytes = address.getAddress();
        if (TRANSLATED.holds(bytes) || mapped(bytes)) {
            return objection(v4(bytes));
        }
        return GLOBAL_UNICAST.holds(bytes) ? among(V6, address) : "is not public";
    }

    /// `::ffff:a.b.c.d`. Java turns most of them into IPv4 by itself, but not all.
    private static boolean mapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }

    private static InetAddress v4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static String among(List<Block> blocks, InetAddress address) {
        return blocks.stream()
                .filter(block -> block.holds(address.getAddress()))
                .map(Block::why)
                .findFirst()
                .orElse(null);
    }

    /// @param first the first address of the block, as text
    private record Block(byte[] first, int prefix, String why) {
        Block(String first, int prefix, String why) {
            this(InetAddress.ofLiteral(first).getAddress(), prefix, why);
        }

        boolean holds(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 0x80 >> (bit & 7);
                if ((address[bit >> 3] & mask) != (first[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
