package dev.belay.run.history;

import dev.belay.exchange.Caller;
import dev.belay.exchange.message.ToolCall;
import dev.belay.journal.Entry;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a run did after a point of its journal, newest first, and what undoes it.
final class Effects {
    private final String runId;
    private final List<Entry> entries;
    private final List<EffectLedger.Effect> ledger;

    /// @param ledger effects of the whole tree, oldest first
    Effects(String runId, List<Entry> entries, List<EffectLedger.Effect> ledger) {
        this.runId = runId;
        this.entries = entries;
        this.ledger = ledger;
    }

    /// Effects of this run that happened, or may have, and are not undone. Effects of another run of the tree that
    /// answered from the record are that run's. What was called in order to undo something is not undone.
    List<EffectLedger.Effect> since(long seq) {
        Set<String> kept = new HashSet<>(undoing());
        for (Entry entry : entries) {
            switch (entry.fact()) {
                case Entry.ToolDone done
                when entry.seq() <= seq && done.ledgerKey() != null -> kept.add(done.ledgerKey());
                case Entry.Undone undone -> kept.add(undone.effect());
                default -> {
                    // says nothing about effects
                }
            }
        }
        return ledger.stream()
                .filter(effect -> effect.runId().equals(runId))
                .filter(effect -> mayHaveHappened(effect.state()))
                .filter(effect -> !kept.contains(effect.key().hash()))
                .toList()
                .reversed();
    }

    /// @param others runs of the tree that can still go on
    List<Undo> plan(long seq, Compensations compensations, Caller caller, List<String> others) {
        List<Undo> plan = new ArrayList<>();
        for (EffectLedger.Effect effect : since(seq)) {
            Undo undo = alone(undo(effect, compensations, caller));
            plan.add(undo.possible() && !others.isEmpty() ? undo.hindered(shared(others)) : undo);
        }
        return plan;
    }

    /// What a rewind has still to undo: of what the journal knew when it was asked for, what is not undone yet.
    ///
    /// @param to the last entry that is kept
    /// @param from the last entry when it was asked for
    List<Undo> left(long to, long from, Compensations compensations, Caller caller) {
        Set<String> known = known(from);
        return since(to).stream()
                .filter(effect -> known.contains(effect.key().hash()))
                .map(effect -> undo(effect, compensations, caller))
                .toList();
    }

    private static String shared(List<String> others) {
        return "run " + others.getFirst() + " has the same past and can still go on: it would believe that this stands";
    }

    private Undo undo(EffectLedger.Effect effect, Compensations compensations, Caller caller) {
        String key = effect.key().hash();
        String tool = effect.key().tool();
        String arguments = effect.key().arguments();
        String state = effect.state().name();
        if (!(effect.state() instanceof EffectState.Done(String result))) {
            return new Undo(key, tool, arguments, state, null, "whether it happened is not known");
        }
        return switch (compensations.of(key, tool, arguments, result, caller)) {
            case Compensations.Declared.None none -> new Undo(key, tool, arguments, state, null, none.why());
            case Compensations.Declared.Call(ToolCall call) -> new Undo(key, tool, arguments, state, call, null);
        };
    }

    private Undo alone(Undo undo) {
        String obstacle = undo.possible() ? foreign(undo.call()) : null;
        return obstacle == null ? undo : undo.hindered(obstacle);
    }

    /// The same call by another run of the tree would answer from the record.
    private String foreign(ToolCall call) {
        Set<String> ours = known(Long.MAX_VALUE);
        return ledger.stream()
                .filter(effect -> effect.key().tool().equals(call.name())
                        && effect.key().arguments().equals(call.arguments())
                        && !ours.contains(effect.key().hash())
                        && mayHaveHappened(effect.state()))
                .findFirst()
                .map(effect -> "run " + effect.runId() + " made the call that would undo it already")
                .orElse(null);
    }

    private Set<String> known(long until) {
        Set<String> known = new HashSet<>();
        entries.forEach(entry -> {
            if (entry.seq() <= until && entry.fact() instanceof Entry.ToolDone done && done.ledgerKey() != null) {
                known.add(done.ledgerKey());
            }
        });
        return known;
    }

    /// Keys of effects by which something was undone.
    private Set<String> undoing() {
        Map<Long, Boolean> decisions = new HashMap<>();
        Set<String> keys = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.fact() instanceof Entry.Undoing) {
                decisions.put(entry.seq(), true);
            }
            if (entry.fact() instanceof Entry.ToolDone done
                    && done.ledgerKey() != null
                    && decisions.containsKey(done.decision())) {
                keys.add(done.ledgerKey());
            }
        }
        return keys;
    }

    private static boolean mayHaveHappened(EffectState state) {
        return switch (state) {
            case EffectState.Done _, EffectState.InDoubt _, EffectState.Started _ -> true;
            case EffectState.Intended _, EffectState.Failed _, EffectState.Superseded _ -> false;
        };
    }
}
