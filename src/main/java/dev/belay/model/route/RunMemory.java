package dev.belay.model.route;

import dev.belay.exchange.Failure;
import dev.belay.journal.Entry;
import dev.belay.model.catalog.ModelSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a run already knows of its models, read from its journal, so that it survives the process.
///
/// Silent models and those that do not accept our key are not asked again in the run. One that used up its tries gets a
/// single one from then on, until it answers.
final class RunMemory {
    private final Map<String, Failure> shut = new HashMap<>();
    private final Set<String> full = new HashSet<>();
    private final Map<String, Integer> faults = new HashMap<>();
    private final Map<String, Integer> callsInAttempt = new HashMap<>();

    private RunMemory() {}

    static RunMemory of(List<Entry> entries) {
        RunMemory memory = new RunMemory();
        entries.forEach(entry -> memory.learn(entry.fact()));
        return memory;
    }

    private void learn(Entry.Fact fact) {
        switch (fact) {
            case Entry.AttemptStarted _ -> callsInAttempt.clear();
            case Entry.ModelFailed failed -> failed(failed.model(), failed.reason());
            case Entry.Decision decision
            when decision.model() != null -> answered(decision.model().id());
            case Entry.Program program -> answered(program.model().id());
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
                    Entry.InBranch _,
                    Entry.Branched _,
                    Entry.Chosen _,
                    Entry.Voted _,
                    Entry.Ended _ -> {}
        }
    }

    private void answered(String model) {
        faults.remove(model);
        callsInAttempt.merge(model, 1, Integer::sum);
    }

    private void failed(String model, String reason) {
        switch (reason) {
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
                return;
            }
            default -> {}
        }
        callsInAttempt.merge(model, 1, Integer::sum);
    }

    /// Why this model is not asked any more in this run, or `null`.
    Failure shut(ModelSpec model) {
        return shut.get(model.id());
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
