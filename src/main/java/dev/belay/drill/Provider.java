package dev.belay.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.fault.FaultCatalogue;
import dev.belay.drill.log.Attempt;
import dev.belay.drill.log.AttemptLog;
import dev.belay.drill.log.Seen;
import dev.belay.drill.log.SeenPages;
import dev.belay.drill.script.Conversation;
import dev.belay.drill.script.ConversationReader;
import dev.belay.drill.wire.Errors;
import dev.belay.drill.wire.HttpRequest;
import dev.belay.drill.wire.Scope;
import dev.belay.drill.wire.Wire;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The pages of the stand-in: OpenAI's three, and its own under `/__`.
final class Provider {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Wire.Listener UNHEARD = new Wire.Listener() {};
    private static final String TOOLS = "/tools/";

    private final Repertoire repertoire;
    private final Completions completions;
    private final Embeddings embeddings;
    private final AttemptLog log;
    private final boolean keepBodies;

    Provider(
            Repertoire repertoire, Completions completions, Embeddings embeddings, AttemptLog log, boolean keepBodies) {
        this.repertoire = repertoire;
        this.completions = completions;
        this.embeddings = embeddings;
        this.log = log;
        this.keepBodies = keepBodies;
    }

    void reset() {
        log.clear();
        completions.reset();
        embeddings.reset();
    }

    void reset(String scope) {
        log.clear(scope);
        completions.reset(scope);
        embeddings.reset(scope);
    }

    /// @return true if the connection can carry another request
    boolean answer(HttpRequest request, String connection, Socket socket, Cancellation client) throws IOException {
        Wiring wiring = listener -> new Wire(socket, request.keepAlive(), listener, client);
        Optional<Scope> named = Scope.of(request);
        if (named.isEmpty()) {
            Wire wire = wiring.to(UNHEARD);
            error(wire, 400, "invalid_scope", "not the name of a scope");
            return wire.reusable();
        }
        Scope scope = named.get();
        if (request.method().equals("POST") && scope.path().endsWith("/chat/completions")) {
            return complete(request, scope, connection, wiring);
        }
        if (request.method().equals("POST") && scope.path().endsWith("/embeddings")) {
            return embed(request, scope, connection, wiring);
        }
        if (scope.path().startsWith(TOOLS)) {
            return call(request, scope, connection, wiring);
        }
        Wire wire = wiring.to(UNHEARD);
        page(wire, request.method(), scope);
        return wire.reusable();
    }

    private void page(Wire wire, String method, Scope scope) throws IOException {
        switch (method + " " + scope.path()) {
            case "GET /v1/models" -> page(wire, models());
            case "GET /__faults" -> page(wire, faults());
            case "GET /__log" -> page(wire, SeenPages.log(seen(scope)));
            case "GET /__ledger" -> page(wire, SeenPages.ledger(seen(scope)));
            case "DELETE /__log" -> {
                if (scope.named()) {
                    reset(scope.name());
                } else {
                    reset();
                }
                wire.respond(204, Map.of(), new byte[0]);
            }
            default -> error(wire, 404, "not_found", "no such page: " + method + " " + scope.path());
        }
    }

    /// Of the scope, or of all if none is named.
    private List<Seen> seen(Scope scope) {
        return scope.named() ? log.seen(scope.name()) : log.seen();
    }

    /// Tells a client that its request made no sense.
    void malformed(Socket socket, HttpRequest.Malformed problem) throws IOException {
        Wire wire = new Wire(socket, false, UNHEARD, new Cancellation());
        error(wire, problem.status(), null, problem.getMessage());
    }

    /// The wire of one request.
    @FunctionalInterface
    private interface Wiring {
        Wire to(Wire.Listener listener) throws IOException;
    }

    /// What answers it.
    @FunctionalInterface
    private interface Playing {
        void on(Wire wire) throws IOException;
    }

    private boolean complete(HttpRequest request, Scope scope, String connection, Wiring wiring) throws IOException {
        JsonNode body = body(request);
        Conversation conversation = ConversationReader.read(body);
        Completions.Order order =
                new Completions.Order(scope.name(), body, conversation, request.header("x-standin-conversation"));
        Attempt attempt = log.begin(connection, SeenPages.asked(request, scope, body, conversation, keepBodies));
        return play(attempt, wiring.to(attempt), wire -> {
            if (conversation.turns().isEmpty() || order.model().isEmpty()) {
                error(wire, 400, "invalid_request", "model and messages are required");
            } else {
                completions.play(order, attempt, wire);
            }
        });
    }

    private boolean embed(HttpRequest request, Scope scope, String connection, Wiring wiring) throws IOException {
        JsonNode body = body(request);
        Conversation nothing = new Conversation(List.of(), Set.of(), false);
        Attempt attempt = log.begin(connection, SeenPages.asked(request, scope, body, nothing, keepBodies));
        return play(
                attempt,
                wiring.to(attempt),
                wire -> embeddings.play(new Embeddings.Order(scope.name(), body), attempt, wire));
    }

    private boolean call(HttpRequest request, Scope scope, String connection, Wiring wiring) throws IOException {
        String tool = scope.path().substring(TOOLS.length());
        Attempt attempt = log.begin(connection, SeenPages.called(request, scope, tool, keepBodies));
        attempt.plays("tools/" + tool, completions.called(scope.name(), tool), "");
        return play(attempt, wiring.to(attempt), wire -> ToolPages.play(tool, wire));
    }

    private static boolean play(Attempt attempt, Wire wire, Playing playing) throws IOException {
        try (var _ = wire.client().onCancel(attempt::clientLeft)) {
            playing.on(wire);
        } catch (IOException | ControlFlow.Cancelled e) {
            attempt.clientLeft();
            return false;
        } catch (RuntimeException e) {
            error(wire, 500, "standin_failed", "the stand-in itself failed: " + e);
            return false;
        }
        return wire.reusable();
    }

    private static JsonNode body(HttpRequest request) {
        try {
            return Json.tree(request.text());
        } catch (UncheckedIOException e) {
            return Json.object();
        }
    }

    private ObjectNode models() {
        ObjectNode page = Json.object().put("object", "list");
        ArrayNode data = page.putArray("data");
        Stream<String> faults = FaultCatalogue.faults().keySet().stream().map(id -> "standin-" + id);
        Stream.of(Stream.of("standin-ok", "standin-call", "standin-rec"), faults, repertoire.models().stream())
                .flatMap(names -> names)
                .forEach(name -> data.addObject()
                        .put("id", name)
                        .put("object", "model")
                        .put("created", 0)
                        .put("owned_by", "belay"));
        return page;
    }

    private static ObjectNode faults() {
        ObjectNode page = Json.object();
        ArrayNode faults = page.putArray("faults");
        FaultCatalogue.faults().forEach((id, fault) -> faults.addObject()
                .put("id", id)
                .put("model", "standin-" + id)
                .put("title", fault.title()));
        return page;
    }

    private static void page(Wire wire, ObjectNode page) throws IOException {
        wire.respond(200, JSON, page.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void error(Wire wire, int status, String code, String message) throws IOException {
        ObjectNode envelope = Errors.envelope("invalid_request_error", code, message);
        wire.respond(status, JSON, envelope.toString().getBytes(StandardCharsets.UTF_8));
    }
}
