/// The effect ledger: stands between a tool call and its effect, so that no effect happens twice.
package dev.belay.ledger;
