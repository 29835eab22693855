package dev.belay.tool.egress;

import java.net.InetAddress;

/// Decides whether an address may be connected to.
@FunctionalInterface
public interface AddressRule {
    /// Only what is reachable for everybody.
    AddressRule PUBLIC = SpecialAddresses::objection;
    /// Whatever a machine can have, private and loopback included: for operators who say so.
    AddressRule ANY_HOST = address ->
            address.isMulticastAddress() || address.isAnyLocalAddress() ? "is no address of a single host" : null;

    /// @return why not, or `null` if it may
    String objection(InetAddress address);
}
