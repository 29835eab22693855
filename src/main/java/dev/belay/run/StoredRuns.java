package dev.belay.run;

import dev.belay.budget.Budgets;
import dev.belay.exchange.Caller;
import dev.belay.exchange.RunState;
import dev.belay.journal.Entry;
import dev.belay.journal.Facts;
import dev.belay.journal.JournalFeed;
import dev.belay.journal.Journals;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.Json;
import dev.belay.run.follow.Happening;
import dev.belay.run.follow.Happenings;
import dev.belay.run.follow.Veil;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// Runs as PostgreSQL knows them, and as this process knows those that it works on.
@ApplicationScoped
class StoredRuns implements Runs {
    /// How often a watcher asks whether a run that stays silent is still live.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final RunRegistry registry;
    private final Journals journals;
    private final JournalFeed feed;
    private final EffectLedger ledger;
    private final Budgets budgets;

    @Inject
    StoredRuns(RunRegistry registry, Journals journals, JournalFeed feed, EffectLedger ledger, Budgets budgets) {
        this.budgets = budgets;
        this.registry = registry;
        this.journals = journals;
        this.feed = feed;
        this.ledger = ledger;
    }

    @Override
    public Optional<RunRecord> find(String runId, Caller caller) {
        Optional<LiveRun> live = mine(runId, caller);
        if (live.isPresent()) {
            return live.map(LiveRun::record);
        }
        return id(runId).flatMap(id -> read(() -> RunEntity.of(id, caller.id()).map(RunEntity::record)));
    }

    @Override
    public List<RunRecord> list(Caller caller, int limit, String before) {
        Optional<UUID> start = id(before);
        if (limit < 1 || (before != null && start.isEmpty())) {
            return List.of();
        }
        List<RunRecord> stored = read(() -> RunEntity.page(caller.id(), start.orElse(null), limit).stream()
                .map(RunEntity::record)
                .toList());
        List<RunRecord> live = registry.all().stream()
                .map(LiveRun::record)
                .filter(run -> run.head().callerId().equals(caller.id()))
                .filter(run -> before == null || run.head().id().compareTo(before) < 0)
                .toList();
        List<String> known = live.stream().map(run -> run.head().id()).toList();
        return Stream.concat(
                        live.stream(),
                        stored.stream().filter(run -> !known.contains(run.head().id())))
                .sorted(Comparator.comparing((RunRecord run) -> run.head().id()).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Explanation> explain(String runId, Caller caller) {
        boolean here = mine(runId, caller).isPresent();
        return find(runId, caller).map(run -> Explainer.explain(
                        run,
                        here,
                        journals.read(runId, 0),
                        ledger.effects(run.head().rootId()))
                .with(budgets.ofRequest(run.head().rootId())));
    }

    @Override
    public Optional<Happenings> follow(String runId, Caller caller, long after) {
        return find(runId, caller).map(run -> new Following(run.head().id(), after));
    }

    @Override
    public boolean cancel(String runId, Caller caller, String reason) {
        Optional<LiveRun> here = mine(runId, caller);
        if (here.isPresent()) {
            return here.get().record().state() == RunState.RUNNING && cancel(here.get(), caller, reason);
        }
        return id(runId).isPresent() && registry.requestCancel(runId, caller, reason);
    }

    /// The work stops first: a database that is away, or a tool that holds the run's row, does not keep it going. Then
    /// it is written down for whoever works on the run if this process does not come to its end, and acknowledged
    /// after that.
    private boolean cancel(LiveRun run, Caller caller, String reason) {
        boolean stopped = run.cancellation().cancel(reason);
        boolean noted = run.journal().durable() && registry.requestCancel(run.id(), caller, reason);
        return stopped || noted;
    }

    @Override
    public boolean resume(String runId, Caller caller, Duration deadline) {
        return id(runId).isPresent() && registry.requestResume(runId, caller, deadline);
    }

    private Optional<LiveRun> mine(String runId, Caller caller) {
        return registry.live(runId).filter(run -> run.record().head().callerId().equals(caller.id()));
    }

    /// Callers come from edges, timers and terminals, not all of them with a request or a transaction of their own.
    private static <T> T read(Callable<T> query) {
        return QuarkusTransaction.joiningExisting().call(query);
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private final class Following implements Happenings {
        private final Queue<Happening> ready = new ArrayDeque<>();
        private final String runId;
        private final Veil veil;
        private long after;

        Following(String runId, long after) {
            this.runId = runId;
            this.after = after;
            // Whoever waits for the end alone is told nothing.
            boolean silent = after < 1 || after == Long.MAX_VALUE;
            this.veil = new Veil(silent ? List.of() : journals.read(runId, 0));
        }

        @Override
        public Happening next(Duration timeout) {
            Duration left = timeout;
            while (ready.isEmpty()) {
                // Asked before reading, so that nothing written before the end is missed.
                boolean live = registry.running(runId);
                Duration wait = live ? shorter(left, LOOK_AGAIN) : Duration.ZERO;
                feed.next(runId, after, wait).forEach(this::take);
                if (ready.isEmpty() && !live) {
                    throw new NoSuchElementException("run " + runId + " is over");
                }
                left = left.minus(wait);
                if (ready.isEmpty() && !left.isPositive()) {
                    return null;
                }
            }
            return ready.remove();
        }

        private void take(Entry entry) {
            after = entry.seq();
            ready.add(new Happening(
                    entry.seq(), entry.at(), Facts.kind(entry.fact()), Json.tell(veil.tell(entry.fact()))));
        }

        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }

        @Override
        public void close() {
            ready.clear();
        }
    }
}
