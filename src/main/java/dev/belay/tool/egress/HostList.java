package dev.belay.tool.egress;

import java.util.List;
import java.util.Locale;

/// Hosts that may be reached: `example.com`, `*.example.com` (not `example.com` itself), `example.com:8443`, or
/// `*` for every host. An entry without a port allows the scheme's own port only.
public final class HostList {
    private final List<String> entries;

    public HostList(List<String> entries) {
        this.entries = entries.stream()
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean allows(String host, int port, int usual) {
        return entries.stream().anyMatch(entry -> allows(entry, host, port, usual));
    }

    private static boolean allows(String entry, String host, int port, int usual) {
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > entry.lastIndexOf(']');
        String pattern = hasPort ? entry.substring(0, colon) : entry;
        boolean portFits = hasPort ? entry.substring(colon + 1).equals(Integer.toString(port)) : port == usual;
        boolean hostFits = pattern.equals("*")
                || pattern.equals(host)
                || pattern.startsWith("*.") && host.endsWith(pattern.substring(1)) && host.length() >= pattern.length();
        return portFits && hostFits;
    }
}
