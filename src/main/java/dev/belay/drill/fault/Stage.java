package dev.belay.drill.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.call.Ask;
import dev.belay.drill.script.Reply;
import dev.belay.drill.script.Tokens;
import dev.belay.drill.wire.Frame;
import dev.belay.drill.wire.Rendering;
import dev.belay.drill.wire.Wire;
import dev.belay.platform.Pause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a fault has to work with: a reply, the wire it would go out on, the number of the attempt, and the
/// faults that come after it. Never changed: a fault hands a changed one on.
public final class Stage {
    private final Setting setting;
    private final List<Fault> faults;
    private final Reply reply;
    private final List<Frame> frames;
    private final Duration late;

    /// The request as a fault sees it.
    ///
    /// @param attempt 1 for the first request at this step of the conversation under this model name
    /// @param sinceFirst time since this model was first asked
    /// @param scale by which the catalogue's durations are multiplied
    public record Cue(int attempt, Duration sinceFirst, Instant now, double scale, Ask ask) {

        /// One of the catalogue's durations as it is played here.
        Duration scaled(Duration duration) {
            return Duration.ofNanos((long) (duration.toNanos() * scale));
        }
    }

    /// What stays the same however many faults are played.
    public record Setting(Cue cue, Rendering rendering, Wire wire, Pause pause, Billing billing) {}

    /// Hears what is delivered, always before the bytes that tell the client.
    public interface Billing {
        /// One more frame with a piece of what the model says.
        void token();

        /// The whole response.
        void completed(Tokens usage);
    }

    /// @param faults to be played, in this order
    /// @param reply the good one
    public Stage(Setting setting, List<Fault> faults, Reply reply) {
        this(setting, faults, reply, null, Duration.ZERO);
    }

    private Stage(Setting setting, List<Fault> faults, Reply reply, List<Frame> frames, Duration late) {
        this.setting = setting;
        this.faults = faults;
        this.reply = reply;
        this.frames = frames;
        this.late = late;
    }

    public Cue cue() {
        return setting.cue;
    }

    /// The reply as the faults so far left it, calls as calls.
    public Reply reply() {
        return reply;
    }

    /// The reply in the form that this conversation expects.
    public Reply told() {
        return reply.toldTo(setting.cue.ask().conversation());
    }

    public Rendering rendering() {
        return setting.rendering;
    }

    public Wire wire() {
        return setting.wire;
    }

    /// The frames of the response as the faults so far left them.
    public List<Frame> frames() {
        return frames == null ? setting.rendering.frames(told(), usage()) : frames;
    }

    /// What follows the last token of the reply in a stream.
    public List<Frame> closing() {
        return setting.rendering.closing(told(), usage());
    }

    /// Goes on with the next fault; after the last one the response is delivered, whole.
    public void answer() throws IOException {
        if (faults.isEmpty()) {
            open();
            send(frames());
            setting.billing.completed(usage());
            setting.wire.end();
        } else {
            Stage next = new Stage(setting, faults.subList(1, faults.size()), reply, frames, late);
            faults.getFirst().play(next);
        }
    }

    /// Goes on with another reply.
    public void answer(Reply other) throws IOException {
        new Stage(setting, faults, other, frames, late).answer();
    }

    /// Goes on with these frames; they count as the whole response.
    public void answer(List<Frame> others) throws IOException {
        new Stage(setting, faults, reply, others, late).answer();
    }

    /// Goes on, with so long a wait between the head of the response and its first token.
    public void answerLate(Duration wait) throws IOException {
        new Stage(setting, faults, reply, frames, wait).answer();
    }

    /// The head of a good response.
    public void open() throws IOException {
        setting.wire.open(200, Map.of("Content-Type", setting.rendering.contentType(), "Cache-Control", "no-cache"));
        if (!late.isZero()) {
            pause(late);
        }
    }

    /// Frames at the pace of the reply.
    public void send(List<Frame> some) throws IOException {
        Duration delay = reply.pace().delay();
        boolean first = true;
        for (Frame frame : some) {
            if (frame.token() && !first && !delay.isZero()) {
                pause(delay);
            }
            first &= !frame.token();
            if (frame.token()) {
                setting.billing.token();
            }
            setting.wire.chunk(frame.bytes());
        }
    }

    /// An error instead of a response.
    public void refuse(int status, Map<String, String> headers, ObjectNode envelope) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        setting.wire.respond(status, all, envelope.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Lets time pass, unless the client leaves.
    public void pause(Duration duration) {
        setting.pause.await(duration, setting.wire.client());
    }

    private Tokens usage() {
        return Tokens.of(setting.cue.ask().conversation().turns(), told());
    }
}
