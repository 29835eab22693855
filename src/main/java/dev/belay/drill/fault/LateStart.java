package dev.belay.drill.fault;

import java.io.IOException;
import java.time.Duration;

/// The head of the response at once, the first token after `delay`.
record LateStart(String title, Duration delay) implements Fault {

    @Override
    public void play(Stage stage) throws IOException {
        var frames = stage.frames();
        stage.open();
        stage.pause(delay);
        stage.finish(frames);
    }
}
