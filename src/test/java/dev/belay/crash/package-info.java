/// The proof that no effect happens twice: the packaged application is killed, paused and cut off at every numbered
/// point of its loop, and effects are counted outside of it. See docs/reference/crash-matrix.md.
package dev.belay.crash;
