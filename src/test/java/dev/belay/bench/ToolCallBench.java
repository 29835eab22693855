package dev.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.toolcall.Fuzzed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What reading calls out of texts takes: of usual ones, and of long ones that are made to take long.
class ToolCallBench {
    private static final int LENGTH = Integer.getInteger("belay.bench.hostile", 10_000_000);
    private static final int ROUNDS = 200;
    private static final List<String> PIECES = List.of(
            "[",
            "{",
            "(",
            "<",
            "\"",
            "'",
            "`",
            "\\",
            " ",
            "\n",
            "get_weather(",
            "get_weather(city=",
            "get_weather(city='",
            "{\"a\":",
            "[{",
            "}{",
            "[[\"",
            "['",
            "<tool_call>",
            "<invoke>",
            "<get_weather city=",
            "<think>",
            "&lt;",
            "```json\n",
            "get_weather(city=<",
            "get_weather{",
            "get_weather [{",
            "{\"get_weather\": {\"city\": \"a\"}} ",
            "get_weather:\n",
            "{\"name\":\"get_weather\",\"arguments\":");

    private final List<String> report = new ArrayList<>();

    @AfterEach
    void tell() throws Exception {
        String text = String.join("\n", report) + "\n";
        Files.writeString(Path.of("target/toolcall.md"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println(text);
    }

    @Test
    void textsPerSecond() {
        List<String> texts = Fuzzed.seeds();
        int calls = 0;
        for (int round = 0; round < ROUNDS; round++) {
            calls += texts.stream().mapToInt(Fuzzed::calls).sum();
        }
        long begin = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            calls += texts.stream().mapToInt(Fuzzed::calls).sum();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.add("%,.0f texts a second".formatted(ROUNDS * texts.size() / seconds));
        assertThat(calls).isPositive();
    }

    @Test
    void longTexts() {
        PIECES.forEach(piece -> Fuzzed.calls(piece.repeat(20_000 / piece.length())));
        report.add("| %,d characters of | ms |\n|---|--:|".formatted(LENGTH));
        for (String piece : PIECES) {
            String text = piece.repeat(LENGTH / piece.length());
            long begin = System.nanoTime();
            int calls = Fuzzed.calls(text);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(calls).isLessThanOrEqualTo(128);
            report.add("| `%s` | %d |".formatted(piece.replace("\n", "⏎"), took.toMillis()));
        }
    }
}
