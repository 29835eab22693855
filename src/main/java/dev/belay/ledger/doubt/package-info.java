/// Effects of which nobody knows whether they happened, and people who find out. On the path, edges let people see and
/// settle here what the ledger could not.
package dev.belay.ledger.doubt;
