package dev.belay.tier.code;

import dev.belay.exchange.message.ToolResult;
import dev.belay.platform.Json;
import dev.belay.sandbox.Outcome;
import dev.belay.sandbox.Sandbox;
import dev.belay.sandbox.Sandboxes;
import dev.belay.tier.agent.AgentSession;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;

/// Runs the programs of one attempt, one after another, in a sandbox that keeps their variables.
///
/// Where another attempt or process began, what it ran is run again: each call that the journal has a result for gets
/// that result, in order, and nothing is made twice. Should a program then ask for something else, its variables cannot
/// be had again, and it is broken off before it does anything.
final class Interpreter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Interpreter.class);

    private final AgentSession session;
    private final Sandboxes sandboxes;
    private final List<Sandbox.Function> functions;
    private Sandbox sandbox;

    Interpreter(AgentSession session, Sandboxes sandboxes, List<Sandbox.Function> functions) {
        this.session = session;
        this.sandboxes = sandboxes;
        this.functions = functions;
    }

    /// Runs the session's program to its end.
    ///
    /// @throws dev.belay.exchange.ControlFlow if one of its calls stops the run
    /// @throws dev.belay.sandbox.SandboxBusy if there is no sandbox for it
    Outcome run() {
        List<PastProgram> programs = PastProgram.of(session.entries());
        PastProgram last = programs.getLast();
        boolean whole = sandbox != null || again(programs.subList(0, programs.size() - 1));
        try {
            Outcome outcome = play(last, true);
            if (outcome.lost()) {
                close();
            }
            return whole ? outcome : forgetful(outcome);
        } catch (Parted _) {
            close();
            return new Outcome("", null, "it could not be carried on after an interruption", true);
        }
    }

    /// Brings back what earlier programs declared.
    ///
    /// @return whether everything is as it was
    private boolean again(List<PastProgram> earlier) {
        sandbox = open();
        try {
            for (PastProgram program : earlier) {
                if (program.end() != null && program.end().lost()) {
                    close();
                    sandbox = open();
                } else if (program.end() != null && play(program, false).lost()) {
                    throw new Parted();
                }
            }
            return true;
        } catch (Parted _) {
            LOG.debugf("run %s: what its programs declared could not be had again", session.runId());
            close();
            sandbox = open();
            return false;
        }
    }

    private Sandbox open() {
        return sandboxes.open(functions, session.runId().hashCode());
    }

    /// @param live whether calls beyond those that have a result are made
    private Outcome play(PastProgram program, boolean live) {
        Deque<PastProgram.Made> made = new ArrayDeque<>(program.made());
        return sandbox.run(program.program().source(), program.at(), (function, arguments) -> {
            if (made.isEmpty() && !live) {
                throw new Parted();
            }
            return reply(
                    made.isEmpty() ? session.callFrom(function, arguments) : known(made.poll(), function, arguments));
        });
    }

    private static ToolResult known(PastProgram.Made made, String function, String arguments) {
        if (!made.call().name().equals(function) || !same(made.call().arguments(), arguments)) {
            throw new Parted();
        }
        return made.result();
    }

    private static boolean same(String one, String other) {
        try {
            return Json.tree(one).equals(Json.tree(other));
        } catch (UncheckedIOException _) {
            return one.equals(other);
        }
    }

    private static Sandbox.Reply reply(ToolResult result) {
        String content = Objects.requireNonNull(result.content(), "a result without content");
        return result.status() == ToolResult.Status.OK ? Sandbox.Reply.result(content) : Sandbox.Reply.error(content);
    }

    private static Outcome forgetful(Outcome outcome) {
        String note = "[what earlier programs declared is lost]\n";
        return new Outcome(note + outcome.output(), outcome.answer(), outcome.error(), outcome.lost());
    }

    @Override
    public void close() {
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
    }

    /// A program that is run again does not do what it did.
    private static final class Parted extends RuntimeException {
        Parted() {
            super("a program took another way than before", null, false, false);
        }
    }
}
