package dev.belay.drill.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.script.Reply;
import dev.belay.drill.script.Tokens;
import dev.belay.drill.wire.Frame;
import dev.belay.drill.wire.Rendering;
import dev.belay.drill.wire.Wire;
import dev.belay.exchange.message.Message;
import dev.belay.platform.Pause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a fault has to work with: a good reply, the wire it would go out on, and the number of the attempt.
public final class Stage {
    private final Cue cue;
    private final Reply reply;
    private final Rendering rendering;
    private final Wire wire;
    private final Pause pause;
    private final Billing billing;

    /// The request as a fault sees it.
    ///
    /// @param attempt 1 for the first request at this step of the conversation under this model name
    /// @param sinceFirst time since this model was first asked
    /// @param messages what was asked
    public record Cue(int attempt, Duration sinceFirst, Instant now, List<Message> messages) {}

    /// Hears of a response that was sent whole, before its last byte.
    @FunctionalInterface
    public interface Billing {
        void completed(Tokens usage);
    }

    public Stage(Cue cue, Reply reply, Rendering rendering, Wire wire, Pause pause, Billing billing) {
        this.cue = cue;
        this.reply = reply;
        this.rendering = rendering;
        this.wire = wire;
        this.pause = pause;
        this.billing = billing;
    }

    public Cue cue() {
        return cue;
    }

    /// The good reply.
    public Reply reply() {
        return reply;
    }

    public Rendering rendering() {
        return rendering;
    }

    public Wire wire() {
        return wire;
    }

    public Tokens usage(Reply of) {
        return Tokens.of(cue.messages(), of);
    }

    /// The frames of the good reply.
    public List<Frame> frames() {
        return rendering.frames(reply, usage(reply));
    }

    /// What follows the last token of the good reply in a stream.
    public List<Frame> closing() {
        return rendering.closing(reply, usage(reply));
    }

    /// Plays the good reply, as if there were no fault.
    public void answer() throws IOException {
        answer(reply);
    }

    /// Plays another reply, properly.
    public void answer(Reply other) throws IOException {
        Tokens usage = usage(other);
        open();
        send(rendering.frames(other, usage), other.pace().delay());
        billing.completed(usage);
        wire.end();
    }

    /// Plays these frames as a whole response that counts as delivered.
    public void answer(List<Frame> frames) throws IOException {
        open();
        finish(frames);
    }

    /// The rest of an opened response, to its proper end.
    public void finish(List<Frame> frames) throws IOException {
        send(frames);
        billing.completed(usage(reply));
        wire.end();
    }

    /// The head of a good response.
    public void open() throws IOException {
        wire.open(200, Map.of("Content-Type", rendering.contentType(), "Cache-Control", "no-cache"));
    }

    public void send(List<Frame> frames) throws IOException {
        send(frames, reply.pace().delay());
    }

    private void send(List<Frame> frames, Duration delay) throws IOException {
        boolean first = true;
        for (Frame frame : frames) {
            if (frame.token() && !first && !delay.isZero()) {
                pause(delay);
            }
            first &= !frame.token();
            wire.chunk(frame.bytes());
        }
    }

    /// An error instead of a response.
    public void refuse(int status, Map<String, String> headers, ObjectNode envelope) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        wire.respond(status, all, envelope.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Lets time pass, unless the client leaves.
    public void pause(Duration duration) {
        pause.await(duration, wire.client());
    }
}
