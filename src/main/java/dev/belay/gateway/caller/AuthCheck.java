package dev.belay.gateway.caller;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;

/// Has the settings of who is let in looked at before anything starts.
public final class AuthCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(AuthConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        return config.getConfigMapping(AuthConfig.class)
                .adminKey()
                .filter(key -> !key.isBlank() && KeyText.read(key.strip()).isEmpty())
                .map(_ -> List.of(new Problem("belay.auth.admin-key", KeyText.WRONG)))
                .orElse(List.of());
    }
}
