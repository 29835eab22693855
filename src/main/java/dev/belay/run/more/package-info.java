/// Asking a person for more where a budget is used up and its policy says so. On the path around the strategy, where a
/// run would otherwise come to rest.
package dev.belay.run.more;
