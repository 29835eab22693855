package dev.belay.tier.support;

import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.vote.Ballot;
import dev.belay.exchange.vote.Votes;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.run.vote.VoteBook;
import dev.belay.tier.Passage;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Remembers what happened on the way down, as one line each.
public final class RecordingPassage implements Passage {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Choice> choices = new CopyOnWriteArrayList<>();
    private final List<Usage> used = new CopyOnWriteArrayList<>();
    private volatile Runnable settling = () -> {};
    private final RunJournal journal;
    private volatile Function<String, String> person = question -> {
        throw new ControlFlow.NeedsHuman(question, null);
    };
    private final AtomicInteger branches = new AtomicInteger();
    private volatile String bound;
    private volatile BranchStage breaking;
    private volatile RuntimeException broken;
    private int attempts;

    public RecordingPassage() {
        this(new MemoryJournal("run"));
    }

    /// @param journal what becomes of branches is written there
    RecordingPassage(RunJournal journal) {
        this.journal = journal;
    }

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
    public void chose(Choice choice) {
        choices.add(choice);
    }

    @Override
    public Choice chosen(String by) {
        return choices.stream()
                .filter(choice -> choice.by().equals(by))
                .reduce((_, later) -> later)
                .orElse(null);
    }

    public List<Choice> choices() {
        return List.copyOf(choices);
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

    @Override
    public Part part(String tier, String why) {
        Part part = new RecordingPart(branches.incrementAndGet(), tier);
        part.came(BranchStage.STARTED, why);
        return part;
    }

    @Override
    public String bound() {
        return bound;
    }

    /// The run went on in a branch of this tier, in an earlier life.
    public void bind(String tier) {
        bound = tier;
    }

    /// From now on it is not told whether a branch that comes to this stage could be written down, though it was.
    public void breaks(BranchStage stage, RuntimeException thrown) {
        breaking = stage;
        broken = thrown;
    }

    @Override
    public Poll poll() {
        return new Poll() {
            @Override
            public Votes votes() {
                return VoteBook.votes(journal);
            }

            @Override
            public void voted(Ballot ballot, String question, Message.Assistant said) {
                journal.append(new Entry.Voted(ballot, question, said));
                lines.add(ballot.told());
            }

            @Override
            public Part branch(int number, String tier) {
                return new RecordingPart(number, tier);
            }

            @Override
            public String ask(Caller caller, String question) {
                lines.add("asked");
                return person.apply(question);
            }
        };
    }

    /// What a person says when asked.
    public void person(Function<String, String> person) {
        this.person = person;
    }

    public RunJournal journal() {
        return journal;
    }

    private final class RecordingPart implements Part {
        private final int number;
        private final String tier;

        RecordingPart(int number, String tier) {
            this.number = number;
            this.tier = tier;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public void came(BranchStage stage, String why) {
            journal.append(new Entry.Branched(number, tier, stage, why));
            lines.add(number + " " + tier + " " + stage.name().toLowerCase(Locale.ROOT) + ": " + why);
            if (stage == breaking) {
                throw broken;
            }
        }

        @Override
        public Attempt begin(String tier, int index) {
            return RecordingPassage.this.begin(tier, index);
        }

        @Override
        public void settle() {
            RecordingPassage.this.settle();
        }

        @Override
        public void fell(String tier, Failure failure, String next) {
            RecordingPassage.this.fell(tier, failure, next);
        }
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
