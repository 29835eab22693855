package dev.belay.soak;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;

/// What came of one response, also if it broke: the JDK's stream of a body forgets what was not read before that.
final class Hearing implements HttpResponse.BodyHandler<Void> {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile int status;

    /// 0 if there was no response.
    int status() {
        return status;
    }

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        status = info.statusCode();
        return HttpResponse.BodySubscribers.fromSubscriber(new Bytes());
    }

    private final class Bytes implements Flow.Subscriber<List<ByteBuffer>> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                body.writeBytes(bytes);
            }
        }

        @Override
        public void onError(Throwable broken) {
            // Whoever waits for the response hears of it as well.
        }

        @Override
        public void onComplete() {
            // As above.
        }
    }
}
