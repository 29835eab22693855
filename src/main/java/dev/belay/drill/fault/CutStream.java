package dev.belay.drill.fault;

import dev.belay.drill.wire.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A response that dies on the way: `sent` of 60 tokens (of a longer or shorter reply, as large a part), then
/// silence for `stall`, then the end that `ending` names. There is no finish reason and no `[DONE]`.
record CutStream(String title, int sent, Duration stall, Ending ending) implements Fault {
    static final int WHOLE = 60;

    enum Ending {
        /// The connection is closed in the middle of the body.
        DROPPED,
        /// The connection is reset.
        RESET,
        /// The body ends as if it were complete: only what is missing in it tells.
        CLEAN
    }

    @Override
    public Phase phase() {
        return Phase.DELIVERY;
    }

    @Override
    public void play(Stage stage) throws IOException {
        stage.open();
        stage.send(beginning(stage.frames()));
        if (!stall.isZero()) {
            stage.pause(stage.cue().scaled(stall));
        }
        switch (ending) {
            case DROPPED -> stage.wire().hangUp();
            case RESET -> stage.wire().reset();
            case CLEAN -> stage.wire().end();
        }
    }

    private List<Frame> beginning(List<Frame> frames) {
        long tokens = frames.stream().filter(Frame::token).count();
        long left = Math.clamp(tokens * sent / WHOLE, Math.min(1, tokens), Math.max(0, tokens - 1));
        List<Frame> beginning = new ArrayList<>();
        for (Frame frame : frames) {
            if (frame.token() && left-- == 0) {
                break;
            }
            beginning.add(frame);
        }
        return beginning;
    }
}
