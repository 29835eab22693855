/// The native API's view of what is learned about tiers, and of what somebody has to look at.
package dev.belay.edge.rest.statistics;
