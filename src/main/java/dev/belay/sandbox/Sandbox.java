package dev.belay.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One interpreter with its variables. Programs are run one after another and see what earlier ones declared. A program
/// is a function of its source, the instant it is given and what its calls return: run again with the same, it does the
/// same. Used by one thread at a time.
public final class Sandbox implements AutoCloseable {
    private final Setting setting;
    private final Stage stage;
    private final Runnable onClose;
    private Guest guest;
    private boolean lost;

    Sandbox(Setting setting, Stage stage, Runnable onClose) {
        this.setting = setting;
        this.stage = stage;
        this.onClose = onClose;
    }

    /// Runs a program to its end, which may be its limit. The calling thread makes its calls.
    ///
    /// @param now what the program takes for the time; it stands still
    /// @param host whatever it throws ends the program and comes out of here; the sandbox is then lost
    /// @throws IllegalStateException if the sandbox is lost
    public Outcome run(String source, Instant now, Host host) {
        if (lost) {
            throw new IllegalStateException("the sandbox is lost");
        }
        if (source.length() > setting.limits().source()) {
            return Outcome.refused(
                    "the program is longer than " + setting.limits().source() + " characters");
        }
        Course course = new Course(setting, source, now);
        lost = true;
        Course.End end = stage.play(course, host, () -> perform(course));
        Outcome outcome = course.outcome(end);
        lost = outcome.lost();
        return outcome;
    }

    private void perform(Course course) {
        if (guest == null) {
            guest = new Guest(setting.limits().memory());
        }
        guest.run(course::ask);
    }

    @Override
    public void close() {
        lost = true;
        guest = null;
        onClose.run();
    }

    /// Makes the calls of a program, on the thread that runs it.
    @FunctionalInterface
    public interface Host {

        /// @param arguments a JSON object as text; whatever the program made of it
        Reply call(String function, String arguments);
    }

    /// @param text what the call returns: JSON, or else text; with an error what the program is told
    public record Reply(String text, boolean failed) {
        public static Reply result(String text) {
            return new Reply(text, false);
        }

        public static Reply error(String text) {
            return new Reply(text, true);
        }
    }

    /// Something that programs may call.
    ///
    /// @param name what the host knows it by
    /// @param alias what programs call it, an identifier
    /// @param parameters names, in the order in which they may be given without them
    public record Function(String name, String alias, List<String> parameters) {}

    /// @param memory in MiB
    record Limits(int memory, Duration time, int output, int calls, int source) {}

    record Setting(List<Function> functions, long seed, Limits limits) {}
}
