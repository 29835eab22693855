/// Shows on standard error how a run climbs down its tiers: a panel that is drawn again as tiers fall and hold where a
/// person looks, a line per event elsewhere.
package dev.belay.edge.cli.panel;
