package dev.belay.drill.fault;

import dev.belay.drill.wire.Frame;
import dev.belay.platform.Json;
import java.io.IOException;

/// Good events without end: `bytes` of them, then the connection is closed.
record EndlessStream(String title, long bytes) implements Fault {
    private static final String WORDS = "and so on ".repeat(100);

    @Override
    public void play(Stage stage) throws IOException {
        Frame frame = stage.rendering().delta(Json.object().put("content", WORDS), true);
        stage.open();
        for (long sent = 0; sent < bytes; sent += frame.bytes().length) {
            stage.wire().chunk(frame.bytes());
        }
        stage.wire().hangUp();
    }
}
