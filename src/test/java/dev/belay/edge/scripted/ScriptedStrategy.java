package dev.belay.edge.scripted;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.strategy.Strategy;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Does what the first word of the last message says.
@Alternative
@ApplicationScoped
@Identifier("scripted")
public class ScriptedStrategy implements Strategy {
    public static final String CANARY = "sk-canary-in-an-exception";
    public static final Usage USED = new Usage(7, 5, new BigDecimal("0.0001"), false);
    private static final Usage WASTED = new Usage(100, 0, new BigDecimal("0.001"), false);

    @Override
    public String id() {
        return "scripted";
    }

    @Override
    public Answer answer(TierCall call) {
        Passage passage = call.work().passage();
        Message last = call.work().request().conversation().messages().getLast();
        if (last instanceof Message.Tool tool) {
            return held(passage, "the tool said: " + tool.text());
        }
        String text = last.text();
        return switch (text.split(" ", 2)[0]) {
            case "fall" -> fall(passage);
            case "degraded" -> answer("stale", new Answer.Degradation("cache", "all models fell", Duration.ofHours(2)));
            case "reject" -> throw new ControlFlow.Rejected("the provider's policy refused");
            case "fail" -> throw new TierFailed(new Failure.Overloaded("503 from provider", Duration.ofSeconds(9)));
            case "human" -> throw new ControlFlow.NeedsHuman("may write_file run again?", "write_file");
            case "budget" -> throw new ControlFlow.BudgetStopped("the budget is used up");
            case "boom" -> throw new IllegalStateException(CANARY);
            case "hang" -> hang(call.work().limits().cancellation());
            case "torn" -> torn(call.work().limits().cancellation());
            case "stuck" -> hang(new Cancellation());
            case "weather" -> throw new ControlFlow.ClientToolCalls(clientCall());
            case "count" ->
                held(
                        passage,
                        "messages: "
                                + call.work()
                                        .request()
                                        .conversation()
                                        .messages()
                                        .size());
            default -> held(passage, "Hello, wörld! 🧗 You said: " + text);
        };
    }

    private static Answer fall(Passage passage) {
        Passage.Attempt first = passage.begin("native", 0);
        Failure failure = new Failure.Silent("no first token in 5 s", Failure.Silent.Phase.FIRST_TOKEN);
        first.failed(failure, WASTED, 0);
        passage.settle();
        passage.fell("native", failure, "loop");
        return held(passage, "held after a fall");
    }

    private static Answer held(Passage passage, String text) {
        Passage.Attempt attempt = passage.begin("loop", 1);
        attempt.held(false, USED, 0);
        return answer(text, null);
    }

    private static Answer answer(String text, Answer.Degradation label) {
        String model = label == null ? "gpt-small-2026" : null;
        return new Answer(
                new Message.Assistant(text),
                FinishReason.STOP,
                USED,
                new Answer.Provenance(label == null ? "loop" : "cache", model, label, List.of()));
    }

    private static Answer clientCall() {
        ToolCall call = new ToolCall("call_1", "get_weather", "{\"city\":\"Zürich\",\"days\":3,\"unit\":\"celsius\"}");
        return new Answer(
                new Message.Assistant("", List.of(call)),
                FinishReason.TOOL_CALLS,
                USED,
                new Answer.Provenance("native", "gpt-small-2026", null, List.of()));
    }

    /// What a framework makes of it when it is stopped in the middle.
    private static Answer torn(Cancellation cancellation) {
        try {
            return hang(cancellation);
        } catch (ControlFlow.Cancelled stopped) {
            throw new TierFailed(new Failure.TierBroken("the framework broke off"));
        }
    }

    private static Answer hang(Cancellation cancellation) {
        CountDownLatch stopped = new CountDownLatch(1);
        try (var _ = cancellation.onCancel(stopped::countDown)) {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cancellation.check();
        throw new IllegalStateException("nobody cancelled");
    }
}
