/// What the journal and the ledger cost: time added to a tool call, round trips to PostgreSQL, and runs per
/// second. Each is set against the same work without a journal, done in turn with it.
package dev.belay.bench.durability;
