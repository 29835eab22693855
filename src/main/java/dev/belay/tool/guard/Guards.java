package dev.belay.tool.guard;

import dev.belay.platform.Time;
import dev.belay.tool.BadTools;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDescription;
import dev.belay.tool.ToolSource;
import dev.belay.tool.guard.GuardConfig.Own;
import dev.belay.tool.guard.GuardConfig.Usual;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The guards of all tools, as configured. One per tool and process.
public final class Guards {
    private static final String PREFIX = "belay.tools.guard.";

    private final GuardConfig config;
    private final Time time;
    private final Map<String, ToolGuard> guards = new ConcurrentHashMap<>();

    public Guards(GuardConfig config, Time time) {
        this.config = config;
        this.time = time;
    }

    /// @param tool a name from the catalog
    public ToolGuard of(String tool) {
        return guards.computeIfAbsent(tool, this::guard);
    }

    /// The same tools within the limits that are configured for them.
    public ToolSource over(ToolSource source) {
        return new ToolSource() {
            @Override
            public List<Supplied> tools() {
                return source.tools().stream().map(Guards.this::within).toList();
            }

            @Override
            public Set<String> replaces() {
                return source.replaces();
            }
        };
    }

    /// @throws BadTools if a tool that is to answer for another one does not exist or is not `PURE`
    public void check(ToolCatalog catalog) {
        List<BadTools.Problem> problems = new ArrayList<>();
        config.tools().forEach((tool, own) -> own.fallbackTool().ifPresent(fallback -> {
            ToolCatalog.Entry entry = catalog.find(fallback);
            String where = PREFIX + tool + ".fallback-tool";
            if (entry == null) {
                problems.add(new BadTools.Problem(where, "there is no tool \"" + fallback + "\""));
            } else if (entry.description().effect().hasEffect()) {
                problems.add(new BadTools.Problem(where, "\"" + fallback + "\" has an effect; only a PURE tool may"));
            } else if (fallback.equals(tool)) {
                problems.add(new BadTools.Problem(where, "a tool cannot stand in for itself"));
            } else if (entry.tool().readsOutside() && !readsOutside(catalog.find(tool))) {
                problems.add(new BadTools.Problem(
                        where, "\"" + fallback + "\" reads from outside, which \"" + tool + "\" does not"));
            }
        }));
        if (!problems.isEmpty()) {
            throw new BadTools(problems);
        }
    }

    private static boolean readsOutside(ToolCatalog.Entry entry) {
        return entry != null && entry.tool().readsOutside();
    }

    private ToolGuard guard(String tool) {
        Usual usual = config.usual();
        Own own = config.tools().get(tool);
        if (own == null) {
            var tries = new ToolGuard.Tries(usual.tries(), usual.backoff(), usual.factor(), usual.maxWait());
            var breaker =
                    new Breaker(usual.breaker().failures(), usual.breaker().delay(), time);
            return new ToolGuard(tool, tries, breaker, null);
        }
        var tries = new ToolGuard.Tries(
                own.tries().orElse(usual.tries()),
                own.backoff().orElse(usual.backoff()),
                own.factor().orElse(usual.factor()),
                own.maxWait().orElse(usual.maxWait()));
        var breaker = new Breaker(
                own.breaker().failures().orElse(usual.breaker().failures()),
                own.breaker().delay().orElse(usual.breaker().delay()),
                time);
        return new ToolGuard(tool, tries, breaker, own.fallbackTool().orElse(null));
    }

    private ToolSource.Supplied within(ToolSource.Supplied supplied) {
        ToolDescription tool = supplied.description();
        Own own = config.tools().get(tool.name());
        if (own == null) {
            return supplied;
        }
        ToolDescription.Limits limits = tool.limits();
        var within = new ToolDescription.Limits(
                own.timeout().orElse(limits.timeout()),
                own.outputLimit().orElse(limits.output()),
                limits.keyRetention());
        return new ToolSource.Supplied(tool.within(within), supplied.tool(), supplied.origin());
    }
}
