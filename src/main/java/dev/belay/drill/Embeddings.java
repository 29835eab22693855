package dev.belay.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.call.Ask;
import dev.belay.drill.embed.Spoilt;
import dev.belay.drill.embed.Vectors;
import dev.belay.drill.fault.Fault;
import dev.belay.drill.fault.Faults;
import dev.belay.drill.fault.Stage;
import dev.belay.drill.log.Attempt;
import dev.belay.drill.script.Conversation;
import dev.belay.drill.script.Reply;
import dev.belay.drill.script.Tokens;
import dev.belay.drill.wire.Errors;
import dev.belay.drill.wire.Frame;
import dev.belay.drill.wire.Rendering;
import dev.belay.drill.wire.Wire;
import dev.belay.exchange.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Answers embeddings, with the faults of the wire that concern a whole response and those of [Spoilt]:
/// `standin-w04`, `standin-e03`, `standin-ok@l2000`.
final class Embeddings {
    private static final int DIMENSIONS = 256;
    private static final int MOST_DIMENSIONS = 4_096;
    private static final int MOST_TEXTS = 2_048;

    private final StandInOptions options;
    private final Draw draw;
    private final Tally tally = new Tally();

    Embeddings(StandInOptions options) {
        this.options = options;
        this.draw = new Draw(options.seed());
    }

    /// One request.
    ///
    /// @param scope in which it is counted
    record Order(String scope, JsonNode body) {
        String model() {
            return body.path("model").asText();
        }

        /// Empty if there is no text, or anything else.
        List<String> texts() {
            JsonNode input = body.path("input");
            List<String> texts = new ArrayList<>();
            boolean sound = true;
            for (JsonNode text : input.isArray() ? input : List.of(input)) {
                sound &= text.isTextual() && !text.textValue().isEmpty();
                texts.add(text.asText());
            }
            return sound && texts.size() <= MOST_TEXTS ? texts : List.of();
        }

        int dimensions() {
            return body.path("dimensions").asInt(DIMENSIONS);
        }
    }

    void reset() {
        tally.clear();
    }

    void reset(String scope) {
        tally.clear(scope);
    }

    /// @throws IOException if the client left
    void play(Order order, Attempt attempt, Wire wire) throws IOException {
        List<String> texts = order.texts();
        if (texts.isEmpty() || order.dimensions() < 1 || order.dimensions() > MOST_DIMENSIONS) {
            refuse(wire, 400, "invalid_request", "input has to be a text, or a list of texts");
            return;
        }
        Optional<Role> role = Role.of(order.model());
        if (role.isEmpty() && order.model().startsWith(Role.PREFIX)) {
            refuse(wire, 404, "model_not_found", "not a name the stand-in understands: " + order.model());
            return;
        }
        int count = tally.next(order.scope(), "attempt " + order.model() + "\n" + texts);
        try {
            play(order, role.orElse(Role.PLAIN), count, attempt, wire);
        } catch (IllegalArgumentException e) {
            refuse(wire, 404, "model_not_found", e.getMessage());
        }
    }

    private void play(Order order, Role role, int count, Attempt attempt, Wire wire) throws IOException {
        List<String> ids = new ArrayList<>(Arrays.asList(role.mishap().fault().split("\\+")));
        Spoilt spoilt = null;
        if (due(order, role, count)) {
            spoilt = ids.stream()
                    .flatMap(id -> Spoilt.find(id).stream())
                    .findFirst()
                    .orElse(null);
        }
        ids.removeIf(id -> Spoilt.find(id).isPresent());
        List<Fault> faults = due(order, role, count) ? whole(String.join("+", ids)) : List.of();
        int tokens = order.texts().stream().mapToInt(Tokens::count).sum();
        String body = new Vectors(order.model(), order.texts(), order.dimensions(), spoilt).body(tokens);
        Rendering rendering = rendering(order);
        attempt.plays("embeddings " + role.mishap().fault(), count, rendering.id());
        Tempo tempo = options.tempo().with(role.tempo());
        Duration latency = draw.between(tempo.least(), tempo.most(), chance("latency", order, count));
        if (!latency.isZero()) {
            options.pause().await(latency, wire.client());
        }
        Reply reply = Reply.of("");
        var billed = new Reply(reply.message(), null, reply.finish(), new Tokens(tokens, 0), reply.pace());
        var setting = new Stage.Setting(cue(order, count), rendering, wire, options.pause(), attempt);
        var frame = new Frame(body.getBytes(StandardCharsets.UTF_8), false);
        new Stage(setting, faults, billed).answer(List.of(frame));
    }

    /// @throws IllegalArgumentException if the catalogue does not hold one, or it is one of what a model says
    private static List<Fault> whole(String ids) {
        List<Fault> faults = Faults.named(ids).all();
        faults.stream()
                .filter(fault -> fault.phase() != Fault.Phase.DOOR && fault.phase() != Fault.Phase.WORDS)
                .findFirst()
                .ifPresent(fault -> {
                    throw new IllegalArgumentException("not a fault of embeddings: " + fault.title());
                });
        return faults;
    }

    private boolean due(Order order, Role role, int count) {
        return count <= role.mishap().times() && draw.below(100, chance("share", order, count)) < role.percent();
    }

    private Stage.Cue cue(Order order, int count) {
        List<Message> texts =
                List.copyOf(order.texts().stream().map(Message.User::new).toList());
        long first = tally.first(
                order.scope(), "first " + order.model(), options.time().nanos());
        return new Stage.Cue(
                count,
                options.time().since(first),
                options.time().now(),
                options.tempo().scale(),
                new Ask(new Conversation(texts, Set.of(), false), List.of(), 0));
    }

    private Rendering rendering(Order order) {
        String scope = order.scope().isEmpty() ? "" : order.scope() + "-";
        String id = "embd-standin-" + scope + tally.next(order.scope(), "response");
        return new Rendering(id, order.model(), options.time().now().getEpochSecond(), false, false);
    }

    private static String chance(String of, Order order, int count) {
        return of + "\n" + order.scope() + "\n" + count + "\n" + order.model();
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
