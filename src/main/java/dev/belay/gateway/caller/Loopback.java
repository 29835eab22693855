package dev.belay.gateway.caller;

import java.util.Locale;
import java.util.regex.Pattern;

/// Tells names and addresses of this very machine from others, without asking a name server.
final class Loopback {
    private static final Pattern V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Loopback() {}

    /// @param address what a server listens on
    static boolean is(String address) {
        String name = address.toLowerCase(Locale.ROOT).strip();
        return name.equals("localhost")
                || name.equals("::1")
                || name.equals("[::1]")
                || name.equals("0:0:0:0:0:0:0:1")
                || V4.matcher(name).matches();
    }

    /// @param host a `Host` header: name or address, and perhaps a port
    static boolean names(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        return is(end > 0 ? host.substring(0, end) : host);
    }
}
