package dev.belay.drill.fault;

import java.io.IOException;

/// The request is accepted and no byte ever answers it, on the first `times` attempts.
///
/// @param reset true: the connection is reset at once; false: nothing happens until the client closes it
record NoAnswer(String title, boolean reset, int times) implements Fault {

    static NoAnswer silence(String title) {
        return new NoAnswer(title, false, Integer.MAX_VALUE);
    }

    @Override
    public Phase phase() {
        return Phase.DOOR;
    }

    @Override
    public void play(Stage stage) throws IOException {
        if (stage.cue().attempt() > times) {
            stage.answer();
        } else if (reset) {
            stage.wire().reset();
        } else {
            stage.wire().hold();
        }
    }
}
