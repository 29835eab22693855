/// Shadows of runs: once a run has ended, another way of answering works on the same request, without effects and
/// without anybody hearing it, and is compared.
///
/// Beside the path. [dev.belay.gateway.shadow.ShadowedRun] sees the end of a run, [dev.belay.gateway.shadow.Shadows]
/// decides if there is room, [dev.belay.gateway.shadow.Shadow] works.
package dev.belay.gateway.shadow;
