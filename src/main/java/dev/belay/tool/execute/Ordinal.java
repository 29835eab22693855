package dev.belay.tool.execute;

import dev.belay.journal.Entry;
import dev.belay.ledger.EffectKey;
import dev.belay.tool.execute.call.Asked;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells a second call that is meant from the same call asked for again.
final class Ordinal {
    private Ordinal() {}

    /// The key of the effect a call asks for. For repeatable tools the ordinal counts the identical calls that
    /// had a result before the decision that asks, so that whoever carries out the same decision comes to the
    /// same key; equal calls of one decision share a key and count as one. So is it for calls that undo something.
    ///
    /// Of other tools an equal call is only meant anew where the earlier one was undone.
    static EffectKey key(Asked asked) {
        String root = asked.bench().owner().rootId();
        String tool = asked.tool().name();
        Set<String> before = before(asked, asked.tool().repeatable() || undoes(asked));
        int ordinal = 0;
        EffectKey key = new EffectKey(root, tool, asked.canonical(), ordinal);
        while (before.contains(key.hash())) {
            key = new EffectKey(root, tool, asked.canonical(), ++ordinal);
        }
        return key;
    }

    /// Whether the journal says that the call undoes an effect.
    static boolean undoes(Asked asked) {
        List<Entry> entries = asked.bench().journal().entries();
        int at = Math.toIntExact(asked.decision()) - 1;
        return at >= 0 && at < entries.size() && entries.get(at).fact() instanceof Entry.Undoing;
    }

    /// @param results whether calls that had a result count, or only those that were undone
    private static Set<String> before(Asked asked, boolean results) {
        return asked.bench().journal().entries().stream()
                .filter(entry -> entry.seq() < asked.decision())
                .flatMap(entry -> keys(entry.fact(), results))
                .collect(Collectors.toSet());
    }

    private static Stream<String> keys(Entry.Fact fact, boolean results) {
        return switch (fact) {
            case Entry.ToolDone done when results -> Stream.ofNullable(done.ledgerKey());
            case Entry.Undone undone -> Stream.of(undone.effect());
            case Entry.Forked forked -> forked.undone().stream();
            case Entry.Rewound rewound -> rewound.undone().stream();
            default -> Stream.empty();
        };
    }
}
