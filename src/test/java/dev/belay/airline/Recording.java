package dev.belay.airline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/// One recorded conversation and what its calls must come to.
///
/// @param userTurns what the customer says and is answered, in order
/// @param calls every executed call with its expected result
/// @param turnsOfCalls of each call, in which turn of the customer it is made, from 1
/// @param endState what differs from the initial data in the end, by table and id
public record Recording(
        int task,
        int trial,
        String system,
        List<String> userTurns,
        List<Call> calls,
        List<Integer> turnsOfCalls,
        JsonNode endState) {

    /// @param arguments canonical JSON text
    public record Call(String tool, String arguments, String result) {}

    public static Path folder() {
        return Path.of(System.getProperty("belay.fixtures", "../shared/fixtures"), "tau-bench-airline");
    }

    static boolean available() {
        return Files.isDirectory(folder());
    }

    /// Skips the test, saying why, where the recordings are not there.
    public static void orSkip() {
        Assumptions.assumeTrue(available(), "skipped: no recorded conversations at " + folder().toAbsolutePath());
    }

    /// All recordings with at least `least` calls.
    public static List<Recording> withCalls(int least) {
        try {
            List<String> expected = Files.readAllLines(folder().resolve("expected.jsonl"));
            List<String> trajectories = Files.readAllLines(folder().resolve("trajectories.jsonl"));
            List<Recording> recordings = new ArrayList<>();
            for (int line = 0; line < trajectories.size(); line++) {
                Recording recording = of(Json.tree(trajectories.get(line)), Json.tree(expected.get(line)));
                if (recording.calls().size() >= least) {
                    recordings.add(recording);
                }
            }
            return recordings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return task + "." + trial;
    }

    private static Recording of(JsonNode trajectory, JsonNode expected) {
        List<String> turns = new ArrayList<>();
        List<Integer> turnsOfCalls = new ArrayList<>();
        int answered = 0;
        for (JsonNode message : trajectory.get("messages")) {
            if (message.get("role").asText().equals("user")
                    && !message.get("content").asText().contains("###STOP###")) {
                turns.add(message.get("content").asText());
            }
            if (message.get("role").asText().equals("assistant")) {
                answered = turns.size();
            }
            if (message.path("tool_calls").size() > 0) {
                turnsOfCalls.add(turns.size());
            }
        }
        List<Call> calls = StreamSupport.stream(expected.get("calls").spliterator(), false)
                .map(call -> new Call(
                        call.get("tool").asText(),
                        canonical(call.get("arguments").asText()),
                        call.get("result").asText()))
                .toList();
        String system = trajectory.get("messages").get(0).get("content").asText();
        return new Recording(
                expected.get("task_id").asInt(),
                expected.get("trial").asInt(),
                system,
                List.copyOf(turns.subList(0, answered)),
                calls,
                List.copyOf(turnsOfCalls),
                expected.get("end_state_changes"));
    }

    static String canonical(String arguments) {
        return Json.write(Json.read(arguments, java.util.TreeMap.class));
    }
}
