/// Work on opened runs: lets the strategy answer, names the end, and is heard by the deadline.
///
/// On the path between [dev.belay.gateway.door] and a [dev.belay.strategy.Strategy].
package dev.belay.gateway.work;
