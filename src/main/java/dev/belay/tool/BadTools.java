package dev.belay.tool;

import java.util.List;
import java.util.stream.Collectors;

/// Tools are declared wrongly. Ends the start-up, and is what `config check` prints.
public final class BadTools extends RuntimeException {
    private final transient List<Problem> problems;

    public BadTools(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /// @param where the class or configuration property at fault
    public record Problem(String where, String what) {
        @Override
        public String toString() {
            return where + ": " + what;
        }
    }
}
