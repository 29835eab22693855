/// One database transaction that several hands write in, and only one of them ends. On the path, where a tool's effect
/// and the ledger's record of it are committed together.
package dev.belay.platform.transaction;
