package dev.belay.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The routes that tiers can ask, by name. Read once, at start.
///
/// `default` exists always: unless configured it is `primary`, then `secondary`, as far as these are configured,
/// otherwise all models in the order of their ids.
@ConfigMapping(prefix = "belay.routes")
public interface RoutesConfig {

    /// One entry per route.
    @WithParentName
    Map<String, Route> byName();

    /// An ordered list of models and what a no of theirs means.
    interface Route {
        /// Ids of models, in the order in which they are asked. Without it the models of the route `default`.
        Optional<List<String>> models();

        /// A provider's content policy refused the request: `stop` ends the run as rejected, `fall` asks the next
        /// model.
        @WithDefault("stop")
        OnNo onRejected();

        /// The model itself refused: `stop` ends the run as rejected, `fall` asks the next model.
        @WithDefault("fall")
        OnNo onRefused();
    }

    /// What a no means.
    enum OnNo {
        STOP,
        FALL
    }
}
