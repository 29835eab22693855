/// What a model's message is taken for: an answer, calls, or a program. On the path between the model's reply and the
/// decision that is written down.
package dev.belay.tier.agent.reading;
