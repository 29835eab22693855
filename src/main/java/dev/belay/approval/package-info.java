/// Human approval: durable decisions of people about single calls. On the path, the tool door asks here after the
// schema
/// and before the ledger; edges let people decide here.
package dev.belay.approval;
