package dev.belay.drill.fault;

import java.io.IOException;

/// The request is accepted and nothing is ever said, until the client closes the connection.
record Silence(String title) implements Fault {

    @Override
    public void play(Stage stage) throws IOException {
        stage.wire().hold();
    }
}
