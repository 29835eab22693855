package dev.belay.toolcall.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.belay.toolcall.value.WrittenCall;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallExpressionsPropertyTest {
    private static final int LENGTH = 1_000_000;
    private static final List<String> VALUES =
            List.of("1", "-2.5", "'x'", "\"it's\"", "[1, 'b']", "{'k': (1,)}", "True", "None", "'a, b=1)'", "'it\\'s'");
    private static final List<String> AROUND = List.of(
            "", "Sure: ", "\n", "x = ", "print(", "[", "```python\n", ") ", "], ", "It's done. ", "\"", "'", "; ");

    @Property(tries = 3_000)
    void everyCallIsFoundWhateverStandsAroundIt(@ForAll("arguments") List<String> values, @ForAll Random random) {
        String call = call(values);
        String text = around(random) + call + around(random) + "\n" + around(random) + call;
        List<WrittenCall> found = CallExpressions.find(text, 0, text.length(), "f"::equals);
        assertThat(found).as(text).hasSize(2);
        assertThat(found).as(text).allSatisfy(one -> {
            assertThat(text.substring(one.start(), one.end())).isEqualTo(call);
            assertThat(one.named()).hasSize(values.size());
            assertThat(one.repairs()).isEmpty();
            assertThat(one.problem()).isNull();
        });
    }

    @Property(tries = 20_000)
    void neverThrowsAndKeepsTheOrder(@ForAll("tangle") String text, @ForAll Random random) {
        int last = 0;
        for (WrittenCall call : CallExpressions.find(text, 0, text.length(), "f"::equals)) {
            assertThat(call.start()).isGreaterThanOrEqualTo(last);
            assertThat(call.end()).isBetween(call.start(), text.length());
            last = call.end();
        }
        int from = random.nextInt(text.length() + 1);
        int to = random.nextInt(text.length() + 1);
        CallExpressions expressions = new CallExpressions(text);
        expressions.list(from, to);
        expressions.call(from, to);
        assertThat(expressions.find(from, to, _ -> true))
                .allMatch(call -> call.start() >= from && call.end() <= Math.max(from, to));
    }

    /// See [dev.belay.toolcall.value.LenientValues]: the budget is what makes this end.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "f(",
                "f(a=",
                "f('",
                "f(a='",
                "[f(a=[",
                "(\"f\",{",
                "\"f(\"",
                "def f(",
                ";def f(a,",
                "for a in ",
                "f(a=1,",
                "f()",
                "f(a='it's',",
                "f(*",
                "f(**{",
                "f(a=\\\"",
                "f(a='\n'",
                "f.",
                "a=",
                "\n",
                " ",
                "f(\"\"\"",
                "def x():\n'''",
                "#",
                "\\_",
                "f(a=b ",
                "def g():\n def h():\n"
            })
    void hostileTextIsSearchedInLinearTime(String piece) {
        String text = piece.repeat(LENGTH / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            CallExpressions expressions = new CallExpressions(text);
            assertThat(expressions.find(0, text.length(), "f"::equals)).hasSizeLessThanOrEqualTo(CallExpressions.MOST);
            expressions.list(0, text.length());
        });
    }

    private static String call(List<String> values) {
        StringBuilder call = new StringBuilder("f(");
        for (int i = 0; i < values.size(); i++) {
            call.append(i == 0 ? "" : ", ").append((char) ('a' + i)).append('=').append(values.get(i));
        }
        return call.append(')').toString();
    }

    private static String around(Random random) {
        return AROUND.get(random.nextInt(AROUND.size()));
    }

    @Provide
    Arbitrary<List<String>> arguments() {
        return Arbitraries.of(VALUES).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> tangle() {
        return Arbitraries.of(
                        "f(", "f", "g(a=1)", ")", "(", "[", "]", "{", "}", "\"", "'", "\\", "\n", " ", ",", ":", "=",
                        "a=", "b", "'it's'", "1", "#", "//", "def ", "class ", "for ", "...", "*", "**", "\"\"\"",
                        "\\n", "\\_", "é", "\ud800", "->", "<", ".", "-", "; ", "str")
                .list()
                .ofMaxSize(16)
                .map(pieces -> String.join("", pieces));
    }
}
