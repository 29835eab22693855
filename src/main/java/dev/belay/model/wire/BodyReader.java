package dev.belay.model.wire;

import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.BadAnswer.Flaw;
import dev.belay.model.codec.ChunkAssembler;
import dev.belay.platform.memory.ByteBudget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Takes the bytes of a successful response: a stream of events, or a whole JSON answer from a server that does not
/// stream although asked to. What it is shows in the first character; headers are often wrong about it.
final class BodyReader {
    private static final int LONGEST_LINE = 1024 * 1024;
    /// An answer of usual length never waits for others to end.
    private static final int FREE = 64 * 1024;

    private static final int BYTE_ORDER_MARK = 0xEF;

    private enum Kind {
        UNKNOWN,
        EVENTS,
        WHOLE,
        PAGE
    }

    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private final ChunkAssembler assembler;
    private final SilenceWatch watch;
    private final EventReader events;
    private final int mostBytes;
    private final ByteBudget.Share share;
    private Kind kind = Kind.UNKNOWN;
    private long received;

    /// @param share of the bytes that all answers may have; holds as much as was read
    BodyReader(ChunkAssembler assembler, SilenceWatch watch, int mostBytes, ByteBudget.Share share) {
        this.assembler = assembler;
        this.watch = watch;
        this.mostBytes = mostBytes;
        this.share = share;
        this.events = new EventReader(Math.min(LONGEST_LINE, mostBytes), this::event);
    }

    /// @return what is wrong with the body, or `null`
    Failure accept(Iterable<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            received += buffer.remaining();
            if (received > mostBytes) {
                return tooLong();
            }
            if (!share.growTo(Math.max(0, received - FREE))) {
                return new Failure.Saturated("too many long answers are being read at once");
            }
            Failure flaw = accept(buffer);
            if (flaw != null) {
                return flaw;
            }
        }
        return assembler.failure();
    }

    private Failure accept(ByteBuffer buffer) {
        if (kind == Kind.UNKNOWN) {
            sniff(buffer);
        }
        return switch (kind) {
            case UNKNOWN -> null;
            case PAGE -> notACompletion();
            case EVENTS -> events.accept(buffer) ? null : tooLong();
            case WHOLE -> {
                watch.event(buffer.remaining());
                whole.write(bytes(buffer), 0, buffer.remaining());
                yield null;
            }
        };
    }

    private void sniff(ByteBuffer buffer) {
        while (kind == Kind.UNKNOWN && buffer.hasRemaining()) {
            int next = buffer.get(buffer.position()) & 0xFF;
            if (Character.isWhitespace(next) || next >= 0xBB && next <= BYTE_ORDER_MARK) {
                buffer.get();
                continue;
            }
            kind = switch (next) {
                case '{', '[' -> Kind.WHOLE;
                case '<' -> Kind.PAGE;
                default -> Kind.EVENTS;
            };
        }
    }

    /// The body is over.
    ///
    /// @return what is wrong with it, or `null`
    Failure end() {
        if (kind == Kind.WHOLE) {
            return assembler.whole(whole.toString(StandardCharsets.UTF_8)) ? assembler.failure() : notACompletion();
        }
        events.end();
        return assembler.failure();
    }

    private void event(String data) {
        int characters = assembler.event(data);
        watch.event(characters);
        if (assembler.finished()) {
            watch.finished();
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private Failure tooLong() {
        return new Failure.BadAnswer(
                "the answer is longer than " + mostBytes + " bytes or has an endless line", Flaw.TOO_LONG);
    }

    private static Failure notACompletion() {
        return new Failure.BadAnswer("what came back is not a chat completion", Flaw.MALFORMED);
    }
}
