/// A run's history as it grows, for those who watch, and who waits for its end. On the path beside the answer: edges
/// stream it.
package dev.belay.run.follow;
