package dev.belay.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.fault.Fault;
import dev.belay.drill.fault.FaultCatalogue;
import dev.belay.drill.fault.Stage;
import dev.belay.drill.script.Conversation;
import dev.belay.drill.script.Reply;
import dev.belay.drill.script.Script;
import dev.belay.drill.wire.Errors;
import dev.belay.drill.wire.Rendering;
import dev.belay.drill.wire.Wire;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Answers chat completions: casts the good reply, casts the fault, and lets the fault play.
final class Completions {
    private static final Pattern CATALOGUED = Pattern.compile("w\\d{2}.*");

    private final Repertoire repertoire;
    private final Time time;
    private final Pause pause;
    private final Tally tally = new Tally();

    Completions(Repertoire repertoire, Time time, Pause pause) {
        this.repertoire = repertoire;
        this.time = time;
        this.pause = pause;
    }

    /// One request.
    ///
    /// @param named a conversation named by the header, or empty
    record Order(long number, JsonNode body, Conversation conversation, String named) {
        String model() {
            return body.path("model").asText();
        }
    }

    void reset() {
        tally.clear();
    }

    /// @throws IOException if the client left
    void play(Order order, Attempt attempt, Wire wire) throws IOException {
        Role role = Role.of(order.model()).orElse(Role.PLAIN);
        if (role == Role.PLAIN && order.model().startsWith(Role.PREFIX)) {
            refuse(wire, 404, "model_not_found", "not a name the stand-in understands: " + order.model());
            return;
        }
        Script.Mishap mishap = mishap(order, role);
        Optional<Fault> fault = Optional.ofNullable(mishap.fault()).flatMap(FaultCatalogue::find);
        if (mishap.fault() != null && fault.isEmpty()) {
            refuse(wire, 404, "model_not_found", "the catalogue holds no fault " + mishap.fault());
            return;
        }
        String named = order.named().isEmpty() ? role.conversation() : order.named();
        Optional<Reply.Found> found = repertoire.reply(order.model(), role.play(), named, order.conversation());
        if (found.isEmpty()) {
            refuse(wire, 400, "no_such_turn", "no conversation of the stand-in goes on from these messages");
            return;
        }
        boolean due = fault.isPresent() && due(order, mishap);
        int count = tally.next(
                "attempt " + order.model() + "\n" + order.conversation().position());
        attempt.plays((due ? mishap.fault() + " on " : "") + found.get().where(), count);
        Stage stage = stage(order, found.get().reply(), count, attempt, wire);
        if (due) {
            fault.get().play(stage);
        } else {
            stage.answer();
        }
    }

    private Stage stage(Order order, Reply reply, int count, Attempt attempt, Wire wire) {
        return new Stage(
                cue(order, count),
                reply.toldTo(order.conversation()),
                rendering(order),
                wire,
                pause,
                attempt::completed);
    }

    /// What goes wrong for this request: what its model name says, else what a script says about the model.
    private Script.Mishap mishap(Order order, Role role) {
        if (FaultCatalogue.find(role.play()).isPresent()
                || CATALOGUED.matcher(role.play()).matches()) {
            return new Script.Mishap(role.play(), role.afterResults(), role.times());
        }
        return repertoire
                .claiming(order.model())
                .map(script -> script.models().get(order.model()))
                .orElse(Script.Mishap.NONE);
    }

    private boolean due(Order order, Script.Mishap mishap) {
        Conversation conversation = order.conversation();
        if (conversation.results() < mishap.afterResults()) {
            return false;
        }
        return mishap.times() == Integer.MAX_VALUE
                || tally.take("fault " + order.model() + "\n" + conversation.opening(), mishap.times());
    }

    private Stage.Cue cue(Order order, int count) {
        long first = tally.first("first " + order.model(), time.nanos());
        Duration since = time.since(first);
        return new Stage.Cue(count, since, time.now(), order.conversation().turns());
    }

    private Rendering rendering(Order order) {
        JsonNode body = order.body();
        return new Rendering(
                "chatcmpl-standin-" + order.number(),
                order.model(),
                time.now().getEpochSecond(),
                body.path("stream").asBoolean(),
                body.path("stream_options").path("include_usage").asBoolean());
    }

    private static void refuse(Wire wire, int status, String code, String message) throws IOException {
        wire.respond(
                status,
                Map.of("Content-Type", "application/json"),
                Errors.envelope("invalid_request_error", code, message)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }
}
