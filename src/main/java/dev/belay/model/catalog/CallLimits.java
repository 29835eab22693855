package dev.belay.model.catalog;

import dev.belay.model.CallsConfig;
import java.time.Duration;

/// The limits of one call.
///
/// @param whole for models that cannot stream
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

    /// How long `model` may take to its first token; one that cannot stream sends it with the last.
    public Duration firstTokenOf(ModelSpec model) {
        if (model.room().firstToken() != null) {
            return model.room().firstToken();
        }
        return model.has(Trait.NO_STREAMING) ? whole : firstToken;
    }
}
