/// Answers that a person sees before they go out. On the path between the strategy's answer and the run's end: the
/// gateway hands the answer in, and gets what the caller may have.
package dev.belay.run.review;
