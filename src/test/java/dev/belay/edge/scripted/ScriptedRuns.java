package dev.belay.edge.scripted;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.gateway.RunBook;
import dev.belay.run.Explanation;
import dev.belay.run.RunRecord;
import dev.belay.run.Runs;
import dev.belay.run.follow.Audience;
import dev.belay.run.follow.Departure;
import dev.belay.run.follow.Happening;
import dev.belay.run.follow.Happenings;
import dev.belay.run.review.Review;
import dev.belay.run.session.Sessions;
import dev.belay.tier.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Keeps runs in memory, by the rules of the contracts.
@Alternative
@ApplicationScoped
public class ScriptedRuns implements RunBook, Runs, Sessions {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private final Map<String, Kept> runs = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    /// Effects that runs opened from now on will have.
    public volatile List<Explanation.Effect> effects = List.of();

    public static Explanation.Effect effect(String state) {
        return new Explanation.Effect("write_file", "RECONCILABLE", state, THEN);
    }

    @Override
    public synchronized Opened open(NewRun wanted) {
        String key = wanted.request().terms().idempotencyKey();
        for (Kept kept : runs.values()) {
            boolean same = kept.wanted.once().bodyHash().equals(wanted.once().bodyHash());
            boolean own = kept.wanted.caller().id().equals(wanted.caller().id());
            if (own && key != null && key.equals(kept.wanted.request().terms().idempotencyKey())) {
                return same ? kept.joined().orElseThrow() : new Opened.KeyReused(kept.id);
            }
            if (own && wanted.once().clientRetry() && same) {
                Optional<Opened> joined = kept.joined();
                if (joined.isPresent()) {
                    return joined.get();
                }
            }
        }
        Kept kept = new Kept(new UUID(ids.incrementAndGet(), 7).toString(), wanted, effects);
        runs.put(kept.id, kept);
        return new Opened.Fresh(kept, kept.audience.join().orElseThrow());
    }

    @Override
    public Optional<RunRecord> find(String runId, Caller caller) {
        return kept(runId, caller).map(Kept::row);
    }

    @Override
    public List<RunRecord> list(Caller caller, int limit, String before) {
        return runs.values().stream()
                .filter(kept -> kept.wanted.caller().id().equals(caller.id()))
                .filter(kept -> before == null || kept.id.compareTo(before) < 0)
                .sorted((a, b) -> b.id.compareTo(a.id))
                .limit(limit)
                .map(Kept::row)
                .toList();
    }

    @Override
    public Optional<Explanation> explain(String runId, Caller caller) {
        return kept(runId, caller).map(Kept::explanation);
    }

    @Override
    public Optional<Happenings> follow(String runId, Caller caller, long after) {
        return kept(runId, caller).map(kept -> kept.follow(after));
    }

    @Override
    public boolean cancel(String runId, Caller caller, String reason) {
        return kept(runId, caller)
                .filter(kept -> kept.outcome == null)
                .map(kept -> kept.cancellation.cancel(reason))
                .orElse(false);
    }

    @Override
    public boolean resume(String runId, Caller caller, Duration deadline) {
        return kept(runId, caller).map(Kept::resume).orElse(false);
    }

    @Override
    public List<Message> history(Caller caller, String session) {
        return runs.values().stream()
                .filter(kept -> kept.outcome != null)
                .filter(kept -> kept.wanted.caller().id().equals(caller.id()))
                .filter(kept -> session.equals(kept.wanted.request().terms().session()))
                .max((a, b) -> a.id.compareTo(b.id))
                .map(Kept::said)
                .orElse(List.of());
    }

    public Request request(String runId) {
        return runs.get(runId).wanted.request();
    }

    public Cancellation cancellation(String runId) {
        return runs.get(runId).cancellation;
    }

    public int count() {
        return runs.size();
    }

    /// Waits until the end of a run is written down.
    public Outcome ended(String runId) throws InterruptedException {
        Kept kept = runs.get(runId);
        if (!kept.ended.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("run " + runId + " has no end");
        }
        return kept.outcome;
    }

    private Optional<Kept> kept(String runId, Caller caller) {
        return Optional.ofNullable(runs.get(runId))
                .filter(kept -> kept.wanted.caller().id().equals(caller.id()));
    }

    private static final class Kept implements Live {
        private final String id;
        private final NewRun wanted;
        private final List<Explanation.Effect> effects;
        private final List<Happening> happenings = new ArrayList<>();
        private final CountDownLatch ended = new CountDownLatch(1);
        private int attempts;
        private Usage usage = Usage.NONE;
        private final Cancellation cancellation = new Cancellation();
        private final Audience audience;
        private final Scopes.Scope scope;
        private volatile Outcome outcome;

        private Optional<Opened> joined() {
            return audience.join().map(seat -> new Opened.Attached(id, seat));
        }

        @Override
        public boolean leaving() {
            return false;
        }

        @Override
        public void abandon(String reason) {
            throw new IllegalStateException("scripted runs go on nowhere else");
        }

        private Kept(String id, NewRun wanted, List<Explanation.Effect> effects) {
            this.id = id;
            this.wanted = wanted;
            this.effects = effects;
            this.audience =
                    new Audience(new Departure(cancellation), wanted.plan().kept(), _ -> {});
            this.scope = wanted.opener()
                    .apply(new BelayEvent.RunStarted(
                            id,
                            wanted.plan().strategy(),
                            wanted.plan().policy(),
                            wanted.request().terms().session()));
        }

        @Override
        public String runId() {
            return id;
        }

        @Override
        public String rootId() {
            return id;
        }

        @Override
        public Scopes.Scope scope() {
            return scope;
        }

        @Override
        public Cancellation cancellation() {
            return cancellation;
        }

        @Override
        public Outcome reviewed(Caller caller, Review review, Supplier<Outcome> work) {
            return work.get();
        }

        @Override
        public Passage passage() {
            return new KeptPassage(this);
        }

        @Override
        public synchronized Usage usage() {
            return usage;
        }

        @Override
        public synchronized int attempts() {
            return attempts;
        }

        private synchronized int attempt(String tier) {
            tell("attempt_started", "{\"tier\":\"" + tier + "\"}");
            return ++attempts;
        }

        private synchronized void used(Usage more) {
            usage = usage.plus(more);
        }

        @Override
        public List<Explanation.Effect> effects() {
            return effects;
        }

        @Override
        public synchronized void end(Outcome end) {
            if (outcome != null) {
                throw new AssertionError("a run ends once");
            }
            outcome = end;
            scope.close(new BelayEvent.RunEnded(id, end.state(), null, null, usage, attempts));
            tell("ended", "{\"state\":\"" + end.state() + "\"}");
            ended.countDown();
        }

        /// Nobody carries it on.
        private synchronized boolean resume() {
            if (outcome == null || outcome.state().kind() != RunState.Kind.RESTING) {
                return false;
            }
            outcome = null;
            tell("resumed", "{\"why\":\"asked\"}");
            return true;
        }

        private synchronized void tell(String kind, String data) {
            happenings.add(new Happening(happenings.size() + 1, THEN, kind, data));
            notifyAll();
        }

        private RunRecord row() {
            RunRecord.Head head = new RunRecord.Head(
                    id,
                    id,
                    wanted.caller().id(),
                    wanted.plan().strategy(),
                    wanted.plan().policy(),
                    wanted.request().terms().session(),
                    new RunRecord.Times(THEN, outcome == null ? null : THEN.plusSeconds(1)));
            return new RunRecord(head, outcome == null ? RunState.RUNNING : outcome.state(), outcome, usage, attempts);
        }

        private Explanation explanation() {
            List<Explanation.Step> steps = happenings.stream()
                    .map(one -> new Explanation.Step(one.seq(), one.at(), one.kind(), null, one.kind()))
                    .toList();
            return new Explanation(id, row().state(), "scripted", steps, effects, usage);
        }

        private List<Message> said() {
            List<Message> messages =
                    new ArrayList<>(wanted.request().conversation().messages());
            if (row().answer() != null) {
                messages.add(row().answer().message());
            }
            return messages;
        }

        private Happenings follow(long after) {
            return new Happenings() {
                private long seen = after;

                @Override
                public Happening next(Duration timeout) {
                    synchronized (Kept.this) {
                        try {
                            if (seen >= happenings.size() && outcome == null) {
                                Kept.this.wait(Math.max(1, timeout.toMillis()));
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        if (seen < happenings.size()) {
                            return happenings.get((int) seen++);
                        }
                        if (outcome != null) {
                            throw new NoSuchElementException();
                        }
                        return null;
                    }
                }

                @Override
                public void close() {}
            };
        }
    }

    private record KeptPassage(Kept kept) implements Passage {

        @Override
        public Attempt begin(String tier, int index) {
            int number = kept.attempt(tier);
            Scopes.Scope node = kept.scope.open(new BelayEvent.AttemptStarted(kept.id, tier, number, index, 0));
            return new Attempt() {
                @Override
                public int number() {
                    return number;
                }

                @Override
                public Scopes.Scope scope() {
                    return node;
                }

                @Override
                public void held(boolean degraded, Usage usage, int toolCalls) {
                    over(null, usage, toolCalls);
                    kept.tell("tier_held", "{\"tier\":\"" + tier + "\"}");
                    kept.scope.announce(new BelayEvent.TierHeld(kept.id, tier, degraded));
                }

                @Override
                public void failed(Failure failure, Usage usage, int toolCalls) {
                    over(failure, usage, toolCalls);
                }

                private void over(Failure failure, Usage usage, int toolCalls) {
                    kept.used(usage);
                    node.close(new BelayEvent.AttemptEnded(kept.id, tier, number, failure, usage, toolCalls));
                }
            };
        }

        @Override
        public void settle() {}

        @Override
        public void fell(String tier, Failure failure, String next) {
            kept.tell("tier_fell", "{\"tier\":\"" + tier + "\",\n\"reason\":\"" + failure.reason() + "\"}");
            kept.scope.announce(new BelayEvent.TierFell(kept.id, tier, failure, next));
        }
    }
}
