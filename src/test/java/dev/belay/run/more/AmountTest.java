package dev.belay.run.more;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.budget.Measure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "USD, 5, 5",
        "USD, $5, 5",
        "USD, ' $ 5.50 ', 5.50",
        "USD, 5$, 5",
        "USD, 5 USD, 5",
        "USD, usd 5, 5",
        "USD, 5 dollars, 5",
        "USD, 1 Dollar, 1",
        "USD, 0.5 US dollars, 0.5",
        "TOKENS, 5000, 5000",
        "TOKENS, 5000 tokens, 5000",
        "MODEL_CALLS, 1.5, 1",
        "MODEL_CALLS, 1 model call, 1",
        "MODEL_CALLS, 20 model_calls, 20",
        "TOOL_CALLS, 3 tool calls, 3",
        "SECONDS, 90.9 seconds, 90",
    })
    void readsANumberAndWhatItIsANumberOf(Measure measure, String answer, String amount) {
        assertThat(Amount.read(measure, answer).orElseThrow().toPlainString()).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"50 cents", "20k", "5 million", "5 EUR", "€5", "5 tokens", "1,000", "-5", "five", "", "$", "no"})
    void anyOtherWordMakesItAnotherAmount(String answer) {
        assertThat(Amount.read(Measure.USD, answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"20k", "$5", "5 dollars", "5 minutes", "5 tool calls", "5 calls a day"})
    void neitherAreDollarsCalls(String answer) {
        assertThat(Amount.read(Measure.MODEL_CALLS, answer)).isEmpty();
    }
}
