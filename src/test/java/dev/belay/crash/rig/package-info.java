/// What the crash tests stand on: a PostgreSQL of their own, a process that counts effects, gates in front of
/// everything that Belay talks to, and processes of Belay behind them.
package dev.belay.crash.rig;
