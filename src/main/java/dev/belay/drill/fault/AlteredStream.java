package dev.belay.drill.fault;

import dev.belay.drill.wire.Frame;
import dev.belay.drill.wire.Rendering;
import dev.belay.exchange.message.ToolCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A whole reply in unusual frames: a provider that does not keep to the format, though nothing is lost.
///
/// @param needsCall true if it is about tool calls
record AlteredStream(String title, boolean needsCall, Function<Stage, List<Frame>> frames) implements Fault {
    private static final String GARBAGE = "{\"id\":\"chatcmpl-torn\",\"choices\":[{\"delta\":{\"content\":\"GARBAGE";
    private static final int TENTH = 9;
    private static final int CALL_PIECES = 200;

    @Override
    public Phase phase() {
        return Phase.FRAMES;
    }

    @Override
    public void play(Stage stage) throws IOException {
        stage.answer(frames.apply(stage));
    }

    /// A tenth event that is not JSON, or a last one before the end if there are fewer. In a body, bytes that
    /// tear it.
    static List<Frame> withGarbage(Stage stage) {
        List<Frame> frames = new ArrayList<>(stage.frames());
        boolean streaming = stage.rendering().streaming();
        Frame garbage =
                streaming ? Frame.event(GARBAGE, false) : new Frame(GARBAGE.getBytes(StandardCharsets.UTF_8), false);
        int end = streaming ? frames.size() - stage.closing().size() : frames.size() - 1;
        frames.add(Math.min(TENTH, end), garbage);
        return frames;
    }

    static List<Frame> withoutDone(Stage stage) {
        List<Frame> frames = stage.frames();
        return stage.rendering().streaming() ? frames.subList(0, frames.size() - 1) : frames;
    }

    /// Tool calls as the clumsiest providers send them: the opening of each call twice, id and name on every
    /// piece, arguments in at least 200 pieces, and events cut inside characters that take several bytes.
    static List<Frame> withClumsyCalls(Stage stage) {
        List<ToolCall> calls = stage.told().message().toolCalls();
        if (calls.isEmpty() || !stage.rendering().streaming()) {
            return stage.frames();
        }
        List<Frame> frames = new ArrayList<>(List.of(stage.rendering().opening(stage.told())));
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            frames.add(stage.rendering().callDelta(i, call, "", true));
            for (String piece : many(Rendering.pieces(call.arguments(), 1))) {
                frames.addAll(torn(stage.rendering().callDelta(i, call, piece, true)));
            }
        }
        frames.addAll(stage.closing());
        return frames;
    }

    private static List<String> many(List<String> pieces) {
        List<String> many = new ArrayList<>(List.of(""));
        many.addAll(pieces);
        while (many.size() < CALL_PIECES) {
            many.add("");
        }
        return many;
    }

    private static List<Frame> torn(Frame frame) {
        byte[] bytes = frame.bytes();
        for (int at = 1; at < bytes.length; at++) {
            if ((bytes[at] & 0xC0) == 0x80) {
                return List.of(
                        new Frame(Arrays.copyOf(bytes, at), true),
                        new Frame(Arrays.copyOfRange(bytes, at, bytes.length), false));
            }
        }
        return List.of(frame);
    }
}
