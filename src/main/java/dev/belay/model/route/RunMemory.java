package dev.belay.model.route;

import dev.belay.exchange.Failure;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.model.catalog.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a run already knows of its models, read from its journal, so that it survives the process.
///
/// Silent models and those that do not accept our key are not asked again in the run. One that used up its tries gets a
/// single one from then on, until it answers. What another branch of the run found out counts as if it had been this
/// one, whether or not the run goes on in it.
final class RunMemory {
    private final Map<String, Failure> shut = new HashMap<>();
    private final Set<String> full = new HashSet<>();
    private final Map<String, Integer> faults = new HashMap<>();
    private final Map<String, Instant> leftAlone = new HashMap<>();
    private final Map<String, Integer> callsInAttempt = new HashMap<>();

    private RunMemory() {}

    /// As it is now. Goes over all entries of the run.
    static RunMemory of(RunJournal journal) {
        RunMemory memory = new RunMemory();
        journal.entries().forEach(entry -> memory.learn(entry.at(), entry.fact()));
        return memory;
    }

    private void learn(Instant at, Entry.Fact fact) {
        switch (fact) {
            case Entry.AttemptStarted _ -> callsInAttempt.clear();
            case Entry.ModelFailed failed -> {
                if (failed(at, failed)) {
                    callsInAttempt.merge(failed.model(), 1, Integer::sum);
                }
            }
            case Entry.Decision decision when decision.model() != null -> calledAndAnswered(decision.model());
            case Entry.Program program -> calledAndAnswered(program.model());
            case Entry.InBranch elsewhere -> heard(at, elsewhere.fact());
            case Entry.Decision _,
                    Entry.ProgramEnded _,
                    Entry.Correction _,
                    Entry.ToolDone _,
                    Entry.TierFell _,
                    Entry.TierHeld _,
                    Entry.PersonAsked _,
                    Entry.PersonDecided _,
                    Entry.Resumed _,
                    Entry.Forked _,
                    Entry.Undoing _,
                    Entry.Undone _,
                    Entry.Rewound _,
                    Entry.Sealed _,
                    Entry.Proposed _,
                    Entry.Released _,
                    Entry.Branched _,
                    Entry.Chosen _,
                    Entry.Voted _,
                    Entry.Embedded _,
                    Entry.Ended _ -> {}
        }
    }

    /// What another branch learned.
    private void heard(Instant at, Entry.Fact fact) {
        switch (fact) {
            case Entry.ModelFailed failed -> failed(at, failed);
            case Entry.Decision decision when decision.model() != null -> answered(decision.model());
            case Entry.Program program -> answered(program.model());
            default -> {
                // says nothing of models
            }
        }
    }

    private void calledAndAnswered(Entry.ModelStamp model) {
        answered(model);
        callsInAttempt.merge(model.id(), 1, Integer::sum);
    }

    private void answered(Entry.ModelStamp model) {
        faults.remove(model.id());
    }

    /// @return whether anything was sent
    private boolean failed(Instant at, Entry.ModelFailed failed) {
        String model = failed.model();
        if (failed.leftAlone() != null) {
            leftAlone.merge(model, at.plusMillis(failed.leftAlone()), (one, other) -> one.isAfter(other) ? one : other);
        }
        switch (failed.reason()) {
            case "silent" ->
                shut.put(
                        model,
                        new Failure.Silent(
                                model + " was silent earlier in this run", Failure.Silent.Phase.FIRST_TOKEN));
            case "unauthorized" ->
                shut.put(model, new Failure.Unauthorized(model + " did not accept the key earlier in this run"));
            case "context_too_long" -> full.add(model);
            case "rate_limited", "overloaded", "connection_lost" -> faults.merge(model, 1, Integer::sum);
            // Nothing was sent.
            case "breaker_open", "saturated", "over_budget" -> {
                return false;
            }
            default -> {}
        }
        return true;
    }

    /// Why this model is not asked any more in this run, or `null`.
    Failure shut(ModelSpec model) {
        return shut.get(model.id());
    }

    /// For how long its provider still wants to be left alone, or `null`.
    Duration leftAlone(ModelSpec model, Instant now) {
        Instant until = leftAlone.get(model.id());
        return until == null || !until.isAfter(now) ? null : Duration.between(now, until);
    }

    /// The same, if that is for longer than was known before; otherwise `null`.
    Duration leftAloneLongerThan(RunMemory before, ModelSpec model, Instant now) {
        Instant until = leftAlone.get(model.id());
        return until == null || until.equals(before.leftAlone.get(model.id())) ? null : leftAlone(model, now);
    }

    /// Ids of models that this run did not fit into.
    Set<String> full() {
        return full;
    }

    /// Whether the model failed in this run since it last answered, so that asking it is asking again.
    boolean failed(ModelSpec model) {
        return faults.containsKey(model.id());
    }

    /// How often the model may be tried now.
    int tries(ModelSpec model, int attempts) {
        return Math.max(1, attempts - faults.getOrDefault(model.id(), 0));
    }

    /// Calls to the model in the attempt that is under way.
    int callsInAttempt(ModelSpec model) {
        return callsInAttempt.getOrDefault(model.id(), 0);
    }
}
