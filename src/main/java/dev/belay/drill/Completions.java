package dev.belay.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.call.Ask;
import dev.belay.drill.fault.Faults;
import dev.belay.drill.fault.Stage;
import dev.belay.drill.log.Attempt;
import dev.belay.drill.script.Conversation;
import dev.belay.drill.script.Reply;
import dev.belay.drill.script.Script;
import dev.belay.drill.wire.Errors;
import dev.belay.drill.wire.Rendering;
import dev.belay.drill.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Answers chat completions: casts the good reply, casts the faults, and lets them play.
final class Completions {
    private final Repertoire repertoire;
    private final StandInOptions options;
    private final Draw draw;
    private final Tally tally = new Tally();

    Completions(Repertoire repertoire, StandInOptions options) {
        this.repertoire = repertoire;
        this.options = options;
        this.draw = new Draw(options.seed());
    }

    /// One request.
    ///
    /// @param scope in which it is counted
    /// @param named a conversation named by the header, or empty
    record Order(String scope, JsonNode body, Conversation conversation, String named) {
        String model() {
            return body.path("model").asText();
        }

        /// The same for every attempt at this step under this model name.
        String step() {
            return model() + "\n" + conversation.position();
        }
    }

    /// What is played for one request.
    ///
    /// @param faults that are shown this time
    /// @param count of the attempt at this step
    private record Cast(Reply.Found found, Faults faults, int count, Tempo tempo) {
        String title() {
            return (faults.all().isEmpty() ? "" : faults.id() + " on ") + found.where();
        }

        Reply reply() {
            Reply reply = found.reply();
            boolean hurried = reply.pace().delay().isZero() && tempo.tokensPerSecond() > 0;
            return hurried ? reply.with(new Reply.Pace(reply.pace().characters(), tempo.gap())) : reply;
        }
    }

    void reset() {
        tally.clear();
    }

    void reset(String scope) {
        tally.clear(scope);
    }

    /// Counts one more call of a tool.
    int called(String scope, String tool) {
        return tally.next(scope, "tool " + tool);
    }

    /// @throws IOException if the client left
    void play(Order order, Attempt attempt, Wire wire) throws IOException {
        Role role = Role.of(order.model()).orElse(Role.PLAIN);
        if (role == Role.PLAIN && order.model().startsWith(Role.PREFIX)) {
            refuse(wire, 404, "model_not_found", "not a name the stand-in understands: " + order.model());
            return;
        }
        Script.Mishap mishap = mishap(order, role);
        int count = tally.next(order.scope(), "attempt " + order.step());
        Faults faults;
        try {
            faults = Faults.named(mishap.fault(), bound -> draw.below(bound, chance("fault", order, count)));
        } catch (IllegalArgumentException e) {
            refuse(wire, 404, "model_not_found", e.getMessage());
            return;
        }
        Ask ask = Ask.of(order.body(), order.conversation());
        Optional<Reply.Found> found = found(order, role, faults, ask);
        if (found.isEmpty()) {
            refuse(wire, 400, "no_such_turn", "no conversation of the stand-in goes on from these messages");
            return;
        }
        boolean due = !faults.all().isEmpty() && due(order, role, mishap, count);
        Tempo tempo = options.tempo().with(role.tempo());
        play(order, new Cast(found.get(), due ? faults : Faults.NONE, count, tempo), ask, attempt, wire);
    }

    private void play(Order order, Cast cast, Ask ask, Attempt attempt, Wire wire) throws IOException {
        Rendering rendering = rendering(order);
        attempt.plays(cast.title(), cast.count(), rendering.id());
        Duration latency =
                draw.between(cast.tempo().least(), cast.tempo().most(), chance("latency", order, cast.count()));
        if (!latency.isZero()) {
            options.pause().await(latency, wire.client());
        }
        Stage.Cue cue = cue(order, cast.count(), ask);
        cast.faults().play(new Stage.Setting(cue, rendering, wire, options.pause(), attempt), cast.reply());
    }

    private Optional<Reply.Found> found(Order order, Role role, Faults faults, Ask ask) {
        String play = role.play().equals("ok") && faults.needsCall() ? "call" : role.play();
        String named = order.named().isEmpty() ? role.conversation() : order.named();
        return repertoire.reply(order.model(), play, named, ask);
    }

    /// What goes wrong for this request: what its model name says, else what a script says about the model.
    private Script.Mishap mishap(Order order, Role role) {
        if (!role.mishap().fault().isEmpty()) {
            return role.mishap();
        }
        return repertoire
                .claiming(order.model())
                .map(script -> script.models().get(order.model()))
                .orElse(Script.Mishap.NONE);
    }

    private boolean due(Order order, Role role, Script.Mishap mishap, int count) {
        Conversation conversation = order.conversation();
        if (conversation.results() < mishap.afterResults()
                || draw.below(100, chance("share", order, count)) >= role.percent()) {
            return false;
        }
        return mishap.times() == Integer.MAX_VALUE
                || tally.take(order.scope(), "fault " + order.model() + "\n" + conversation.opening(), mishap.times());
    }

    private Stage.Cue cue(Order order, int count, Ask ask) {
        long first = tally.first(
                order.scope(), "first " + order.model(), options.time().nanos());
        Duration since = options.time().since(first);
        return new Stage.Cue(count, since, options.time().now(), options.tempo().scale(), ask);
    }

    private Rendering rendering(Order order) {
        JsonNode body = order.body();
        String scope = order.scope().isEmpty() ? "" : order.scope() + "-";
        return new Rendering(
                "chatcmpl-standin-" + scope + tally.next(order.scope(), "response"),
                order.model(),
                options.time().now().getEpochSecond(),
                body.path("stream").asBoolean(),
                body.path("stream_options").path("include_usage").asBoolean());
    }

    private static String chance(String of, Order order, int count) {
        return of + "\n" + order.scope() + "\n" + count + "\n" + order.step();
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
