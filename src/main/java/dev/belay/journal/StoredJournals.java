package dev.belay.journal;

import dev.belay.exchange.Cancellation;
import dev.belay.platform.Database;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Journals in PostgreSQL. Those of live runs are read from memory.
@ApplicationScoped
class StoredJournals implements Journals, JournalFeed {
    /// Between two looks at the journal of a run that another process works on.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Map<String, WrittenJournal> open = new ConcurrentHashMap<>();
    private final JournalTable table;
    private final Time time;
    private final Pause pause;

    @Inject
    StoredJournals(Database database, Time time, Pause pause) {
        this.table = new JournalTable(database);
        this.time = time;
        this.pause = pause;
    }

    @Override
    public RunJournal open(String runId, long fence) {
        return enter(new WrittenJournal(runId, fence, List.of(), table, time, () -> open.remove(runId)));
    }

    @Override
    public RunJournal resume(String runId, long fence) {
        List<Entry> before = stored(runId, 0);
        return enter(new WrittenJournal(runId, fence, before, table, time, () -> open.remove(runId)));
    }

    private RunJournal enter(WrittenJournal journal) {
        if (open.putIfAbsent(journal.runId(), journal) != null) {
            throw new IllegalStateException("run " + journal.runId() + " has a journal already");
        }
        return journal;
    }

    @Override
    public RunJournal of(String runId) {
        RunJournal journal = open.get(runId);
        if (journal == null) {
            throw new IllegalStateException("this process does not work on run " + runId);
        }
        return journal;
    }

    @Override
    public List<Entry> read(String runId, long after) {
        WrittenJournal journal = open.get(runId);
        return journal != null ? journal.after(after) : stored(runId, after);
    }

    @Override
    public boolean writing(String runId) {
        return open.containsKey(runId);
    }

    @Override
    public List<Entry> next(String runId, long after, Duration timeout) {
        WrittenJournal journal = open.get(runId);
        if (journal == null) {
            return look(runId, after, timeout);
        }
        try {
            return journal.awaitBeyond(after, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<Entry> look(String runId, long after, Duration timeout) {
        Duration left = timeout;
        while (true) {
            List<Entry> found = stored(runId, after);
            if (!found.isEmpty() || !left.isPositive()) {
                return found;
            }
            Duration nap = left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS;
            pause.await(nap, new Cancellation());
            left = left.minus(nap);
        }
    }

    private List<Entry> stored(String runId, long after) {
        try {
            return table.read(runId, after);
        } catch (SQLException e) {
            throw new JournalUnavailable("the journal of run " + runId + " could not be read", e);
        }
    }
}
