/// The front door: admits a request, gives it a policy, a run and a deadline, chooses the strategy, names the
/// end.
///
/// On the path after the edges. [dev.belay.gateway.intake] reads what was sent, [dev.belay.gateway.caller] knows
/// who sent it, [dev.belay.gateway.policy] and [dev.belay.gateway.admission] decide, [dev.belay.gateway.door]
/// opens the run, [dev.belay.gateway.work] works on it. [dev.belay.gateway.Known] and [dev.belay.gateway.RunBook]
/// are the borders to catalogs and store.
package dev.belay.gateway;
