package dev.belay.model.wire;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Usage;
import dev.belay.model.catalog.CallLimits;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.codec.Assembled;
import dev.belay.model.codec.ChunkAssembler;
import dev.belay.model.codec.Faults;
import dev.belay.model.codec.Redaction;
import dev.belay.model.codec.RequestWriter;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.platform.memory.ByteBudget;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks one model once. Thread-safe; each call waits on its caller's thread.
///
/// Speaks HTTP/1.1, where closing a stream closes its connection, follows no redirect (the key would go along), and
/// keeps connections of answers that were read to their end.
public final class ChatClient {
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final HttpClient http;
    private final CallLimits limits;
    private final ByteBudget answers;
    private final Time time;
    private final Ids ids;
    private final Workers workers;

    /// @param connect time to connect
    /// @param answers bytes of all answers that are being read
    public ChatClient(CallLimits limits, Duration connect, ByteBudget answers, Time time, Ids ids, Workers workers) {
        this.limits = limits;
        this.answers = answers;
        this.time = time;
        this.ids = ids;
        this.workers = workers;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .executor(workers.executor())
                .build();
    }

    /// @param meter is given what the call has used, or may have, whenever it asks; from any thread
    /// @throws CallFailed if no whole answer came
    /// @throws ControlFlow.Cancelled if the call was cancelled; its connection is closed by then
    public Answered ask(Call call, Consumer<Supplier<Usage>> meter) {
        call.cancellation().check();
        ModelSpec model = call.model();
        Redaction redaction = new Redaction(model);
        ChunkAssembler assembler = new ChunkAssembler(model, call.prompt(), redaction, call.take());
        HttpRequest request = request(call);
        meter.accept(assembler::usage);
        SilenceWatch watch =
                new SilenceWatch(limits, limits.firstTokenOf(model, call.streamed()), call.deadline(), time.ticker());
        Feed feed = new Feed();
        ByteBudget.Share share = answers.take(0);
        var conversation = new Conversation(
                feed,
                watch,
                assembler,
                new BodyReader(assembler, watch, limits.maxAnswerBytes(), share),
                new Faults(redaction),
                time::now);
        Assembled.Whole whole;
        try {
            whole = converse(call, request, feed, conversation);
        } finally {
            share.release();
        }
        String responseModel = assembler.responseModel() == null ? model.name() : assembler.responseModel();
        return new Answered(whole.message(), whole.finish(), assembler.usage(), responseModel, watch.firstToken());
    }

    private Assembled.Whole converse(Call call, HttpRequest request, Feed feed, Conversation conversation) {
        boolean whole = false;
        try (var _ = call.cancellation().onCancel(() -> stop(feed))) {
            feed.follow(http.sendAsync(request, feed));
            Assembled.Whole answer = conversation.read(() -> "call_" + ids.secret(12));
            whole = true;
            return answer;
        } catch (ControlFlow.Cancelled cancelled) {
            call.cancellation().check();
            throw cancelled;
        } finally {
            leave(feed, whole);
        }
    }

    /// The connection is closed in time even if nobody reads on.
    private void stop(Feed feed) {
        feed.stop();
        workers.after(Conversation.LONGEST_LAST_LOOK, feed::close);
    }

    /// A whole answer's connection is worth keeping; it gets a moment to run off, on another thread.
    private void leave(Feed feed, boolean whole) {
        if (whole) {
            feed.drain();
            feed.ending(workers.after(DRAIN, feed::close));
        } else {
            feed.close();
        }
    }

    private static HttpRequest request(Call call) {
        byte[] body = new RequestWriter(call.model()).write(call.prompt(), call.streamed());
        return call.model().access().post("text/event-stream, application/json", call.propagation(), body);
    }
}
