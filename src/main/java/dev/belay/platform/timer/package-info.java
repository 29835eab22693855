/// Timers and recurring work that outlive a process, on db-scheduler. Beside the path: deadlines of decisions and
/// pruning hang on it.
package dev.belay.platform.timer;
