package dev.belay.tier.agent;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import dev.belay.journal.Journals;
import dev.belay.model.ModelDoor;
import dev.belay.platform.Workers;
import dev.belay.tier.Passage;
import dev.belay.tier.TierBroke;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierCounts;
import dev.belay.tier.TierFailed;
import dev.belay.tier.Tiers;
import dev.belay.tier.TiersConfig;
import dev.belay.tier.agent.reading.MessageReader;
import dev.belay.tier.agent.reading.NativeReader;
import dev.belay.tool.ToolDoor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;

/// Runs attempts of the tiers that ask models: the work on a thread of its own, which nobody interrupts, while
/// the caller's thread waits. Called from many threads at once.
@ApplicationScoped
public class AgentAttempts {
    private static final Logger LOG = Logger.getLogger(AgentAttempts.class);

    private final Doors doors;
    private final TiersConfig.Agent config;
    private final TierCounts counts;
    private final Workers workers;

    AgentAttempts(Doors doors, TiersConfig config, TierCounts counts, Workers workers) {
        this.doors = doors;
        this.config = config.agent();
        this.counts = counts;
        this.workers = workers;
    }

    /// One try of one tier. Returns or throws when the attempt has been ended in the passage, and its journal
    /// is closed to whatever its thread may still do.
    ///
    /// @param wait waits for the ongoing attempt by [Ongoing#await()], under the tier's timeout
    /// @throws TierBroke if the framework broke
    public Answer run(TierCall call, Agent agent, Function<Ongoing, Answer> wait) {
        TierCall.Limits limits = call.work().limits();
        limits.cancellation().check();
        if (limits.beforeReserve().passed()) {
            throw new TierFailed(new Failure.DeadlinePassed("no time is left for " + agent.tier()));
        }
        AttemptJournal journal = new AttemptJournal(
                doors.journals().of(call.work().id().runId(), call.work().id().branch()));
        Passage.Attempt attempt =
                call.work().passage().begin(agent.tier(), call.chain().index());
        Ongoing ongoing = start(call.work(), agent, journal, attempt.scope());
        Answer answer;
        try {
            answer = wait.apply(ongoing);
        } catch (ControlFlow flow) {
            throw stopped(call, attempt, agent, ongoing, flow);
        } catch (RuntimeException e) {
            throw fell(call, attempt, agent, ongoing, e);
        }
        return held(call, attempt, agent, ongoing, answer);
    }

    private Ongoing start(TierCall.Work work, Agent agent, AttemptJournal journal, Scopes.Scope scope) {
        Cancellation cancellation = work.limits().cancellation().child();
        var style = new Desk.Style(agent.tier(), agent.callsAsText());
        Desk desk = new Desk(work, style, doors, journal, cancellation, scope);
        Ongoing ongoing = new Ongoing(work.limits().beforeReserve(), cancellation, journal);
        workers.start(() -> ongoing.work(() -> work(agent, desk)));
        return ongoing;
    }

    private Answer work(Agent agent, Desk desk) {
        try (var _ = desk.enter()) {
            AgentSession session = session(agent, desk);
            session.resume();
            Throwable broke = null;
            if (!session.answered()) {
                broke = drive(agent, session);
            }
            if (session.stopped() != null) {
                throw session.stopped();
            }
            if (broke != null || session.answer() == null) {
                String how = broke == null
                        ? " ended without an answer"
                        : " broke: " + broke.getClass().getSimpleName();
                throw new TierBroke(agent.tier() + how, broke);
            }
            return session.answer();
        }
    }

    private static Throwable drive(Agent agent, AgentSession session) {
        try {
            agent.drive(session);
            return null;
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            return e;
        }
    }

    private AgentSession session(Agent agent, Desk desk) {
        int turns = Tiers.turns(agent.tier(), config);
        var limits = new Turns.Limits(turns, config.maxToolCalls(), config.maxSameCalls());
        return new AgentSession(desk, agent.reader(), new Turns(limits, desk.tools()));
    }

    private Answer held(TierCall call, Passage.Attempt attempt, Agent agent, Ongoing ongoing, Answer answer) {
        AttemptJournal.Spent spent = ongoing.giveUp(agent.tier(), "answered");
        count(call, agent, TierCounts.HELD);
        attempt.held(false, spent.all(), spent.toolCalls());
        return answer;
    }

    private ControlFlow stopped(
            TierCall call, Passage.Attempt attempt, Agent agent, Ongoing ongoing, ControlFlow flow) {
        AttemptJournal.Spent spent = ongoing.giveUp(agent.tier(), flow.getMessage());
        count(call, agent, flow instanceof ControlFlow.ClientToolCalls ? TierCounts.HELD : TierCounts.STOPPED);
        attempt.stopped(flow, spent.all(), spent.toolCalls());
        return flow;
    }

    private RuntimeException fell(
            TierCall call, Passage.Attempt attempt, Agent agent, Ongoing ongoing, RuntimeException thrown) {
        Failure failure = TierFailed.failureOf(thrown, agent.tier());
        AttemptJournal.Spent spent = ongoing.giveUp(agent.tier(), failure.detail());
        count(call, agent, failure.reason());
        attempt.failed(failure, spent.all(), spent.toolCalls());
        if (failure instanceof Failure.TierBroken) {
            // Only the kind and the place: a message of somebody else's exception may hold anything.
            LOG.warnf("%s broke in run %s: %s", agent.tier(), call.work().id().runId(), failure.detail());
            LOG.debug("what broke", thrown);
        }
        if (thrown instanceof TierBroke) {
            // It may be tried again on the same tier, which is a start like any other.
            call.work().passage().settle();
        }
        return thrown instanceof TimeoutException ? new TierFailed(failure, thrown) : thrown;
    }

    private void count(TierCall call, Agent agent, String outcome) {
        if (!call.work().passage().aside()) {
            counts.count(agent.tier(), outcome);
        }
    }

    /// A way of driving a session to its answer: one framework's loop.
    public interface Agent {
        /// For models that call tools natively.
        MessageReader NATIVE = new NativeReader();

        String tier();

        /// Asks the session for decisions and results until it is answered. What it throws of its own is a
        /// fault of the framework.
        void drive(AgentSession session) throws Exception;

        /// Whether calls are written as text, with no tools offered to the model natively.
        default boolean callsAsText() {
            return false;
        }

        default MessageReader reader() {
            return NATIVE;
        }
    }

    /// The only ways from a tier to the world, and the memory of what came of it.
    @ApplicationScoped
    static class Doors {
        private final ModelDoor models;
        private final ToolDoor tools;
        private final Journals journals;

        Doors(ModelDoor models, ToolDoor tools, Journals journals) {
            this.models = models;
            this.tools = tools;
            this.journals = journals;
        }

        ModelDoor models() {
            return models;
        }

        ToolDoor tools() {
            return tools;
        }

        Journals journals() {
            return journals;
        }
    }
}
