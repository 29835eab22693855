package dev.belay.drill.fault;

import java.io.IOException;

/// TCP reset before any byte of an answer, to the first `times` attempts.
record ConnectionReset(String title, int times) implements Fault {

    @Override
    public void play(Stage stage) throws IOException {
        if (stage.cue().attempt() > times) {
            stage.answer();
        } else {
            stage.wire().reset();
        }
    }
}
