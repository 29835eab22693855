package dev.belay.model.wire;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One response as a queue of [Signal]s, so that a thread can wait for it with a limit.
///
/// Asks for the next bytes only when the last ones were taken, so that an endless answer fills no memory. Written by
/// the HTTP client's threads, read by one.
final class Feed implements HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {
    /// A tail longer than this is not worth a kept connection.
    private static final long LONGEST_TAIL_BYTES = 64 * 1024;

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private Flow.Subscription subscription;
    private CompletableFuture<?> exchange;
    private Future<?> ending;
    private boolean closed;
    private boolean draining;
    private boolean ended;
    private long drained;

    /// Follows an exchange that was sent with this feed as body handler.
    void follow(CompletableFuture<HttpResponse<Void>> sent) {
        sent.whenComplete((_, failure) -> {
            if (failure != null) {
                signals.add(new Signal.Broken(cause(failure)));
            }
        });
        synchronized (this) {
            exchange = ended ? null : sent;
            if (!closed) {
                return;
            }
        }
        sent.cancel(true);
    }

    /// The next signal, or `null` if none came in time.
    ///
    /// @throws InterruptedException if the waiting thread was interrupted, which nobody in Belay does
    Signal next(Duration patience) throws InterruptedException {
        return signals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Asks for the bytes after those that were taken.
    void more() {
        Flow.Subscription current = current();
        if (current != null) {
            current.request(1);
        }
    }

    /// Lets the rest of the answer run off unread, so that the connection can be used again.
    void drain() {
        synchronized (this) {
            draining = true;
        }
        more();
    }

    /// Calls off what is to close this, once the answer has ended by itself.
    void ending(Future<?> closing) {
        synchronized (this) {
            if (!ended) {
                ending = closing;
                return;
            }
        }
        closing.cancel(false);
    }

    /// Closes the connection, unless the answer has ended.
    void close() {
        Flow.Subscription toCancel;
        CompletableFuture<?> toAbort;
        synchronized (this) {
            closed = true;
            toCancel = subscription;
            toAbort = exchange;
        }
        if (toCancel != null) {
            toCancel.cancel();
        }
        if (toAbort != null) {
            toAbort.cancel(true);
        }
    }

    /// Tells the reader that nobody wants the rest; it is left to it to close the connection.
    void stop() {
        signals.add(new Signal.Stopped());
    }

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        signals.add(new Signal.Head(info.statusCode(), info.headers()));
        return this;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        synchronized (this) {
            subscription = begun;
            if (!closed) {
                begun.request(1);
                return;
            }
        }
        begun.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        synchronized (this) {
            if (!draining) {
                signals.add(new Signal.Bytes(buffers));
                return;
            }
            drained += buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        }
        if (drained > LONGEST_TAIL_BYTES) {
            close();
        } else {
            more();
        }
    }

    @Override
    public void onError(Throwable failure) {
        letGo();
        signals.add(new Signal.Broken(cause(failure)));
    }

    @Override
    public void onComplete() {
        letGo();
        signals.add(new Signal.End());
    }

    /// There is nothing left to abort: whoever closes this later does not hold the request until then, and does not
    /// make the client fail a response that is over.
    private void letGo() {
        Future<?> closing;
        synchronized (this) {
            ended = true;
            exchange = null;
            subscription = null;
            closing = ending;
            ending = null;
        }
        if (closing != null) {
            closing.cancel(false);
        }
    }

    private synchronized Flow.Subscription current() {
        return subscription;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
