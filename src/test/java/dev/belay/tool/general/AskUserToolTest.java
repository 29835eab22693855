package dev.belay.tool.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.ControlFlow;
import dev.belay.tool.ToolDescription;
import dev.belay.tool.schema.Reading;
import dev.belay.tool.schema.ToolSchema;
import org.junit.jupiter.api.Test;

class AskUserToolTest {

    @Test
    void stopsWithTheQuestion() {
        assertThatThrownBy(() -> new AskUserTool().run(Context.arguments("question", "Which seat?"), Context.any()))
                .isInstanceOf(ControlFlow.NeedsHuman.class)
                .hasMessage("Which seat?");
    }

    @Test
    void asksSomething() throws Exception {
        ToolSchema schema = ToolSchema.compile(
                ToolDescription.of(AskUserTool.class).orElseThrow().schema());

        assertThat(schema.read("{\"question\":\"\"}")).isInstanceOf(Reading.Unfit.class);
        assertThat(schema.read("{\"question\":\"Which seat?\"}")).isInstanceOf(Reading.Fit.class);
        assertThat(new AskUserTool().asksPeople()).isTrue();
    }
}
