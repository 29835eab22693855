package dev.belay.edge.http;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;

/// Has the limits of streams looked at before anything starts.
public final class StreamCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(StreamConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        return config.getConfigMapping(StreamConfig.class).keepAlive().isPositive()
                ? List.of()
                : List.of(new Problem("belay.streams.keep-alive", "must be longer than nothing"));
    }
}
