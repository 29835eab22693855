package dev.belay.tool.egress;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/// Reads the host of an address strictly: a name of letters, digits and hyphens, four decimal numbers, or an
/// IPv6 literal in brackets. Every other spelling of an address (octal, hexadecimal, shortened, one number,
/// full-width digits) is refused, because the next program in the row may read it differently than we do.
final class HostNames {
    private static final int LONGEST = 253;

    private HostNames() {}

    /// @return lower case, without a trailing dot; IPv6 literals in brackets
    static String of(URI uri) throws Refused {
        String authority = uri.getRawAuthority();
        if (authority == null || authority.indexOf('@') >= 0) {
            throw new Refused("the address must have a host and no user name");
        }
        String host = uri.getHost();
        if (host == null || host.indexOf('%') >= 0) {
            throw new Refused("the host of the address is not written in the usual way");
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.length() > LONGEST || !usual(name)) {
            throw new Refused("the host of the address is not written in the usual way");
        }
        return name;
    }

    /// @return `null` if the host is a name
    static InetAddress literal(String host) {
        if (host.startsWith("[")) {
            return InetAddress.ofLiteral(host.substring(1, host.length() - 1));
        }
        return fourNumbers(host) ? InetAddress.ofLiteral(host) : null;
    }

    private static boolean usual(String host) {
        if (host.startsWith("[")) {
            return host.endsWith("]") && readable(host);
        }
        return fourNumbers(host) || name(host);
    }

    private static boolean readable(String host) {
        try {
            return literal(host) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean fourNumbers(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean number = !part.isEmpty()
                    && part.length() <= 3
                    && part.chars().allMatch(c -> c >= '0' && c <= '9')
                    && (part.length() == 1 || part.charAt(0) != '0');
            if (!number || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /// The last label of a name is never a number: that would be an address in disguise.
    private static boolean name(String host) {
        String[] labels = host.split("\\.", -1);
        for (String label : labels) {
            if (!label(label)) {
                return false;
            }
        }
        char first = labels[labels.length - 1].charAt(0);
        return first < '0' || first > '9';
    }

    private static boolean label(String label) {
        return !label.isEmpty()
                && label.length() <= 63
                && label.charAt(0) != '-'
                && label.charAt(label.length() - 1) != '-'
                && label.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }
}
