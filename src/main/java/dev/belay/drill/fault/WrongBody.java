package dev.belay.drill.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.wire.Errors;
import dev.belay.drill.wire.Frame;
import dev.belay.drill.wire.Rendering;
import dev.belay.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// 200 with a body that holds no answer.
///
/// @param type content type, or `null` for that of a good response
record WrongBody(String title, String type, Function<Stage, List<Frame>> body) implements Fault {
    private static final String PAGE = """
            <!doctype html>
            <html><head><title>Sign in</title></head>
            <body><h1>PROXY-PAGE</h1><p>Please sign in to continue.</p></body></html>
            """;

    @Override
    public Phase phase() {
        return Phase.DELIVERY;
    }

    @Override
    public void play(Stage stage) throws IOException {
        if (type == null) {
            stage.open();
        } else {
            stage.wire().open(200, Map.of("Content-Type", type));
        }
        stage.send(body.apply(stage));
        stage.wire().end();
    }

    static List<Frame> page(Stage stage) {
        return List.of(plain(PAGE));
    }

    /// One good event, then an error object as the second; without streaming, the error object alone.
    static List<Frame> errorInside(Stage stage) {
        String error = Errors.envelope("server_error", "overloaded", "The engine failed while answering")
                .toString();
        if (!stage.rendering().streaming()) {
            return List.of(plain(error));
        }
        ObjectNode good = Json.object().put("role", "assistant").put("content", "The ");
        return List.of(stage.rendering().delta(good, true), Frame.event(error, false));
    }

    /// A stream that ends well and chose nothing, or a body with an empty list of choices.
    static List<Frame> nothingChosen(Stage stage) {
        Rendering rendering = stage.rendering();
        String object = rendering.nothing().toString();
        return rendering.streaming() ? List.of(Frame.event(object, false), Rendering.done()) : List.of(plain(object));
    }

    private static Frame plain(String text) {
        return new Frame(text.getBytes(StandardCharsets.UTF_8), false);
    }
}
