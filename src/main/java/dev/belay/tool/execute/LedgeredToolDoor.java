package dev.belay.tool.execute;

import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.text.Listed;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Escalated;
import dev.belay.tool.execute.call.HeldBack;
import dev.belay.tool.execute.call.Span;
import dev.belay.tool.execute.call.Wording;
import dev.belay.tool.guard.Escalation;
import dev.belay.tool.paid.Unaffordable;
import dev.belay.tool.schema.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The door to the world. Refuses what is unknown or does not fit, hands on what only reads to [PureRun] and
/// what has an effect to [Effects].
final class LedgeredToolDoor implements ToolDoor {
    private static final Logger LOG = Logger.getLogger(LedgeredToolDoor.class);
    /// Stands in events for a name that a model invented: such names are without number.
    private static final String UNKNOWN = "unknown";
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_REFUSAL = 4_000;

    private final ToolCatalog catalog;
    private final PureRun pure;
    private final Effects effects;
    private final TransactedRun transacted;
    private final Permission permission;
    private final Escalation escalation;

    LedgeredToolDoor(
            ToolCatalog catalog,
            PureRun pure,
            Effects effects,
            TransactedRun transacted,
            Permission permission,
            Escalation escalation) {
        this.catalog = catalog;
        this.pure = pure;
        this.effects = effects;
        this.transacted = transacted;
        this.permission = permission;
        this.escalation = escalation;
    }

    @Override
    public List<ToolSpec> specs(List<String> names, Caller caller) {
        return catalog.specs(names, caller);
    }

    @Override
    public Set<String> reading(List<String> names) {
        return names.stream()
                .filter(name -> {
                    ToolCatalog.Entry entry = catalog.find(name);
                    return entry != null && entry.description().effect() == EffectClass.PURE;
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<ToolCall> canonical(ToolCall call) {
        ToolCatalog.Entry entry = catalog.find(call.name());
        return entry != null && entry.schema().read(call.arguments()) instanceof Reading.Fit fit
                ? Optional.of(new ToolCall(call.id(), call.name(), fit.canonical()))
                : Optional.empty();
    }

    @Override
    public ToolResult execute(ToolCall call, long decision, Bench bench) {
        Set<String> offered = offered(bench);
        if (!offered.contains(call.name())) {
            return unknown(call, decision, bench, offered);
        }
        ToolCatalog.Entry entry = catalog.find(call.name());
        Span span =
                Span.open(bench, call.name(), call, entry.description().effect().name());
        return switch (entry.schema().read(call.arguments())) {
            case Reading.Unfit unfit -> {
                ToolResult no = refusal(call, call.name(), unfit.problem());
                String effect = entry.description().effect().name();
                yield written(bench, new Entry.ToolDone(decision, no, effect, null, 0), span);
            }
            case Reading.Fit fit -> {
                fit.coercions().forEach(change -> LOG.debugf("tool %s: %s", call.name(), change));
                yield run(new Asked(call, decision, bench, entry, new Arguments(fit.json()), fit.canonical()), span);
            }
        };
    }

    private static ToolResult unknown(ToolCall call, long decision, Bench bench, Set<String> offered) {
        Span span = Span.open(bench, UNKNOWN, call, UNKNOWN);
        String name = Wording.bounded(call.name(), LONGEST_NAME);
        String have = offered.isEmpty() ? "you have none" : "you have: " + Listed.near(name, offered);
        ToolResult no = refusal(call, name, "there is no tool \"" + name + "\"; " + have);
        return written(bench, new Entry.ToolDone(decision, no, null, null, 0), span);
    }

    private static ToolResult refusal(ToolCall call, String tool, String why) {
        return new ToolResult(call.id(), tool, Wording.bounded(why, LONGEST_REFUSAL), Status.ERROR, Source.REFUSED);
    }

    private static ToolResult written(Bench bench, Entry.ToolDone fact, Span span) {
        try {
            bench.journal().append(fact);
        } finally {
            span.close(fact.result());
        }
        return fact.result();
    }

    private ToolResult run(Asked asked, Span span) {
        ToolResult instead = instead(asked, span);
        if (instead != null) {
            return written(asked.bench(), asked.done(instead, null, 0), span);
        }
        try {
            if (asked.tool().effect().hasEffect() || !free(asked)) {
                leave(asked, span);
            }
            return answered(asked, span);
        } catch (Unaffordable none) {
            if (none.goesOn()) {
                return refused(asked, none.getMessage(), span);
            }
            span.close(Status.ERROR, Source.REFUSED);
            throw none.stop();
        } catch (ControlFlow.NeedsHuman | JournalUnavailable e) {
            span.close(Status.ERROR, Source.REFUSED);
            throw e;
        }
    }

    private static ToolResult instead(Asked asked, Span span) {
        try {
            String effect = asked.tool().effect().name();
            ToolResult instead =
                    asked.bench().owner().leave().instead(asked.tool().name(), effect, asked.canonical());
            return instead == null ? null : asked.result(instead.content(), instead.status(), Source.LEDGER);
        } catch (RuntimeException e) {
            span.close(Status.ERROR, Source.REFUSED);
            throw e;
        }
    }

    /// Asking a person is seen outside of the run, as an effect is. Only a branch has to know beforehand.
    private boolean free(Asked asked) {
        return asked.bench().owner().leave() == Leave.FREE || permission.free(asked);
    }

    private static void leave(Asked asked, Span span) {
        try {
            String effect = asked.tool().effect().name();
            asked.bench().owner().leave().ask(asked.tool().name(), effect, asked.canonical());
        } catch (RuntimeException e) {
            span.close(Status.ERROR, Source.REFUSED);
            throw e;
        }
    }

    /// A tool that stopped to ask is called anew when its run goes on, and stops again; then there is an answer.
    private ToolResult answered(Asked asked, Span span) {
        try {
            return permitted(asked, span);
        } catch (Escalated stopped) {
            leave(asked, span);
            return permission.answer(
                    asked, stopped.getMessage(), text -> said(asked, text, span), why -> refused(asked, why, span));
        }
    }

    private static ToolResult said(Asked asked, String text, Span span) {
        String bounded = Wording.bounded(text, asked.tool().limits().output());
        ToolResult result = asked.result(bounded, Status.OK, Source.EXECUTED);
        return written(asked.bench(), asked.done(result, null, 0), span);
    }

    private ToolResult permitted(Asked asked, Span span) {
        try {
            return permission.ask(asked, allowed -> act(allowed, span), why -> refused(asked, why, span));
        } catch (HeldBack held) {
            return permission.insist(
                    asked, held.getMessage(), allowed -> act(allowed, span), why -> refused(asked, why, span));
        }
    }

    private static ToolResult refused(Asked asked, String why, Span span) {
        ToolResult no = refusal(asked.call(), asked.tool().name(), why);
        return written(asked.bench(), asked.done(no, null, 0), span);
    }

    private ToolResult act(Asked asked, Span span) {
        ToolResult result =
                switch (asked.tool().effect()) {
                    case PURE -> pure.execute(asked, span);
                    case TRANSACTIONAL -> transacted.execute(asked, span);
                    case KEYED, RECONCILABLE, UNSAFE -> effects.execute(asked, span);
                };
        escalation.look(asked.bench().journal(), result);
        return result;
    }

    private Set<String> offered(Bench bench) {
        Set<String> offered = new TreeSet<>(bench.offered());
        offered.removeIf(
                name -> catalog.find(name) == null || !bench.owner().caller().mayUse(name));
        return offered;
    }
}
