package dev.belay.drill.score.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.log.Seen;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.play.Play;
import dev.belay.drill.score.play.Terms;
import dev.belay.drill.score.play.Trial;
import dev.belay.platform.Json;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Sends a model off to use a tool, and counts from outside what the tool was asked.
///
/// @param more what this fault is about
record Errand(Expected expected, Consumer<Evidence> more) implements Play {
    private static final String ARGUMENTS = "{\"text\":\"Grüße: it's 5 o'clock\",\"count\":5,\"urgent\":true}";
    private static final String QUESTION_END = ", then report.";
    private static final Duration BOUND = Duration.ofSeconds(40);
    private static final String TOOLS = "tools/";

    /// What has to come of it.
    enum Expected {
        /// The tool is called once as it was meant, and the answer is whole.
        ONCE,
        /// The answer is whole, whatever the tool said; nothing but the tool is called.
        ANSWER,
        /// The model's own words, and no call.
        PROSE,
        /// An answer, or an end that says why; the tool is called once at most.
        END
    }

    @Override
    public void play(Trial trial) {
        Terms.Tool tool = trial.exercise().terms().tools().getFirst();
        String text = "Use " + tool.nameIn(trial.scope()) + " with " + ARGUMENTS + QUESTION_END;
        Heard heard = trial.ask(trial.question().saying(text));
        boolean whole = heard.success() && (expected == Expected.PROSE ? prose(heard) : Asking.wholeAnswer(heard));
        if (expected == Expected.END && !whole) {
            trial.caller().refused(heard, BOUND, List.of());
            String state = heard.said().told().belay().path("state").asText("");
            trial.points().answer("named-end", !state.isEmpty(), state.isEmpty() ? heard.summary() : state);
        } else {
            trial.caller().answered(heard, _ -> whole, BOUND);
        }
        List<Seen> seen = trial.settled();
        effects(trial, tool, seen.stream().filter(Errand::isTool).toList());
        more.accept(new Evidence(trial, heard, seen, trial.primary(seen), whole));
    }

    private void effects(Trial trial, Terms.Tool tool, List<Seen> calls) {
        long strangers = calls.stream()
                .filter(call -> !call.model().equals(TOOLS + tool.pageIn(trial.scope())))
                .count();
        trial.points().conduct("no-other-effect", strangers == 0, strangers + " calls of other tools");
        long wrong = calls.stream()
                .filter(call ->
                        !Json.tree(ARGUMENTS).equals(Json.tree(call.asked().body())))
                .count();
        trial.points().conduct("nothing-guessed", wrong == 0, wrong + " calls with other arguments");
        int most = tool.acts() ? 1 : 3 * trial.ways();
        trial.points().conduct("effects", calls.size() <= most, calls.size() + " calls of the tool, at most " + most);
        if (expected == Expected.ONCE) {
            trial.points().answer("acted", calls.size() == 1, calls.size() + " calls of the tool");
        }
        if (expected == Expected.PROSE) {
            trial.points().conduct("no-call", calls.isEmpty(), calls.size() + " calls of the tool");
        }
    }

    private static boolean prose(Heard heard) {
        return heard.said().text().contains("I could call")
                || heard.said().text().contains("Nothing was called");
    }

    static boolean isTool(Seen seen) {
        return seen.model().startsWith(TOOLS);
    }

    /// What the model was told last in each request but for the question itself.
    static List<String> told(Evidence evidence) {
        return evidence.seen().stream()
                .filter(seen -> !isTool(seen) && seen.asked().body() != null)
                .map(seen -> lastMessage(seen.asked().body()))
                .filter(text -> !text.contains(QUESTION_END))
                .toList();
    }

    private static String lastMessage(String body) {
        JsonNode messages = Json.tree(body).path("messages");
        JsonNode content = messages.path(messages.size() - 1).path("content");
        return content.isTextual() ? content.asText() : content.toString();
    }
}
