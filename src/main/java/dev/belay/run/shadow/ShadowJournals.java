package dev.belay.run.shadow;

import dev.belay.exchange.Failure;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.RunJournal;
import dev.belay.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;

/// Opens the journals of shadows. They are in memory alone, and gone when they are closed.
@ApplicationScoped
public class ShadowJournals {
    private final Journals journals;
    private final Ids ids;

    ShadowJournals(Journals journals, Ids ids) {
        this.journals = journals;
        this.ids = ids;
    }

    public ShadowJournal open() {
        return new ShadowJournal(journals.open(ids.run(), 0));
    }

    /// What the tiers of one shadow hand to each other. Thread-safe.
    public static final class ShadowJournal implements AutoCloseable {
        private final RunJournal journal;

        /// @param journal that nobody else knows
        public ShadowJournal(RunJournal journal) {
            this.journal = journal;
        }

        /// Id of the shadow, by which its journal and its purse are found.
        public String id() {
            return journal.runId();
        }

        public void began(String tier, int number) {
            journal.append(new Entry.AttemptStarted(tier, number, 0));
        }

        /// @param next the tier that follows, or `null`
        public void fell(String tier, Failure failure, String next) {
            journal.append(new Entry.TierFell(tier, failure.reason(), failure.detail(), next));
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
