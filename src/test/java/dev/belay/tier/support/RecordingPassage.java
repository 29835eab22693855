package dev.belay.tier.support;

import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.tier.Passage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what happened on the way down, as one line each.
public final class RecordingPassage implements Passage {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Usage> used = new CopyOnWriteArrayList<>();
    private volatile Runnable settling = () -> {};
    private int attempts;

    @Override
    public synchronized Attempt begin(String tier, int index) {
        int number = ++attempts;
        lines.add("begin " + tier + " " + number + " at " + index);
        return new Attempt() {
            @Override
            public int number() {
                return number;
            }

            @Override
            public Scopes.Scope scope() {
                return Scopes.SILENT;
            }

            @Override
            public void held(boolean degraded, Usage usage, int toolCalls) {
                lines.add("held " + tier + (degraded ? " degraded" : ""));
                used.add(usage);
            }

            @Override
            public void failed(Failure failure, Usage usage, int toolCalls) {
                lines.add("failed " + tier + " " + failure.reason());
                used.add(usage);
            }
        };
    }

    @Override
    public void settle() {
        lines.add("settle");
        settling.run();
    }

    @Override
    public void fell(String tier, Failure failure, String next) {
        lines.add("fell " + tier + " " + failure.reason() + " -> " + next);
    }

    /// What happens while effects settle.
    public void whileSettling(Runnable settling) {
        this.settling = settling;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /// What every ended attempt used, in the order in which they ended.
    public List<Usage> used() {
        return List.copyOf(used);
    }
}
