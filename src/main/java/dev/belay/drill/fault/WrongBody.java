package dev.belay.drill.fault;

import dev.belay.drill.wire.Errors;
import dev.belay.drill.wire.Rendering;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/// 200 with a body that holds no answer.
///
/// @param type content type, or `null` for that of a good response
record WrongBody(String title, String type, Function<Stage, String> body) implements Fault {
    static final String PAGE = """
            <!doctype html>
            <html><head><title>Sign in</title></head>
            <body><h1>PROXY-PAGE</h1><p>Please sign in to continue.</p></body></html>
            """;

    @Override
    public void play(Stage stage) throws IOException {
        String shown = type == null ? stage.rendering().contentType() : type;
        byte[] bytes = body.apply(stage).getBytes(StandardCharsets.UTF_8);
        stage.wire().respond(200, Map.of("Content-Type", shown), bytes);
    }

    /// One good event, then an error object as the second; without streaming, the error object alone.
    static String errorInside(Stage stage) {
        String error = Errors.envelope("server_error", "overloaded", "The engine failed while answering")
                .toString();
        if (!stage.rendering().streaming()) {
            return error;
        }
        String good = new String(stage.rendering().opening().bytes(), StandardCharsets.UTF_8);
        return good + "data: " + error + "\n\n";
    }

    /// A stream that ends well and chose nothing, or a body with an empty list of choices.
    static String nothingChosen(Stage stage) {
        Rendering rendering = stage.rendering();
        String object = rendering.nothing().toString();
        return rendering.streaming() ? "data: " + object + "\n\ndata: [DONE]\n\n" : object;
    }
}
