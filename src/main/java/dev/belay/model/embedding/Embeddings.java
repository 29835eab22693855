package dev.belay.model.embedding;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import java.util.List;

/// Puts texts into vectors. Whatever came of it, what it used is in the journal of the run and in its budgets. Blocks;
/// call it on a virtual thread. Thread-safe.
public interface Embeddings {

    /// Where no embedding model is configured.
    Embeddings NONE = new Embeddings() {
        @Override
        public Bounds bounds() {
            return Bounds.NOTHING;
        }

        @Override
        public Result of(List<String> texts, Ask ask) {
            return new Result.Missing(new Failure.Unavailable("no embedding model is configured"));
        }
    };

    /// What one call takes.
    Bounds bounds();

    /// @param texts different ones, within the bounds
    /// @throws dev.belay.exchange.ControlFlow.Cancelled if `ask` was cancelled; the connection is closed by then
    /// @throws dev.belay.exchange.ControlFlow.Disowned if what was used could not be written down
    Result of(List<String> texts, Ask ask);

    /// @param texts at most; 0 where no embedding model is configured
    /// @param characters of each at most
    record Bounds(int texts, int characters) {
        public static final Bounds NOTHING = new Bounds(0, 0);
    }

    /// On whose behalf and how long.
    ///
    /// @param scope the node of the trace that it belongs to
    record Ask(String runId, Deadline deadline, Cancellation cancellation, Scopes.Scope scope) {}

    sealed interface Result {
        /// @param vectors one for each text, in their order, all of one length
        record Vectors(List<Vector> vectors) implements Result {
            public Vectors {
                vectors = List.copyOf(vectors);
            }
        }

        /// There are none. Nothing that was asked for fails for that.
        record Missing(Failure failure) implements Result {}
    }
}
