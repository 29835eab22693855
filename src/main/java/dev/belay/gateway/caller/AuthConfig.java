package dev.belay.gateway.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// Who is let in.
@ConfigMapping(prefix = "belay.auth")
public interface AuthConfig {

    /// Whether requests need an API key. `auto`: as soon as Belay listens on anything but loopback. `always`: on
    /// loopback, too. There is no way to listen elsewhere without keys.
    @WithDefault("auto")
    Required required();

    /// A whole API key (`belay_<id>_<secret>`) with all scopes that is made known at start, so that a server that
    /// requires keys can be used for the first time. Only its hash is stored. Off when not set; revoke the key by
    /// its id before you take this away.
    Optional<String> adminKey();

    enum Required {
        AUTO,
        ALWAYS
    }
}
