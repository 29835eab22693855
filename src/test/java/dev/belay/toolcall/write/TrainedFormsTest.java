package dev.belay.toolcall.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.ModelsConfig.CallForm;
import dev.belay.toolcall.write.form.Forms;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedFormsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            NousResearch/Hermes-3-Llama-3.1-8B, hermes
            Qwen/Qwen2.5-7B-Instruct, hermes
            qwen3:32b, hermes
            Qwen/Qwen3-Coder-480B-A35B-Instruct, qwen-coder
            qwen3-coder:30b, qwen-coder
            meta-llama/Llama-3.3-70B-Instruct, llama
            accounts/fireworks/models/llama-v3p1-70b-instruct, llama
            llama3.1:8b, llama
            meta-llama/Llama-3.2-3B-Instruct, pythonic
            meta-llama/Llama-4-Scout-17B-16E-Instruct, pythonic
            google/gemma-3-27b-it, pythonic
            LiquidAI/LFM2-1.2B, lfm
            mistralai/Mistral-7B-Instruct-v0.3, mistral
            mistralai/Mistral-Small-3.2-24B-Instruct-2506, mistral-args
            mistralai/Devstral-Small-2507, mistral-args
            deepseek-ai/DeepSeek-V3.1, deepseek
            deepseek-r1:70b, deepseek
            zai-org/GLM-4.6, glm
            zai-org/glm-4-9b-chat, belay
            moonshotai/Kimi-K2-Instruct, kimi
            MiniMaxAI/MiniMax-M2, minimax
            ibm-granite/granite-3.3-8b-instruct, granite
            ibm-granite/granite-4.0-h-small, hermes
            microsoft/Phi-4-mini-instruct, phi
            microsoft/phi-4, belay
            Salesforce/Llama-xLAM-2-8b-fc-r, json
            ai21labs/AI21-Jamba-1.6-Mini, jamba
            anthropic/claude-sonnet-4, anthropic
            gpt-4o-mini, belay
            some-model-of-ours, belay
            """)
    void knowsWhatAModelWasTrainedOn(String model, String form) {
        assertThat(TrainedForms.of(model)).isEqualTo(form);
        assertThat(Forms.of(model).id()).isEqualTo(form);
    }

    /// What can be configured is what can be written.
    @Test
    void eachConfigurableFormIsOne() {
        List<String> configurable =
                Stream.of(CallForm.values()).map(CallForm::word).toList();
        assertThat(Forms.ALL.stream().map(CallWriter::id)).containsExactlyInAnyOrderElementsOf(configurable);
    }
}
