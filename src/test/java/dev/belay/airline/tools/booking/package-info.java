/// The airline's tools with an effect. What they write is committed together with the ledger's entry.
package dev.belay.airline.tools.booking;
