package dev.belay.drill.fault;

import dev.belay.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Good events without end, or a body with one endless text: `bytes` of it, then the connection is closed. The
/// same piece is sent again and again.
record EndlessStream(String title, long bytes) implements Fault {
    private static final String WORDS = "and so on ".repeat(100);

    @Override
    public Phase phase() {
        return Phase.DELIVERY;
    }

    @Override
    public void play(Stage stage) throws IOException {
        boolean streaming = stage.rendering().streaming();
        stage.open();
        if (!streaming) {
            stage.wire().chunk(utf8(stage.rendering().begun()));
        }
        byte[] piece = streaming
                ? stage.rendering()
                        .delta(Json.object().put("content", WORDS), true)
                        .bytes()
                : utf8(WORDS);
        for (long sent = 0; sent < bytes; sent += piece.length) {
            stage.wire().chunk(piece);
        }
        stage.wire().hangUp();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
