package dev.belay.gateway;

import java.util.Locale;

/// When a caller who has the answer streamed begins to hear it.
///
/// @param mode what is waited for
/// @param window tokens that are held back in the mode `WINDOW`, estimated at four characters each
public record Streaming(Mode mode, int window) {
    /// Nothing is sent before the answer is whole, so that it can always be another tier's.
    public static final Streaming BUFFER = new Streaming(Mode.BUFFER, 32);

    public enum Mode {
        /// The whole answer.
        BUFFER,
        /// Its first tokens: a model that fails early is replaced without a trace.
        WINDOW,
        /// Nothing.
        LIVE;

        /// As it is written in requests and configuration.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What a request asks for; either may be `null`, and then is the policy's.
    public record Wish(Mode mode, Integer window) {
        public static final Wish NONE = new Wish(null, null);

        /// @param policy what applies where nothing is asked for
        public Streaming over(Streaming policy) {
            return new Streaming(mode == null ? policy.mode() : mode, window == null ? policy.window() : window);
        }
    }
}
