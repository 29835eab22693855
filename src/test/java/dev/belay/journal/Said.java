package dev.belay.journal;

import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Facts for tests, as short as they can be said.
public final class Said {
    public static final Usage USAGE = new Usage(10, 5, new BigDecimal("0.001"), false);

    private Said() {}

    /// A decision of `native` that calls the tool `look` once per id, or answers if there is none.
    public static Entry.Decision decision(String... callIds) {
        return new Entry.Decision(
                "native",
                new Entry.ModelStamp("primary", "gpt-x"),
                new Message.Assistant(
                        callIds.length == 0 ? "the answer" : "",
                        Arrays.stream(callIds)
                                .map(id -> new ToolCall(id, "look", "{}"))
                                .toList()),
                callIds.length == 0 ? FinishReason.STOP : FinishReason.TOOL_CALLS,
                USAGE,
                12);
    }

    public static Entry.ToolDone done(long decision, String callId, String content) {
        return done(decision, callId, content, ToolResult.Status.OK);
    }

    public static Entry.ToolDone done(long decision, String callId, String content, ToolResult.Status status) {
        return new Entry.ToolDone(
                decision, new ToolResult(callId, "look", content, status, ToolResult.Source.EXECUTED), "PURE", null, 3);
    }

    public static java.util.List<Entry> entries(Entry.Fact... facts) {
        return LongStream.rangeClosed(1, facts.length)
                .mapToObj(seq -> new Entry(seq, Instant.EPOCH, facts[(int) seq - 1]))
                .toList();
    }
}
