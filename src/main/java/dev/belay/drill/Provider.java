package dev.belay.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.fault.FaultCatalogue;
import dev.belay.drill.script.Conversation;
import dev.belay.drill.script.ConversationReader;
import dev.belay.drill.wire.Errors;
import dev.belay.drill.wire.HttpRequest;
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
import java.util.stream.Stream;

/// The pages of the stand-in: OpenAI's two, and its own under `/__`.
final class Provider {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Wire.Listener UNHEARD = new Wire.Listener() {
        @Override
        public void status(int status) {}

        @Override
        public void ending() {}
    };

    private final Repertoire repertoire;
    private final Completions completions;
    private final AttemptLog log;
    private final boolean keepBodies;

    Provider(Repertoire repertoire, Completions completions, AttemptLog log, boolean keepBodies) {
        this.repertoire = repertoire;
        this.completions = completions;
        this.log = log;
        this.keepBodies = keepBodies;
    }

    List<Seen> log() {
        return log.seen();
    }

    void reset() {
        log.clear();
        completions.reset();
    }

    /// @return true if the connection can carry another request
    boolean answer(HttpRequest request, String connection, Socket socket, Cancellation client) throws IOException {
        if (request.method().equals("POST") && request.path().endsWith("/chat/completions")) {
            return complete(request, connection, socket, client);
        }
        Wire wire = new Wire(socket, request.keepAlive(), UNHEARD, client);
        switch (request.method() + " " + request.path()) {
            case "GET /v1/models" -> page(wire, models());
            case "GET /__log" -> page(wire, SeenPages.log(log.seen()));
            case "GET /__ledger" -> page(wire, SeenPages.ledger(log.seen()));
            case "DELETE /__log" -> {
                reset();
                wire.respond(204, Map.of(), new byte[0]);
            }
            default -> error(wire, 404, "not_found", "no such page: " + request.method() + " " + request.path());
        }
        return wire.reusable();
    }

    /// Tells a client that its request made no sense.
    void malformed(Socket socket, HttpRequest.Malformed problem) throws IOException {
        Wire wire = new Wire(socket, false, UNHEARD, new Cancellation());
        error(wire, problem.status(), null, problem.getMessage());
    }

    private boolean complete(HttpRequest request, String connection, Socket socket, Cancellation client)
            throws IOException {
        JsonNode body = body(request);
        Conversation conversation = ConversationReader.read(body);
        Seen.Asked asked = SeenPages.asked(request, body, conversation, keepBodies);
        Attempt attempt = log.begin(connection, asked);
        Wire wire = new Wire(socket, request.keepAlive(), attempt, client);
        try (var _ = client.onCancel(attempt::clientLeft)) {
            if (conversation.turns().isEmpty() || asked.model().isEmpty()) {
                error(wire, 400, "invalid_request", "model and messages are required");
            } else {
                completions.play(
                        new Completions.Order(
                                attempt.number(), body, conversation, request.header("x-standin-conversation")),
                        attempt,
                        wire);
            }
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
        Stream.of(Stream.of("standin-ok", "standin-rec"), faults, repertoire.models().stream())
                .flatMap(names -> names)
                .forEach(name -> data.addObject()
                        .put("id", name)
                        .put("object", "model")
                        .put("created", 0)
                        .put("owned_by", "belay"));
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
