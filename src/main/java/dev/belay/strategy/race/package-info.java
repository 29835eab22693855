/// Tiers that ask models, tried at once or staggered: the first valid answer wins.
///
/// On the path: a [dev.belay.strategy.race.RaceStrategy] runs one [dev.belay.strategy.race.Race] for each run, in
/// branches.
package dev.belay.strategy.race;
