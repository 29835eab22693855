/// The commands by which people decide: list, show, approve, reject, edit, answer. They only talk to a server.
package dev.belay.edge.cli.approvals;
