package dev.belay.model.embedding.door;

import dev.belay.exchange.Failure;
import dev.belay.journal.Entry;
import dev.belay.journal.Standing;
import dev.belay.model.embedding.EmbeddingCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a run knows of the embedding model already, read from its journal, so that it survives the process.
final class Earlier {
    private Earlier() {}

    /// Why the model is not asked now in this run, or `null`. One that was silent, or did not accept the key, is not
    /// asked again; one that asked to be left alone, not before that is over.
    static Failure obstacle(List<Entry> entries, Instant now) {
        Failure obstacle = null;
        for (Entry entry : entries) {
            if (Standing.anywhere(entry) instanceof Entry.ModelFailed failed
                    && failed.model().equals(EmbeddingCheck.ID)) {
                obstacle = after(failed, entry.at(), now);
            }
        }
        return obstacle;
    }

    private static Failure after(Entry.ModelFailed failed, Instant at, Instant now) {
        return switch (failed.reason()) {
            case "silent" -> new Failure.Silent("it was silent earlier in this run", Failure.Silent.Phase.FIRST_TOKEN);
            case "unauthorized" -> new Failure.Unauthorized("it did not accept the key earlier in this run");
            default -> {
                Instant until = at.plusMillis(failed.leftAlone() == null ? 0 : failed.leftAlone());
                yield until.isAfter(now)
                        ? new Failure.RateLimited(
                                "it asked to be left alone earlier in this run", Duration.between(now, until))
                        : null;
            }
        };
    }
}
