/// The provider-neutral conversation: messages, tool calls, tool results, and what a model may be asked for.
///
/// A transcript is a `List<Message>` rebuilt from a run's journal; it is what tiers hand to each other.
package dev.belay.exchange.message;
