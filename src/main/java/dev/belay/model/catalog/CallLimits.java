package dev.belay.model.catalog;

import dev.belay.model.CallsConfig;
import java.time.Duration;

/// The limits of one call.
///
/// @param whole for answers that are not streamed
/// @param floorTokensPerSecond 0 for none
public record CallLimits(
        Duration firstToken,
        Duration idle,
        Duration whole,
        double floorTokensPerSecond,
        Duration floorWindow,
        int maxAnswerBytes) {

    public static CallLimits of(CallsConfig.Limits config) {
        return new CallLimits(
                config.firstToken(),
                config.idle(),
                config.wholeAnswer(),
                config.floorTokensPerSecond(),
                config.floorWindow(),
                config.maxAnswerBytes());
    }

    /// How long `model` may take to its first token; without a stream it comes with the last.
    public Duration firstTokenOf(ModelSpec model, boolean streamed) {
        if (model.room().firstToken() != null) {
            return model.room().firstToken();
        }
        return streamed ? firstToken : whole;
    }
}
