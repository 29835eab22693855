package dev.belay.drill.fault;

import dev.belay.drill.script.Reply;
import java.io.IOException;
import java.time.Duration;

/// A whole response that comes too slowly: the head at once, the first token after `first`, the others `each`
/// apart (zero: at the pace of the reply).
record Slow(String title, Duration first, Duration each) implements Fault {

    @Override
    public Phase phase() {
        return Phase.WORDS;
    }

    @Override
    public void play(Stage stage) throws IOException {
        if (each.isZero()) {
            stage.answerLate(stage.cue().scaled(first));
        } else {
            int characters = stage.reply().pace().characters();
            stage.answer(
                    stage.reply().with(new Reply.Pace(characters, stage.cue().scaled(each))));
        }
    }
}
