package dev.belay.model.wire;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.model.codec.Assembled;
import dev.belay.model.codec.ChunkAssembler;
import dev.belay.model.codec.Faults;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// One response, read to its end by the thread that asked.
final class Conversation {
    private static final int LONGEST_ERROR_BYTES = 64 * 1024;
    /// For how long a call that is given up is looked at for what its provider has sent already, and will bill.
    private static final Duration LAST_LOOK = Duration.ofMillis(15);
    /// The same, where this process got no CPU meanwhile. The provider has to see the call left within 100 ms.
    static final Duration LONGEST_LAST_LOOK = Duration.ofMillis(60);

    private static final Duration LATE = Duration.ofMillis(5);

    private final Feed feed;
    private final SilenceWatch watch;
    private final ChunkAssembler assembler;
    private final BodyReader body;
    private final Faults faults;
    private final Supplier<Instant> now;
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private Signal.Head head;
    private boolean connected = true;

    Conversation(
            Feed feed,
            SilenceWatch watch,
            ChunkAssembler assembler,
            BodyReader body,
            Faults faults,
            Supplier<Instant> now) {
        this.feed = feed;
        this.watch = watch;
        this.assembler = assembler;
        this.body = body;
        this.faults = faults;
        this.now = now;
    }

    /// Reads until the answer is whole or cannot become so any more.
    ///
    /// @throws CallFailed if it did not
    /// @throws ControlFlow.Cancelled if the call was stopped
    Assembled.Whole read(Supplier<String> spareIds) {
        while (true) {
            Signal signal = next();
            Failure failure =
                    switch (signal) {
                        case null -> null;
                        case Signal.Head begun -> {
                            head = begun;
                            yield null;
                        }
                        case Signal.Bytes bytes -> bytes(bytes);
                        case Signal.End _ -> end();
                        case Signal.Broken broken -> broken(broken.cause());
                        case Signal.Stopped _ -> throw stopped();
                    };
            if (failure != null) {
                throw failed(failure);
            }
            boolean heard = signal != null;
            if (signal instanceof Signal.End || signal instanceof Signal.Broken || isOver(heard)) {
                return whole(spareIds);
            }
            judgePace(heard);
        }
    }

    /// Counts what has arrived, or is about to, of a call that nobody wants any more.
    private ControlFlow.Cancelled stopped() {
        assembler.unheard();
        long began = watch.nanos();
        long end = began + LAST_LOOK.toNanos();
        boolean more = !isRefused();
        while (more) {
            Signal signal = next(Duration.ofNanos(Math.max(0, end - watch.nanos())));
            long late = watch.nanos() - end;
            if (signal != null) {
                more = counted(signal) && late < LAST_LOOK.toNanos();
            } else if (late > LATE.toNanos() && end - began < LONGEST_LAST_LOOK.toNanos()) {
                end = Math.min(watch.nanos() + LAST_LOOK.toNanos(), began + LONGEST_LAST_LOOK.toNanos());
            } else {
                more = false;
            }
        }
        assembler.left(watch.spoken());
        return new ControlFlow.Cancelled("the call was stopped");
    }

    /// @return whether anything may follow that counts
    private boolean counted(Signal signal) {
        return switch (signal) {
            case Signal.Head begun -> {
                head = begun;
                yield !isRefused();
            }
            case Signal.Bytes bytes -> bytes(bytes) == null && !assembler.done();
            case Signal.End _ -> {
                body.end();
                yield false;
            }
            case Signal.Broken _ -> false;
            case Signal.Stopped _ -> true;
        };
    }

    private Signal next() {
        return next(watch.patience());
    }

    private Signal next(Duration patience) {
        try {
            return feed.next(patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ControlFlow.Cancelled("interrupted");
        }
    }

    private boolean isOver(boolean heard) {
        return assembler.done() || watch.tailIsOver(heard);
    }

    private Failure bytes(Signal.Bytes bytes) {
        if (!isRefused()) {
            Failure flaw = body.accept(bytes.buffers());
            if (flaw == null && !assembler.done()) {
                feed.more();
            }
            return flaw;
        }
        for (ByteBuffer buffer : bytes.buffers()) {
            byte[] piece = new byte[Math.min(buffer.remaining(), LONGEST_ERROR_BYTES - error.size())];
            buffer.get(piece);
            error.writeBytes(piece);
        }
        if (error.size() >= LONGEST_ERROR_BYTES) {
            return refusal();
        }
        feed.more();
        return null;
    }

    private Failure end() {
        return isRefused() ? refusal() : body.end();
    }

    private Failure broken(Throwable cause) {
        connected = !faults.isBeforeSending(cause);
        if (isRefused()) {
            return refusal();
        }
        return assembler.finished() ? null : faults.ofBroken(cause);
    }

    private boolean isRefused() {
        return head != null && (head.status() < 200 || head.status() > 299);
    }

    private Failure refusal() {
        HttpHeaders headers = head.headers();
        Duration retryAfter =
                RetryAfter.read(headers.firstValue("retry-after"), headers.firstValue("retry-after-ms"), now.get());
        return faults.ofStatus(head.status(), error.toString(StandardCharsets.UTF_8), retryAfter);
    }

    private void judgePace(boolean heard) {
        Failure verdict = watch.verdict(heard);
        if (verdict != null) {
            throw failed(isRefused() ? refusal() : verdict);
        }
    }

    private Assembled.Whole whole(Supplier<String> spareIds) {
        return switch (assembler.assemble(spareIds)) {
            case Assembled.Whole whole -> whole;
            case Assembled.Flawed(Failure failure) -> throw failed(failure);
        };
    }

    /// Nobody is billed for a request that was turned away, or that nobody answered to.
    private boolean isBillable(Failure failure) {
        return !isRefused() && (head != null || !(failure instanceof Failure.ConnectionLost));
    }

    private CallFailed failed(Failure failure) {
        Usage usage = isBillable(failure) ? assembler.usage() : Usage.NONE;
        return new CallFailed(failure, usage, watch.firstToken(), head == null && connected);
    }
}
