package dev.belay.model.wire;

import static dev.belay.model.Plays.delta;
import static dev.belay.model.Plays.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.speech.Take;
import dev.belay.model.Configs;
import dev.belay.model.catalog.CallLimits;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.codec.Assembled;
import dev.belay.model.codec.ChunkAssembler;
import dev.belay.model.codec.Faults;
import dev.belay.model.codec.Redaction;
import dev.belay.platform.memory.ByteBudget;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A process that got no CPU finds every limit passed, and the answer unread in the socket.
@Timeout(20)
class StarvedTest {
    private static final ModelSpec MODEL = Configs.model("http://localhost/v1");
    private static final Duration LIMIT = Duration.ofMillis(200);

    private final AtomicLong lost = new AtomicLong();
    private final Queue<String> socket = new ArrayDeque<>();
    private final Feed feed = new Feed();

    @Test
    void whatCameMeanwhileIsReadBeforeTheCallIsGivenUp() {
        socket.addAll(List.of(event(delta("Hel")), event(delta("lo")), event(finish("stop")) + event("[DONE]")));
        starve();

        assertThat(read().message().text()).isEqualTo("Hello");
    }

    @Test
    void whereNothingCameTheCallIsGivenUp() {
        starve();

        CallFailed failed = catchThrowableOfType(CallFailed.class, this::read);
        assertThat(failed.failure()).isInstanceOfSatisfying(Failure.Silent.class, silent -> assertThat(silent.phase())
                .isEqualTo(Failure.Silent.Phase.FIRST_TOKEN));
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    /// Each piece of the answer is read far too late.
    private void starve() {
        feed.apply(new Head());
        feed.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                lost.addAndGet(LIMIT.toNanos());
                String piece = socket.poll();
                if (piece != null) {
                    feed.onNext(List.of(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8))));
                }
            }

            @Override
            public void cancel() {}
        });
    }

    private long now() {
        return System.nanoTime() + lost.get();
    }

    private Assembled.Whole read() {
        var limits = new CallLimits(LIMIT, LIMIT, LIMIT, 1, LIMIT, 100_000);
        Deadline deadline = Deadline.after(Duration.ofMinutes(5), this::now);
        SilenceWatch watch = new SilenceWatch(limits, LIMIT, deadline, this::now);
        Redaction redaction = new Redaction(MODEL);
        var assembler = new ChunkAssembler(MODEL, Configs.prompt("hi"), redaction, Take.UNHEARD);
        var body = new BodyReader(assembler, watch, 100_000, new ByteBudget(Long.MAX_VALUE).take(0));
        return new Conversation(feed, watch, assembler, body, new Faults(redaction), () -> Instant.EPOCH)
                .read(() -> "spare");
    }

    private record Head() implements HttpResponse.ResponseInfo {
        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (_, _) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
