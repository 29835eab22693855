package dev.belay.model.guard;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The retries of runs that ask models just now. Branches of one run share them: a model is not to take more of a run
/// because it goes several ways at once. What failed before stands in the run's journal. Thread-safe.
public final class RunRetries {
    private final Map<String, Shared> runs = new ConcurrentHashMap<>();
    private final int attempts;

    /// @param attempts tries per model and run, the first included
    public RunRetries(int attempts) {
        this.attempts = attempts;
    }

    public int attempts() {
        return attempts;
    }

    /// Those of a run that begins to ask, until it is closed.
    public Shared of(String runId) {
        return runs.compute(runId, (_, known) -> {
            Shared shared = known == null ? new Shared(runId) : known;
            shared.asking++;
            return shared;
        });
    }

    /// How many runs ask.
    int asking() {
        return runs.size();
    }

    /// What all branches of a run that are asking have asked again.
    public final class Shared implements AutoCloseable {
        private final String runId;
        private final Map<String, Integer> made = new HashMap<>();
        /// Changed under the lock of the map alone.
        private int asking;

        private Shared(String runId) {
            this.runId = runId;
        }

        /// Has a retry counted, if the model may be asked once more.
        ///
        /// @return which retry of the run it is, from 1; 0 if there is none left
        public synchronized int again(String model) {
            int before = made.getOrDefault(model, 0);
            if (before >= attempts - 1) {
                return 0;
            }
            made.put(model, before + 1);
            return before + 1;
        }

        /// The model is well.
        public synchronized void answered(String model) {
            made.remove(model);
        }

        @Override
        public void close() {
            runs.computeIfPresent(runId, (_, shared) -> --shared.asking == 0 ? null : shared);
        }
    }
}
