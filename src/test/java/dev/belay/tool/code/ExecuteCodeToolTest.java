package dev.belay.tool.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.sandbox.SandboxConfig;
import dev.belay.sandbox.Sandboxes;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDescription;
import dev.belay.tool.ToolFailed;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecuteCodeToolTest {
    private final Workers workers = new Workers();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void isOffUntilItIsSwitchedOn() {
        assertThat(tool(Map.of()).unavailable()).contains("belay.sandbox.tool");
        assertThat(tool(Map.of("belay.sandbox.tool", "true")).unavailable()).isNull();
        assertThat(ToolDescription.of(ExecuteCodeTool.class).orElseThrow().effect())
                .isEqualTo(EffectClass.PURE);
    }

    @Test
    void computes() throws ToolFailed {
        assertThat(run("console.log([1, 2, 3].map(n => n * n)); final_answer(2 ** 40)"))
                .isEqualTo("[1,4,9]\n1099511627776");
        assertThat(run("const a = 1")).isEqualTo("The program printed nothing.");
        assertThat(run("print(typeof a)")).as("nothing is kept").isEqualTo("undefined");
    }

    @Test
    void saysWhereAProgramIsWrong() {
        assertThatThrownBy(() -> run("print('before')\nnothing.there"))
                .isInstanceOf(ToolFailed.class)
                .hasMessageStartingWith("before\nReferenceError")
                .hasMessageEndingWith("(line 2)");
        assertThatThrownBy(() -> run("tools.pay({})")).hasMessageContaining("there is no function pay");
    }

    private String run(String code) throws ToolFailed {
        var arguments = new Arguments(Json.object().put("code", code));
        var deadline = Deadline.after(Duration.ofSeconds(30), System::nanoTime);
        var context = new ToolContext("run", Caller.LOCAL, null, deadline, new Cancellation(), Map.of());
        return tool(Map.of()).run(arguments, context);
    }

    private ExecuteCodeTool tool(Map<String, String> set) {
        SandboxConfig config = new SmallRyeConfigBuilder()
                .withMapping(SandboxConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withDefaultValues(set)
                .build()
                .getConfigMapping(SandboxConfig.class);
        return new ExecuteCodeTool(config, new Sandboxes(config, workers, Time.SYSTEM), Time.SYSTEM);
    }
}
