/// What a caller hears of an answer while it is being written.
///
/// On the path, the gateway hands a [dev.belay.exchange.speech.Speech] down, and the model door speaks into it.
package dev.belay.exchange.speech;
