package dev.belay.drill.score.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.play.Play;
import dev.belay.drill.score.play.Trial;
import dev.belay.platform.Json;
import java.time.Duration;
import java.util.List;

/// A call of the caller's own tool that comes in torn pieces has to reach the caller in one.
record Assembling() implements Play {
    private static final String TOOLS = """
            [{"type":"function","function":{"name":"write_note","description":"Writes a note.","parameters":
            {"type":"object","properties":{"text":{"type":"string"},"urgent":{"type":"boolean"}},
            "required":["text"]}}}]""";
    private static final String TEXT = "Grüße aus Zürich – 東京 ✓ 🧗 ".repeat(12).strip();

    @Override
    public void play(Trial trial) {
        String arguments = Json.object().put("text", TEXT).put("urgent", true).toString();
        Heard heard = trial.ask(trial.question()
                .saying(trial.question().text() + " Use write_note with " + arguments)
                .offering(TOOLS));
        List<String> calls = heard.said().calls();
        boolean right = calls.size() == 1 && same(calls.getFirst(), arguments);
        trial.points().answer("assembled", right, right ? "" : heard.summary() + ", calls: " + told(calls));
        trial.points()
                .advisory(
                        "finish",
                        !right || heard.said().finish().equals("tool_calls"),
                        heard.said().finish());
        boolean untrue = heard.success() && !right;
        trial.points().conduct("no-false-success", !untrue, untrue ? "calls: " + told(calls) : "");
        trial.points()
                .conduct(
                        "well-formed",
                        heard.said().malformed().isEmpty(),
                        String.join("; ", heard.said().malformed()));
        trial.points()
                .advisory(
                        "exact-frames",
                        heard.said().inexact().isEmpty(),
                        String.join("; ", heard.said().inexact()));
        trial.caller().inTime(heard, Duration.ofSeconds(30));
        trial.provider(trial.primary(trial.settled())).atMost(6);
    }

    private static boolean same(String call, String arguments) {
        if (!call.startsWith("write_note(") || !call.endsWith(")")) {
            return false;
        }
        try {
            JsonNode told = Json.mapper().readTree(call.substring("write_note(".length(), call.length() - 1));
            return told.equals(Json.tree(arguments));
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    private static String told(List<String> calls) {
        String all = String.join(", ", calls);
        return all.length() > 200 ? all.substring(0, 200) + "…" : all;
    }
}
