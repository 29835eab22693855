package dev.belay.strategy;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;

/// Finds strategies by their names.
@ApplicationScoped
public class Strategies {
    /// The names of all strategies, for when there is no bean yet to be asked.
    public static final List<String> BUILT =
            List.of(SequentialStrategy.ID, Strategies.RACE, Strategies.SMART, Strategies.VOTING);

    public static final String RACE = "race";

    /// The strategy of [dev.belay.strategy.smart].
    public static final String SMART = "smart";

    public static final String VOTING = "voting";

    /// Other names of strategies.
    private static final Map<String, String> ALIASES = Map.of("parallel", RACE);

    private final Instance<Strategy> beans;

    Strategies(@Any Instance<Strategy> beans) {
        this.beans = beans;
    }

    /// @throws UnknownStrategy if there is none of that name; its message names those that exist
    public Strategy find(String id) {
        Instance<Strategy> found = beans.select(Identifier.Literal.of(id));
        if (!found.isResolvable()) {
            throw new UnknownStrategy(id, ids());
        }
        return found.get();
    }

    /// The name of the strategy that is also called so.
    public static String named(String name) {
        return ALIASES.getOrDefault(name, name);
    }

    /// The names of all strategies, sorted.
    public List<String> ids() {
        return beans.stream().map(Strategy::id).sorted().toList();
    }
}
