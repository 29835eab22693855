package dev.belay.sandbox;

import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Sandboxes for tests: small limits, two functions, and a record of the calls.
final class Play implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Sandbox.Function> FUNCTIONS = List.of(
            new Sandbox.Function("get_weather", "get_weather", List.of("city", "days")),
            new Sandbox.Function("book-table", "book_table", List.of("at")));

    final List<String> calls = new ArrayList<>();
    final Workers workers = new Workers();
    final Sandboxes sandboxes;
    final Sandbox sandbox;
    Sandbox.Host host = (function, arguments) -> {
        calls.add(function + arguments);
        return Sandbox.Reply.result("{\"sky\":\"clear\",\"degrees\":21}");
    };

    Play() {
        this(new Limits());
    }

    Play(SandboxConfig limits) {
        sandboxes = new Sandboxes(limits, workers, Time.SYSTEM);
        sandbox = sandboxes.open(FUNCTIONS, 7);
    }

    Outcome run(String program) {
        return sandbox.run(program, NOW, (function, arguments) -> host.call(function, arguments));
    }

    String printed(String program) {
        Outcome outcome = run(program);
        return outcome.error() == null ? outcome.output().strip() : outcome.error();
    }

    @Override
    public void close() {
        sandbox.close();
        workers.close();
    }

    /// Three seconds, 16 MiB, one sandbox.
    static class Limits implements SandboxConfig {
        @Override
        public boolean tool() {
            return false;
        }

        @Override
        public int memory() {
            return 16;
        }

        @Override
        public Duration time() {
            return Duration.ofSeconds(3);
        }

        @Override
        public int output() {
            return 1_000;
        }

        @Override
        public int calls() {
            return 5;
        }

        @Override
        public int source() {
            return 10_000;
        }

        @Override
        public int open() {
            return 1;
        }

        @Override
        public Duration patience() {
            return Duration.ZERO;
        }

        @Override
        public int running() {
            return 1;
        }
    }
}
