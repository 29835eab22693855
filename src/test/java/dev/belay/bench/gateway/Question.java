package dev.belay.bench.gateway;

import dev.belay.platform.Json;

/// What the provider is asked for.
///
/// @param model by which the stand-in knows it
/// @param policy by which Belay knows it
/// @param whole what only a whole answer holds
record Question(String model, String policy, boolean stream, String whole) {
    static final Question CALL = plain("standin-ok", "call");
    /// Of a provider that takes 20 ms.
    static final Question SLOW = plain("standin-ok@l20", "slow");

    private static Question plain(String model, String policy) {
        return new Question(model, policy, false, "\"finish_reason\":\"stop\"");
    }

    /// A long answer, one event for each token.
    static Question stream(int tokensPerSecond, int tokens) {
        return new Question("standin-rate-%dx%d".formatted(tokensPerSecond, tokens), "stream", true, "data: [DONE]");
    }

    /// The policy whose model is asked for a stream only where the caller wants one.
    String wholePolicy() {
        return policy + "-whole";
    }

    String body(Way.Kind way) {
        var body = Json.object().put("model", way.modelOf(this));
        body.putArray("messages").addObject().put("role", "user").put("content", "How are you?");
        if (stream) {
            body.put("stream", true);
        }
        return Json.write(body);
    }
}
