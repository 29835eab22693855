package dev.belay.tool.execute;

import dev.belay.budget.Patience;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.Heard;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDescription;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.ToolSource;
import dev.belay.tool.execute.call.Calls;
import dev.belay.tool.guard.Configured;
import dev.belay.tool.guard.Escalation;
import dev.belay.tool.guard.Guards;
import dev.belay.tool.guard.ResultCache;
import dev.belay.tool.paid.Fares;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A door with one tool named `act` behind it, one named `peek` that may stand in for it, and everything that a test
/// wants to see.
final class Rig implements Tool, AutoCloseable {
    static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"additionalProperties\":false}";

    final MemoryLedger ledger = new MemoryLedger();
    final MemoryJournal journal = new MemoryJournal();
    final AtomicInteger runs = new AtomicInteger();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<BelayEvent> events = new CopyOnWriteArrayList<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final Cancellation attempt = new Cancellation();
    volatile Body body = (_, _) -> "done";
    volatile Answer answer = () -> new Reconciliation.Unknown("no idea");

    final HeldLease lease = new HeldLease();
    final Ruled approvals = new Ruled();
    final AtomicInteger peeks = new AtomicInteger();
    final Allotment allotment = new Allotment();
    private final Workers workers = new Workers();
    private final String results;
    final ToolDoor door;

    Rig(EffectClass effect) {
        this(effect, Duration.ofSeconds(10), false);
    }

    Rig(EffectClass effect, Duration timeout, boolean repeatable) {
        this(described(effect, timeout, new ToolDescription.Traits(repeatable, false)), Map.of(), Time.SYSTEM);
    }

    /// @param properties of guard and cache
    Rig(ToolDescription description, Map<String, String> properties, Time time) {
        this(description, properties, time, null);
    }

    /// Whose tool declares what its results look like.
    static Rig shaped(EffectClass effect, String results) {
        var description = described(effect, Duration.ofSeconds(10), new ToolDescription.Traits(false, false));
        return new Rig(description, Map.of(), Time.SYSTEM, results);
    }

    private Rig(ToolDescription description, Map<String, String> properties, Time time, String results) {
        this.results = results;
        var peek = new ToolDescription("peek", "Peeks.", SCHEMA, EffectClass.PURE, description.limits(), false);
        Tool peeking = (_, _) -> "peeked " + peeks.incrementAndGet();
        ToolSource source = () -> List.of(
                new ToolSource.Supplied(description, this, "test"), new ToolSource.Supplied(peek, peeking, "test"));
        Configured config = Configured.with(properties);
        Guards guards = new Guards(config.guard(), time);
        Calls calls = new Calls(workers, Time.SYSTEM);
        var tools = new EffectRun.Tools(calls, workers, lease, time, (wait, _) -> pause(wait), guards);
        ToolCatalog catalog = new ToolCatalog(List.of(source));
        PureTries tries = new PureTries(tools);
        Permission permission = new Permission(approvals, catalog);
        StandIns standIns = new StandIns(catalog, tools, tries, permission);
        Fares fares = new Fares(allotment, new Patience(Duration.ofSeconds(2), (wait, _) -> pause(wait)));
        door = new LedgeredToolDoor(
                catalog,
                new PureRun(tries, standIns, new ResultCache(config.cache(), time), fares, time),
                new Effects(ledger, tools, standIns, fares),
                new TransactedRun(ledger, tools, standIns, fares),
                permission,
                new Escalation(config.guard().escalateAfter()));
    }

    static ToolDescription described(EffectClass effect, Duration timeout, ToolDescription.Traits traits) {
        var limits = new ToolDescription.Limits(timeout, 1000, Duration.ofHours(1));
        return new ToolDescription("act", "Acts.", SCHEMA, effect, limits, traits);
    }

    private void pause(Duration wait) {
        pauses.add(wait);
        attempt.check();
    }

    @FunctionalInterface
    interface Body {
        String act(Arguments arguments, ToolContext context) throws Exception;
    }

    @FunctionalInterface
    interface Answer {
        Reconciliation ask() throws Exception;
    }

    @Override
    public String run(Arguments arguments, ToolContext context) throws Exception {
        runs.incrementAndGet();
        keys.add(String.valueOf(context.idempotencyKey()));
        return body.act(arguments, context);
    }

    @Override
    public String resultSchema() {
        return results;
    }

    @Override
    public Reconciliation reconcile(Arguments arguments, ToolContext context) throws Exception {
        return answer.ask();
    }

    ToolResult call(String id, String arguments, long decision) {
        return call("act", id, arguments, decision, Caller.LOCAL);
    }

    ToolResult call(String name, String id, String arguments, long decision, Caller caller) {
        return call(name, id, arguments, decision, new ToolDoor.Owner("run", "root", caller, "belay"));
    }

    ToolResult call(String name, String id, String arguments, long decision, ToolDoor.Owner owner) {
        Deadline deadline = Deadline.after(Duration.ofMinutes(1), Time.SYSTEM.ticker());
        var bench = new ToolDoor.Bench(owner, Set.of("act"), deadline, attempt, journal, scope());
        return door.execute(new ToolCall(id, name, arguments), decision, bench);
    }

    Workers workers() {
        return workers;
    }

    private Scopes.Scope scope() {
        return Heard.traced(events);
    }

    @Override
    public void close() {
        workers.close();
    }
}
