/// What came of a vote, as journals, events and answers tell it.
package dev.belay.exchange.vote;
