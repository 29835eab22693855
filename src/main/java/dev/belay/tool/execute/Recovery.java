package dev.belay.tool.execute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.journal.Standing;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.ledger.EffectState;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Span;
import dev.belay.tool.execute.call.Wording;
import dev.belay.tool.schema.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Finds out what became of effects that dead processes left behind in a run, where no call may ask for them again:
/// the run is about to end, or its next tier to begin. Causes nothing that was not begun.
public final class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class);
    /// For tools that end only after they were told that their time is over.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ToolCatalog catalog;
    private final EffectLedger ledger;
    private final EffectRun.Tools tools;
    private final Settlement settlement;
    private final Duration limit;

    /// @param limit for all effects of a run together; not positive: nobody is asked
    Recovery(ToolCatalog catalog, EffectLedger ledger, EffectRun.Tools tools, Duration limit) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.tools = tools;
        this.settlement = new Settlement(ledger, tools.workers(), tools.pause());
        this.limit = limit;
    }

    /// Sends again and asks, as the class of each effect allows, all at the same time. What is not known when the
    /// time is over stays as it is. Never throws: who settles the run next hears of a database that is away.
    public void findOut(ToolDoor.Owner owner, RunJournal journal, Scopes.Scope scope) {
        if (!limit.isPositive()) {
            return;
        }
        try {
            List<EffectLedger.Effect> left = ledger.orphans(owner.runId());
            Deadline deadline = Deadline.after(limit, tools.time().ticker());
            var bench = new ToolDoor.Bench(owner, Set.of(), deadline, new Cancellation(), journal, scope);
            all(left.stream()
                    .map(effect -> CompletableFuture.runAsync(
                            () -> findOut(effect, bench), tools.workers().executor()))
                    .toArray(CompletableFuture[]::new));
        } catch (RuntimeException e) {
            LOG.warnf("what a dead process left in run %s could not be looked for: %s", owner.runId(), e.getMessage());
        }
    }

    private void all(CompletableFuture<?>[] each) {
        try {
            CompletableFuture.allOf(each).get(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            LOG.debug("some effects are not found out about");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void findOut(EffectLedger.Effect effect, ToolDoor.Bench bench) {
        Asked asked = asked(effect, bench);
        if (asked == null) {
            return;
        }
        try {
            var intent = new EffectLedger.Intent(effect.key(), effect.runId(), effect.effectClass());
            if (ledger.claim(intent, limit.plus(GRACE)) instanceof Claim.Adopted adopted) {
                settle(effect, asked, adopted);
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "what became of a call of %s could not be found out: %s",
                    asked.tool().name(), Wording.of(e));
        }
    }

    private void settle(EffectLedger.Effect effect, Asked asked, Claim.Adopted adopted) {
        Span span = Span.open(
                asked.bench(),
                asked.tool().name(),
                asked.call(),
                effect.effectClass().name());
        long began = tools.time().nanos();
        var granted = new EffectRun.Granted(ledger, adopted.hold());
        EffectState state = outcome(EffectRun.afterwards(asked, span.scope(), granted, tools), adopted);
        try {
            settlement.settle(
                    asked, adopted.hold(), state, tools.time().since(began).toMillis());
        } finally {
            span.close(Settlement.status(state), Source.EXECUTED, Wording.of(state));
        }
    }

    /// Whatever keeps it from being found out, the ledger hears of an end, or refuses it to who has lost the run.
    private static EffectState outcome(EffectRun run, Claim.Adopted adopted) {
        try {
            return run.outcomeOf(adopted);
        } catch (RuntimeException _) {
            return new EffectState.InDoubt("the process that began it died, and it could not be found out");
        }
    }

    /// @return `null` if its tool is not what it was, or no call of the run can have caused it
    private Asked asked(EffectLedger.Effect effect, ToolDoor.Bench bench) {
        ToolCatalog.Entry entry = catalog.find(effect.key().tool());
        if (entry == null || entry.description().effect() != effect.effectClass()) {
            return null;
        }
        Made made = made(effect, entry, bench.journal());
        if (made == null) {
            return null;
        }
        String arguments = effect.key().arguments();
        return new Asked(
                made.call(),
                made.decision(),
                bench,
                entry,
                new Arguments((ObjectNode) Json.tree(arguments)),
                arguments);
    }

    /// The latest call without a result that asked for the effect; where a reviewer wrote the arguments, the latest
    /// of the tool.
    private static Made made(EffectLedger.Effect effect, ToolCatalog.Entry entry, RunJournal journal) {
        List<Entry> entries = Standing.unfolded(journal.entries());
        List<Made> open = entries.reversed().stream()
                .flatMap(Recovery::calls)
                .filter(made -> made.call().name().equals(effect.key().tool()))
                .filter(made -> entries.stream().noneMatch(made::hasResult))
                .toList();
        return open.stream()
                .filter(made -> entry.schema().read(made.call().arguments()) instanceof Reading.Fit fit
                        && fit.canonical().equals(effect.key().arguments()))
                .findFirst()
                .or(() -> open.stream().findFirst())
                .orElse(null);
    }

    private static Stream<Made> calls(Entry entry) {
        return switch (entry.fact()) {
            case Entry.Decision decision ->
                decision.message().toolCalls().stream().map(call -> new Made(entry.seq(), call));
            case Entry.Undoing undoing -> Stream.of(new Made(entry.seq(), undoing.call()));
            default -> Stream.empty();
        };
    }

    /// @param decision `seq` of the entry that asked
    private record Made(long decision, ToolCall call) {
        boolean hasResult(Entry entry) {
            return entry.fact() instanceof Entry.ToolDone done
                    && done.decision() == decision
                    && done.result().callId().equals(call.id());
        }
    }
}
