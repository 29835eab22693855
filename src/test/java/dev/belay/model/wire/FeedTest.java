package dev.belay.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {
    private final Feed feed = new Feed();
    private final CompletableFuture<HttpResponse<Void>> exchange = new CompletableFuture<>();
    private final AtomicInteger cancelled = new AtomicInteger();

    @BeforeEach
    void begin() {
        feed.follow(exchange);
        feed.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                assertThat(count).isEqualTo(1);
            }

            @Override
            public void cancel() {
                cancelled.incrementAndGet();
            }
        });
    }

    @Test
    void closesAResponseThatHasNotEnded() {
        feed.close();
        assertThat(cancelled).hasValue(1);
        assertThat(exchange).isCancelled();
    }

    @Test
    void leavesAResponseAloneThatHasEnded() {
        feed.drain();
        feed.onComplete();
        feed.close();
        assertThat(cancelled).hasValue(0);
        assertThat(exchange).isNotDone();
    }

    @Test
    void callsOffItsClosingOnceTheResponseHasEnded() {
        CompletableFuture<Void> before = new CompletableFuture<>();
        feed.ending(before);
        assertThat(before).isNotCancelled();
        feed.onComplete();
        assertThat(before).isCancelled();

        CompletableFuture<Void> after = new CompletableFuture<>();
        feed.ending(after);
        assertThat(after).isCancelled();
    }

    @Test
    void leavesABrokenResponseAlone() {
        feed.onError(new IllegalStateException("broken"));
        feed.close();
        assertThat(cancelled).hasValue(0);
    }
}
