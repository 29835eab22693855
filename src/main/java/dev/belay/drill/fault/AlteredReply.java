package dev.belay.drill.fault;

import dev.belay.drill.script.Reply;
import java.io.IOException;
import java.util.function.UnaryOperator;

/// A response that is sound on the wire and says the wrong thing, or says it in the wrong time.
record AlteredReply(String title, UnaryOperator<Reply> change) implements Fault {

    @Override
    public void play(Stage stage) throws IOException {
        stage.answer(change.apply(stage.reply()));
    }
}
