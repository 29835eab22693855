package dev.belay.tier.support;

import dev.belay.exchange.Caller;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.RunJournal;
import dev.belay.model.ModelDoor;
import dev.belay.tool.ToolDoor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Model door, tool door and journals of whatever scene is playing. Beans only where a test profile enables
/// them.
@Alternative
@ApplicationScoped
public class StageDoors implements ModelDoor, ToolDoor, Journals {

    @Override
    public Reply ask(Prompt prompt, Ask ask) {
        return Scene.of(ask.errand().runId()).model.ask(prompt, ask);
    }

    @Override
    public ToolResult execute(ToolCall call, long decision, Bench bench) {
        return Scene.of(bench.owner().runId()).tools.execute(call, decision, bench);
    }

    @Override
    public List<ToolSpec> specs(List<String> names, Caller caller) {
        return names.stream().map(Scene::spec).toList();
    }

    @Override
    public Set<String> reading(List<String> names) {
        return Set.of();
    }

    @Override
    public Optional<ToolCall> canonical(ToolCall call) {
        return StageTools.canonical(call);
    }

    @Override
    public RunJournal open(String runId, long fence) {
        throw new UnsupportedOperationException("a scene has its journal");
    }

    @Override
    public RunJournal resume(String runId, long fence) {
        throw new UnsupportedOperationException("a scene has its journal");
    }

    @Override
    public RunJournal of(String runId) {
        return Scene.of(runId).journal();
    }

    @Override
    public List<Entry> read(String runId, long after) {
        return Scene.of(runId).journal().entries().stream()
                .filter(entry -> entry.seq() > after)
                .toList();
    }
}
