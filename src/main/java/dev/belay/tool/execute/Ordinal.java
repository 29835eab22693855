package dev.belay.tool.execute;

import dev.belay.journal.Entry;
import dev.belay.ledger.EffectKey;
import dev.belay.tool.execute.call.Asked;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells a second call that is meant from the same call asked for again.
final class Ordinal {
    private Ordinal() {}

    /// The key of the effect a call asks for. For repeatable tools the ordinal counts the identical calls that
    /// had a result before the decision that asks, so that whoever carries out the same decision comes to the
    /// same key; equal calls of one decision share a key and count as one.
    static EffectKey key(Asked asked) {
        String root = asked.bench().owner().rootId();
        String tool = asked.tool().name();
        if (!asked.tool().repeatable()) {
            return new EffectKey(root, tool, asked.canonical(), 0);
        }
        Set<String> before = before(asked);
        int ordinal = 0;
        EffectKey key = new EffectKey(root, tool, asked.canonical(), ordinal);
        while (before.contains(key.hash())) {
            key = new EffectKey(root, tool, asked.canonical(), ++ordinal);
        }
        return key;
    }

    private static Set<String> before(Asked asked) {
        return asked.bench().journal().entries().stream()
                .filter(entry -> entry.seq() < asked.decision())
                .map(Entry::fact)
                .filter(Entry.ToolDone.class::isInstance)
                .map(fact -> ((Entry.ToolDone) fact).ledgerKey())
                .filter(hash -> hash != null)
                .collect(Collectors.toSet());
    }
}
