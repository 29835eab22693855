package dev.belay.tool.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;

/// A web address that has passed the policy, with the network addresses that were checked. Only these are
/// connected to.
public record Destination(URI uri, String host, List<InetAddress> addresses) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int LONGEST = 8_192;

    /// @throws Refused if the text is no address
    public static URI parse(String text) throws Refused {
        if (text.length() > LONGEST) {
            throw new Refused("the address is longer than " + LONGEST + " characters");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new Refused("this is not an address: " + e.getReason());
        }
    }

    /// Looks the host up once and checks every address it has: one that is not allowed spoils them all.
    static Destination check(URI uri, Policy policy, Resolver resolver) throws Refused {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if (!secure && !(policy.plain() && "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new Refused("the address must begin with https://");
        }
        String host = HostNames.of(uri);
        int usual = secure ? HTTPS : HTTP;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        if (!policy.hosts().allows(host, port, usual)) {
            throw new Refused(
                    "the host " + host + (port == usual ? "" : ":" + port) + " is not on the list of allowed hosts");
        }
        List<InetAddress> addresses = resolve(host, resolver);
        for (InetAddress address : addresses) {
            String objection = policy.addresses().objection(address);
            if (objection != null) {
                throw new Refused("the host " + host + " may not be reached: its address " + objection);
            }
        }
        return new Destination(uri, host, addresses);
    }

    private static List<InetAddress> resolve(String host, Resolver resolver) throws Refused {
        InetAddress literal = HostNames.literal(host);
        if (literal != null) {
            return List.of(literal);
        }
        try {
            List<InetAddress> addresses = List.copyOf(resolver.resolve(host));
            if (addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw new Refused("the host " + host + " is not known");
        }
    }
}
