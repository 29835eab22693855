/// An example of tools that live outside of Belay: the desk of an airline, on PostgreSQL tables of its own in Belay's
/// database. Here: the data and the rules; the tools themselves lie below.
///
/// Reading tools take a connection from their own configuration; those with an effect write through the ledger's
/// transaction.
package dev.belay.airline.tools;
