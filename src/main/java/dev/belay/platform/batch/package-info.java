/// Writes that nobody waits for, gathered, so that many of them are one. Beside the path: summaries of runs that keep
/// no journal hang on it.
package dev.belay.platform.batch;
