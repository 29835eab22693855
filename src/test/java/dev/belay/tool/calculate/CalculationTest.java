package dev.belay.tool.calculate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalculationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1+2*3                 | 7",
                "(1+2)*3               | 9",
                "0.1+0.2               | 0.3",
                "19.99*3*1.19          | 71.3643",
                "10/4                  | 2.5",
                "1/3                   | 0.3333333333333333333333333333333333",
                "-2^2                  | -4",
                "(-2)^2                | 4",
                "2^3^2                 | 512",
                "2**10                 | 1024",
                "2^-2                  | 0.25",
                "2^0.5                 | 1.4142135623731",
                "0^0                   | 1",
                "--3                   | 3",
                "2--3                  | 5",
                "-7%3                  | -1",
                "7.5%2                 | 1.5",
                "1e3+1E-2              | 1000.01",
                ".5+5.                 | 5.5",
                "2 × 3 ÷ 4 − 1         | 0.5",
                "sqrt(2)               | 1.414213562373095048801688724209698",
                "sqrt(16)              | 4",
                "max(1,2.5,-3)         | 2.5",
                "min(4, 2)             | 2",
                "round(2.345, 2)       | 2.35",
                "round(-2.5)           | -3",
                "round(1234, -2)       | 1200",
                "floor(-1.5)+ceil(1.2) | 0",
                "abs(-3.50)            | 3.5",
                "pow(2, 100)           | 1267650600228229401496703205376",
                "2^200                 | 1606938044258990275541962092341162602522202993782792835301376",
                "1.5e300               | 1.5E+300",
                "100-100               | 0",
                "ln(e)                 | 1",
                "log(1000)             | 3",
                "sin(0)                | 0",
                "cos(PI)               | -1",
                "(-1)^1000001          | -1",
                "1000000 * 1000000     | 1000000000000",
            })
    void calculates(String expression, String value) throws BadExpression {
        assertThat(Calculation.evaluate(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''             | a number was expected, not the end",
                "1+             | not the end",
                "(1+2           | a ) was expected before the end",
                "1 2            | an operator was expected before \"2\" at 3",
                "1)             | an operator was expected before \")\" at 2",
                "1/0            | division by zero",
                "5%(1-1)        | division by zero",
                "0^-1           | division by zero",
                "sqrt(-1)       | square root of a negative",
                "(-8)^(1/3)     | not a real number",
                "ln(0)          | not a real number",
                "foo(1)         | there is no function foo; there are: abs,",
                "x+1            | nothing is known as \"x\" at 1",
                "round(1,2,3)   | round takes at least 1 values, not 3",
                "sqrt()         | a number was expected",
                "1 $ 2          | \"$\" at 3 does not belong",
                "9^9^9^9        | too large",
                "9^99999        | too large",
                "1e99999        | exponent at 2 is too large",
                "1e9999*1e9999*1e9999 | too large",
                "System.exit(0) | at 7",
                ".              | a number was expected at 1",
            })
    void saysWhatIsWrong(String expression, String problem) {
        assertThatThrownBy(() -> Calculation.evaluate(expression))
                .isInstanceOf(BadExpression.class)
                .hasMessageContaining(problem);
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThatThrownBy(() -> Calculation.evaluate("(".repeat(1000) + "1" + ")".repeat(1000)))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> Calculation.evaluate("-".repeat(1000) + "1"))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> Calculation.evaluate("1+".repeat(5000) + "1")).hasMessageContaining("longer than");
    }

    @Property
    void sumsAndProductsAreExact(
            @ForAll @BigRange(min = "-1e9", max = "1e9") @Scale(6) BigDecimal a,
            @ForAll @BigRange(min = "-1e9", max = "1e9") @Scale(6) BigDecimal b)
            throws BadExpression {
        String given = "(" + a.toPlainString() + ")*(" + b.toPlainString() + ")-(" + b.toPlainString() + ")";

        assertThat(new BigDecimal(Calculation.evaluate(given)))
                .isEqualByComparingTo(a.multiply(b).subtract(b));
    }
}
