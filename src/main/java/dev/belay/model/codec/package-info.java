/// Translates between the vocabulary of [dev.belay.exchange] and OpenAI's chat completions: requests, streamed chunks,
/// and everything that a provider can say instead of an answer. Knows nothing of connections or time.
package dev.belay.model.codec;
