package dev.belay.model.embedding.wire;

import dev.belay.platform.memory.ByteBudget;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/// Collects one response up to a limit; one that is longer is cut there, and its connection closed. Written by the HTTP
/// client's threads, closed by whoever waits.
final class BoundedBody
        implements HttpResponse.BodyHandler<BoundedBody.Read>,
                HttpResponse.BodySubscriber<BoundedBody.Read>,
                AutoCloseable {
    private static final int LONGEST_ERROR_BYTES = 64 * 1024;
    /// A response of usual length never waits for others to end.
    private static final int FREE = 64 * 1024;

    private final CompletableFuture<Read> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteBudget.Share share;
    private int most;
    private int status;
    private Flow.Subscription subscription;
    private boolean closed;

    /// @param most bytes of a good response
    /// @param answers bytes that all responses may have; as much as was read is held until this is closed
    BoundedBody(int most, ByteBudget answers) {
        this.most = most;
        this.share = answers.take(0);
    }

    enum End {
        WHOLE,
        TOO_LONG,
        /// Too many long ones are being read at once.
        NO_ROOM
    }

    record Read(int status, byte[] bytes, End end) {
        boolean good() {
            return isGood(status);
        }
    }

    @Override
    public HttpResponse.BodySubscriber<Read> apply(HttpResponse.ResponseInfo head) {
        status = head.statusCode();
        most = isGood(status) ? most : Math.min(most, LONGEST_ERROR_BYTES);
        return this;
    }

    private static boolean isGood(int status) {
        return status >= 200 && status <= 299;
    }

    @Override
    public CompletionStage<Read> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(1);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int room = Math.min(buffer.remaining(), most - bytes.size());
            if (closed || !share.growTo(Math.max(0, bytes.size() + room - FREE))) {
                cut(End.NO_ROOM);
                return;
            }
            byte[] piece = new byte[room];
            buffer.get(piece);
            bytes.writeBytes(piece);
            if (buffer.hasRemaining()) {
                cut(End.TOO_LONG);
                return;
            }
        }
        subscription.request(1);
    }

    private void cut(End end) {
        subscription.cancel();
        over(end);
    }

    private void over(End end) {
        whole.complete(new Read(status, bytes.toByteArray(), end));
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public synchronized void onComplete() {
        over(End.WHOLE);
    }

    /// Nobody reads it any more.
    @Override
    public synchronized void close() {
        closed = true;
        share.release();
    }
}
