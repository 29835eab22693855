package dev.belay.exchange;

import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.vote.Ballot;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What the core announces; telemetry, event streams and the terminal listen.
///
/// Listeners are called on the announcing thread, in order for one run, and must neither block nor throw. An event
/// carries no prompt, no arguments and no results, so that listening cannot leak them.
public sealed interface BelayEvent {

    String runId();

    /// Begins something that has a duration: a node in the tree run → attempt → model call or tool execution.
    sealed interface Opening extends BelayEvent {}

    /// Ends what an [Opening] of the matching kind began.
    sealed interface Closing extends BelayEvent {}

    /// @param task what kind of task it is
    record RunStarted(String runId, String strategy, String policy, String session, Task task) implements Opening {

        /// A task of which nothing is known.
        public RunStarted(String runId, String strategy, String policy, String session) {
            this(runId, strategy, policy, session, Task.UNKNOWN);
        }

        public RunStarted of(Task known) {
            return new RunStarted(runId, strategy, policy, session, known);
        }
    }

    /// What a run was asked for, without a word of it.
    ///
    /// @param kind as the request names it; otherwise of a small set: `text`, `schema`, `tools`,
    ///     `tools-schema`, with `-long` where messages are long
    /// @param tools names of the server-side tools that are offered, sorted
    /// @param variant of the experiment that the run belongs to, or empty
    record Task(String kind, List<String> tools, String variant) {
        public static final Task UNKNOWN = new Task("unknown", List.of(), "");
        /// The kinds of tasks whose requests name none.
        public static final List<String> FORMS = Stream.of("text", "schema", "tools", "tools-schema")
                .flatMap(form -> Stream.of(form, form + "-long"))
                .toList();

        /// Characters of a conversation that is long.
        private static final int LONG = 2_000;
        private static final int MOST_NAMED = 8;

        public Task {
            tools = List.copyOf(tools);
        }

        public static Task of(Request request) {
            Request.Mark mark = request.way().mark();
            return new Task(
                    mark.kind() == null ? form(request) : mark.kind(),
                    request.tools().server().stream().sorted().toList(),
                    mark.variant() == null ? "" : mark.variant());
        }

        private static String form(Request request) {
            boolean schema = request.conversation().format().kind() != ResponseFormat.Kind.TEXT;
            boolean calls = !request.tools().server().isEmpty()
                    || !request.tools().client().isEmpty();
            String kind = calls ? schema ? "tools-schema" : "tools" : schema ? "schema" : "text";
            return request.conversation().isLongerThan(LONG) ? kind + "-long" : kind;
        }

        /// The tools as one word; how many, where there are many.
        public String toolSet() {
            return tools.size() > MOST_NAMED ? tools.size() + " tools" : String.join(",", tools);
        }
    }

    /// @param usage everything the run used, failed attempts included
    record RunEnded(String runId, RunState state, String tier, String reason, Usage usage, int attempts)
            implements Closing {}

    /// @param number counts the attempts of a run from 1
    /// @param index place of the tier in the chain, from 0
    /// @param carriedOver tool results that this attempt starts with
    record AttemptStarted(String runId, String tier, int number, int index, int carriedOver) implements Opening {}

    /// @param failure why it fell, or `null` if it held
    /// @param stopped whether it neither answered nor fell: a person, a budget or the caller stopped the run
    /// @param words what its models said
    record AttemptEnded(
            String runId,
            String tier,
            int number,
            Failure failure,
            Usage usage,
            int toolCalls,
            boolean stopped,
            Words words)
            implements Closing {

        /// An attempt of whose models nothing is known.
        public AttemptEnded(
                String runId, String tier, int number, Failure failure, Usage usage, int toolCalls, boolean stopped) {
            this(runId, tier, number, failure, usage, toolCalls, stopped, Words.NONE);
        }

        /// It answered or fell by itself.
        public AttemptEnded(String runId, String tier, int number, Failure failure, Usage usage, int toolCalls) {
            this(runId, tier, number, failure, usage, toolCalls, false);
        }
    }

    /// How many whole messages models gave in an attempt.
    ///
    /// @param taken decisions, programs and answers
    /// @param refused those that were not taken: the model was told what is wrong, or the tier fell
    record Words(int taken, int refused) {
        public static final Words NONE = new Words(0, 0);
    }

    /// @param model id of the model in configuration
    /// @param number counts the calls to this model within the attempt, from 1
    /// @param streamed whether it is asked for a stream
    record ModelCallStarted(String runId, String tier, Endpoint endpoint, int number, boolean streamed)
            implements Opening {}

    /// @param failure why it failed, or `null`
    /// @param firstToken time to the first token, or `null` if none came
    record ModelCallEnded(
            String runId, Endpoint endpoint, Failure failure, Usage usage, Duration firstToken, String responseModel)
            implements Closing {}

    /// Texts are put into vectors, so that they can be compared by meaning.
    ///
    /// @param texts how many
    /// @param number counts the calls of one comparison, from 1
    record EmbeddingStarted(String runId, Endpoint endpoint, int texts, int number) implements Opening {}

    /// @param failure why it failed, or `null`
    /// @param dimensions numbers in each vector, or 0 if none came
    record EmbeddingEnded(
            String runId, Endpoint endpoint, Failure failure, Usage usage, int dimensions, String responseModel)
            implements Closing {}

    record ToolStarted(String runId, String tool, String callId, String effectClass) implements Opening {}

    record ToolEnded(String runId, String tool, ToolResult.Status status, ToolResult.Source source)
            implements Closing {}

    /// A shadow of a run begins: another way of answering, of which nobody hears and which changes nothing. Whatever is
    /// opened below it is part of it.
    ///
    /// @param runId id of the shadow
    /// @param experiment its name in configuration
    record ShadowStarted(String runId, String experiment, String policy, String variant) implements Opening {}

    /// @param outcome of a small set
    /// @param usage everything the shadow used
    record ShadowEnded(String runId, String outcome, Usage usage) implements Closing {}

    /// A tier fell and the chain goes on.
    ///
    /// @param next id of the tier that is tried next, or `null` if there is none
    record TierFell(String runId, String tier, Failure failure, String next) implements BelayEvent {}

    /// A tier answered.
    record TierHeld(String runId, String tier, boolean degraded) implements BelayEvent {}

    /// One of the branches that a run parted into came to this.
    ///
    /// @param branch counts the branches of the run, from 1
    /// @param why for people
    record Branched(String runId, int branch, String tier, BranchStage stage, String why) implements BelayEvent {}

    enum BranchStage {
        STARTED,
        /// The run goes on in it for good, because it acts.
        CLAIMED,
        /// The run goes on in it, because of what it came to.
        WON,
        FELL,
        CANCELLED,
        /// It stopped without falling, and what stopped it may stop the run.
        STOPPED;

        /// Whether the run goes on in the branch.
        public boolean taken() {
            return this == CLAIMED || this == WON;
        }
    }

    /// What was open about a run was chosen, or would have been.
    record Chosen(String runId, Choice choice) implements BelayEvent {}

    /// @param by what chose: `smart`, `learning` or `experiment`
    /// @param order ids of the tiers in the order that was chosen; empty if the order was not what was open
    /// @param applied whether the run goes by it; otherwise it is a suggestion
    /// @param variant of an experiment, as `name/candidate`, or `null`
    /// @param reason what it rests on, for people
    record Choice(String by, List<String> order, boolean applied, String variant, String reason) {
        public Choice {
            order = List.copyOf(order);
        }
    }

    /// A vote was counted.
    ///
    /// @param asks whether a person has to decide
    record Voted(String runId, Ballot ballot, boolean asks) implements BelayEvent {}

    /// The database refused something that this process wanted to write about a run that another works on now.
    record WriteRefused(String runId) implements BelayEvent {}

    /// A model that failed was not asked again, because it has had too many retries from all runs lately.
    ///
    /// @param model id of the model in configuration
    record RetryRefused(String runId, String model) implements BelayEvent {}

    /// So much of a budget is used up for the first time.
    ///
    /// @param scope whose budget, such as `request` or `caller`
    /// @param measure such as `usd` or `tokens`
    /// @param percent 80 or 100
    /// @param account key of the budget; holds ids of callers and names of sessions, so it is no label
    record BudgetReached(String runId, String scope, String measure, int percent, String account)
            implements BelayEvent {}

    /// The cache of tool results was asked.
    ///
    /// @param tier that made the call, or `null` if none did
    record CacheAsked(String runId, String tier, String tool, CacheAnswer answer) implements BelayEvent {}

    enum CacheAnswer {
        HIT,
        MISS,
        /// An older result stood in for a tool that failed.
        STALE
    }

    /// A model is called.
    ///
    /// @param id the model's id in configuration
    /// @param name the name the provider knows it by
    /// @param provider e.g. `openai`, low cardinality
    record Endpoint(String id, String name, String provider, String host, int port) {}
}
