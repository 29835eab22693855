package dev.belay.drill.fault;

import dev.belay.drill.call.Wording;
import java.io.IOException;

/// A response that is sound on the wire and says the wrong thing.
///
/// @param needsCall true if it is about tool calls
record AlteredReply(String title, boolean needsCall, Wording wording) implements Fault {

    @Override
    public Phase phase() {
        return Phase.WORDS;
    }

    @Override
    public void play(Stage stage) throws IOException {
        stage.answer(wording.say(stage.reply(), stage.cue().ask()));
    }
}
