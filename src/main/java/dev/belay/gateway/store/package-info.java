/// Connects the front door to what the other packages hold: the catalogs of tools, models and tiers, and the store of
/// runs. On the path where the gateway opens a run.
package dev.belay.gateway.store;
