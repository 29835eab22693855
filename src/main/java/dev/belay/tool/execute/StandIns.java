package dev.belay.tool.execute;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Scopes;
import dev.belay.ledger.EffectState;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Calls.Try;
import dev.belay.tool.paid.Fare;
import dev.belay.tool.paid.Unaffordable;
import dev.belay.tool.schema.Reading;
import org.jboss.logging.Logger;

/// Asks the tool that is configured to answer in place of one that fails. It only reads, must be allowed to the
/// caller, and has to accept the same arguments; otherwise it says nothing. It is ruled on by its own name, like any
/// call.
final class StandIns {
    private static final Logger LOG = Logger.getLogger(StandIns.class);

    private final ToolCatalog catalog;
    private final EffectRun.Tools tools;
    private final PureTries tries;
    private final Permission permission;

    StandIns(ToolCatalog catalog, EffectRun.Tools tools, PureTries tries, Permission permission) {
        this.catalog = catalog;
        this.tools = tools;
        this.tries = tries;
        this.permission = permission;
    }

    /// @return what it says, with its name, or `null`
    /// @param fare of the call that it answers
    /// @throws ControlFlow.NeedsHuman if a person has to let it answer first
    Said says(Asked asked, Scopes.Scope scope, Fare fare) {
        Asked other = other(asked);
        return other == null ? null : permission.ask(other, allowed -> said(allowed, scope, fare), _ -> null);
    }

    private Said said(Asked other, Scopes.Scope scope, Fare fare) {
        return tries.run(other, scope, fare) instanceof Try.Returned returned
                ? new Said(other.tool().name(), returned.output())
                : null;
    }

    /// What the model is told about an effect that certainly did not happen: nothing was changed, and here is what can
    /// be read instead. Never throws: what came of the effect is written down already, and no run rests for what is
    /// only told beside it. A tool that a person would have to allow is left out.
    ///
    /// @return `failed`, if nobody answers
    EffectState.Failed beside(EffectState.Failed failed, Asked asked, Scopes.Scope scope, Fare fare) {
        try {
            Asked other = other(asked);
            Said said = other == null || !permission.free(other) ? null : said(other, scope, fare);
            return said == null
                    ? failed
                    : new EffectState.Failed(failed.error() + "\n[nothing was changed; instead, " + said.tool()
                            + ", which only reads, says:]\n" + said.output());
        } catch (ControlFlow.Cancelled | Unaffordable _) {
            return failed;
        } catch (RuntimeException e) {
            LOG.warnf(e, "nobody could answer in place of %s", asked.tool().name());
            return failed;
        }
    }

    record Said(String tool, String output) {}

    private Asked other(Asked asked) {
        String name = tools.guards().of(asked.tool().name()).fallbackTool();
        ToolCatalog.Entry entry = name == null ? null : catalog.find(name);
        if (entry == null
                || entry.description().effect().hasEffect()
                || !asked.bench().owner().caller().mayUse(name)) {
            return null;
        }
        return switch (entry.schema().read(Json.write(asked.arguments().json()))) {
            case Reading.Unfit unfit -> {
                LOG.warnf(
                        "%s does not take the arguments of %s: %s",
                        name, asked.tool().name(), unfit.problem());
                yield null;
            }
            case Reading.Fit fit ->
                new Asked(
                        asked.call(),
                        asked.decision(),
                        asked.bench(),
                        entry,
                        new Arguments(fit.json()),
                        fit.canonical());
        };
    }
}
