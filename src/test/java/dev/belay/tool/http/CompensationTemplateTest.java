package dev.belay.tool.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.tool.ToolFailed;
import org.junit.jupiter.api.Test;

class CompensationTemplateTest {
    private final ObjectNode paid = Json.object().put("order", "7 {amount} $1").put("amount", 5);

    @Test
    void putsInWhatIsKnownOfTheEffectWithItsType() throws ToolFailed {
        var template = CompensationTemplate.parse("refund", """
                {"id": "{result.payment.id}", "amount": "{amount}", "fixed": true,
                 "notes": ["order {order}: {amount}", "{result}"]}""");

        assertThat(Json.write(template.fill(paid, "{\"payment\":{\"id\":42}}"))).isEqualTo("""
                {"id":42,"amount":5,"fixed":true,"notes":["order 7 {amount} $1: 5","{\\"payment\\":{\\"id\\":42}}"]}""");
        assertThat(template.arguments()).containsExactly("amount", "order");
    }

    @Test
    void saysWhatIsMissing() {
        var template = CompensationTemplate.parse("refund", "{\"id\": \"{result.id}\"}");

        assertThatThrownBy(() -> template.fill(paid, "receipt"))
                .isInstanceOf(ToolFailed.class)
                .hasMessageContaining("{result.id}");
        assertThatThrownBy(() -> template.fill(paid, "{}")).isInstanceOf(ToolFailed.class);
    }

    @Test
    void isAnObject() {
        assertThatThrownBy(() -> CompensationTemplate.parse("refund", "[]")).hasMessage("must be a JSON object");
        assertThatThrownBy(() -> CompensationTemplate.parse("refund", "{")).hasMessage("must be a JSON object");
    }
}
