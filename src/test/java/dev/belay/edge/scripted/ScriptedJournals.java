package dev.belay.edge.scripted;

import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.RunJournal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;

/// No journals: scripted runs keep their own history.
@Alternative
@ApplicationScoped
public class ScriptedJournals implements Journals {

    @Override
    public RunJournal open(String runId, long fence) {
        throw new IllegalStateException("scripted runs have no journal");
    }

    @Override
    public RunJournal resume(String runId, long fence) {
        throw new IllegalStateException("scripted runs have no journal");
    }

    @Override
    public RunJournal of(String runId) {
        throw new IllegalStateException("scripted runs have no journal");
    }

    @Override
    public List<Entry> read(String runId, long after) {
        return List.of();
    }
}
