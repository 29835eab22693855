/// The front door: admits a request, gives it a policy, a run and a deadline, chooses the strategy, names the end.
package dev.belay.gateway;
