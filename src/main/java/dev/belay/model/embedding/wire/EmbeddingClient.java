package dev.belay.model.embedding.wire;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.Usage;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.codec.Faults;
import dev.belay.model.codec.Redaction;
import dev.belay.model.wire.CallFailed;
import dev.belay.model.wire.RetryAfter;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.platform.memory.ByteBudget;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the embedding model once. Thread-safe; each call waits on its caller's thread.
///
/// Speaks HTTP/1.1, where closing an answer closes its connection, and follows no redirect: the key would go along.
public final class EmbeddingClient {
    private final HttpClient http;
    private final Limits limits;
    private final ByteBudget answers;
    private final Time time;

    /// @param answers bytes of all answers that are being read
    public EmbeddingClient(Limits limits, ByteBudget answers, Time time, Workers workers) {
        this.limits = limits;
        this.answers = answers;
        this.time = time;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .executor(workers.executor())
                .build();
    }

    /// @param connect time to connect
    /// @param call time for a call
    /// @param bytes of an answer at most
    public record Limits(Duration connect, Duration call, int bytes) {}

    /// @param propagation tracing headers to send
    public record Order(
            ModelSpec model,
            Wanted wanted,
            Deadline deadline,
            Cancellation cancellation,
            Map<String, String> propagation) {

        /// What it is billed for, as long as the provider has not said.
        public Usage estimate() {
            return model.prices().usage(wanted.tokens(), 0, true);
        }
    }

    /// @param sending told before anything is sent
    /// @throws CallFailed if what was asked for did not come
    /// @throws ControlFlow.Cancelled if the call was cancelled; its connection is closed by then
    public Embedded ask(Order order, Runnable sending) {
        order.cancellation().check();
        byte[] wanted = order.wanted().body();
        HttpRequest request = order.model().access().post("application/json", order.propagation(), wanted);
        Faults faults = new Faults(new Redaction(order.model()));
        try (BoundedBody body = new BoundedBody(limits.bytes(), answers)) {
            sending.run();
            return answer(order, awaited(order, request, faults, body), faults);
        }
    }

    private HttpResponse<BoundedBody.Read> awaited(Order order, HttpRequest request, Faults faults, BoundedBody body) {
        Duration left = order.deadline().remaining();
        boolean hurried = left.compareTo(limits.call()) < 0;
        CompletableFuture<HttpResponse<BoundedBody.Read>> sent = http.sendAsync(request, body);
        try (var _ = order.cancellation().onCancel(() -> sent.cancel(true))) {
            return sent.get((hurried ? left : limits.call()).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            sent.cancel(true);
            throw new CallFailed(late(hurried), order.estimate(), null, true);
        } catch (ExecutionException e) {
            order.cancellation().check();
            Throwable cause = e.getCause();
            boolean sentAtAll = !faults.isBeforeSending(cause);
            throw new CallFailed(faults.ofBroken(cause), Usage.NONE, null, sentAtAll);
        } catch (CancellationException _) {
            order.cancellation().check();
            throw new ControlFlow.Cancelled("the call was stopped");
        } catch (InterruptedException _) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new ControlFlow.Cancelled("interrupted");
        }
    }

    private Failure late(boolean hurried) {
        return hurried
                ? new Failure.DeadlinePassed("there was no time to wait for the embedding model")
                : new Failure.Silent(
                        "no answer in " + limits.call().toMillis() + " ms", Failure.Silent.Phase.FIRST_TOKEN);
    }

    private Embedded answer(Order order, HttpResponse<BoundedBody.Read> response, Faults faults) {
        BoundedBody.Read body = response.body();
        if (!body.good()) {
            String text = new String(body.bytes(), StandardCharsets.UTF_8);
            throw new CallFailed(faults.ofStatus(body.status(), text, retryAfter(response)));
        }
        if (body.end() != BoundedBody.End.WHOLE) {
            throw new CallFailed(cut(body.end()), order.estimate(), null);
        }
        EmbeddingReader.Reading reading = EmbeddingReader.read(body.bytes(), order.wanted(), faults);
        Usage usage =
                reading.tokens() < 0 ? order.estimate() : order.model().prices().usage(reading.tokens(), 0, false);
        if (reading.failure() != null) {
            throw new CallFailed(reading.failure(), usage, null);
        }
        String name = reading.model() == null ? order.model().name() : reading.model();
        return new Embedded(reading.vectors(), usage, name);
    }

    private Failure cut(BoundedBody.End end) {
        return end == BoundedBody.End.TOO_LONG
                ? new BadAnswer("the answer is longer than " + limits.bytes() + " bytes", BadAnswer.Flaw.TOO_LONG)
                : new Failure.Saturated("too many long answers are being read at once");
    }

    private Duration retryAfter(HttpResponse<?> response) {
        return RetryAfter.read(
                response.headers().firstValue("retry-after"),
                response.headers().firstValue("retry-after-ms"),
                time.now());
    }
}
