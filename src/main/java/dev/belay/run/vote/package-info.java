/// What the journal of a run says of its votes. On the path between the journal and the strategy that votes.
package dev.belay.run.vote;
