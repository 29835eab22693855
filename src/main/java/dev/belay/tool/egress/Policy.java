package dev.belay.tool.egress;

/// What one tool may reach.
///
/// @param plain whether `http` is allowed beside `https`
public record Policy(HostList hosts, AddressRule addresses, boolean plain) {}
