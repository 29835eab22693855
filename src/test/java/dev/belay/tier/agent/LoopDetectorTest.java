package dev.belay.tier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import org.junit.jupiter.api.Test;

class LoopDetectorTest {
    private final LoopDetector detector = new LoopDetector(2);

    private static ToolCall call(String arguments) {
        return new ToolCall("id", "look", arguments);
    }

    private void done(String arguments, String result) {
        ToolCall call = call(arguments);
        detector.record(call, new ToolResult("id", "look", result, ToolResult.Status.OK, ToolResult.Source.EXECUTED));
    }

    @Test
    void countsTheSameCallHoweverItIsSpelled() {
        done("{\"a\":1,\"b\":2}", "same");
        assertThat(detector.circles(call("{\"b\":2,\"a\":1}"))).isFalse();
        done("{ \"b\":2, \"a\":1 }", "same");
        assertThat(detector.circles(call("{\"a\":1,\"b\":2}"))).isTrue();
        assertThat(detector.circles(call("{\"a\":1}"))).isFalse();
    }

    @Test
    void letsACallThroughWhoseResultChanges() {
        done("{}", "not yet");
        done("{}", "nearly");
        done("{}", "ready");
        assertThat(detector.circles(call("{}"))).isFalse();
    }

    @Test
    void noticesAWanderingBetweenTwoCalls() {
        for (int i = 0; i < 2; i++) {
            done("{\"a\":1}", "one");
            done("{\"a\":2}", "two");
        }
        assertThat(detector.circles(call("{\"a\":1}"))).isTrue();
    }

    @Test
    void countsArgumentsThatAreNoJson() {
        done("{broken", "no");
        done("{broken", "no");
        assertThat(detector.circles(call("{broken"))).isTrue();
    }
}
