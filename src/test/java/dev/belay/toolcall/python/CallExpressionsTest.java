package dev.belay.toolcall.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallExpressionsTest {
    private static final Set<String> NAMES = Set.of("f", "g", "h", "get_weather", "api.v2.search");

    static List<Arguments> found() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        try (InputStream in = CallExpressionsTest.class.getResourceAsStream("/toolcall/python/found.txt")) {
            List<String> calls = null;
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("> ")) {
                    calls = new ArrayList<>();
                    cases.add(Arguments.of(line.substring(2).replace('⏎', '\n'), calls));
                } else if (!line.isBlank() && !line.startsWith("# ")) {
                    calls.add(line);
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("found")
    void findsCallsAndNothingElse(String text, List<String> calls) {
        assertThat(find(text)).extracting(CallExpressionsTest::words).isEqualTo(calls);
    }

    @Test
    void saysWhereACallStands() {
        String text = "First default_api.f(a=(1, 2)) then `('g', {'b': 1})`.";
        assertThat(find(text))
                .extracting(call -> text.substring(call.start(), call.end()))
                .containsExactly("default_api.f(a=(1, 2))", "('g', {'b': 1})");
    }

    @Test
    void namesTheProblemForTheModel() {
        assertThat(find("f(when=datetime.date(2020, 1, 1), b=2)").getFirst().problem())
                .isEqualTo("the argument when is not a literal: a call inside an argument would have to be evaluated");
        assertThat(find("f(city=city)").getFirst().problem())
                .isEqualTo("the argument city is a variable: its value has to be written");
    }

    @Test
    void saysWhetherTheTextWentOnToTheEndOfTheCall() {
        assertThat(find("f(a=1)").getFirst().whole()).isTrue();
        assertThat(find("f(a=1").getFirst().whole()).isFalse();
        assertThat(find("f(a=[1").getFirst().whole()).isFalse();
        assertThat(find("f(a='x").getFirst().whole()).isFalse();
    }

    @Test
    void looksAtAStretchOfTheTextOnly() {
        String text = "f(a=1) f(a=2) f(a=3)";
        assertThat(CallExpressions.find(text, 7, 13, NAMES::contains)).hasSize(1);
        assertThat(CallExpressions.find(text, -5, 100, NAMES::contains)).hasSize(3);
        assertThat(CallExpressions.find(text, 10, 2, NAMES::contains)).isEmpty();
    }

    @Test
    void aModelThatRepeatsItselfIsHeardOnlySoOften() {
        assertThat(find("f(a=1)\n".repeat(5_000))).hasSize(CallExpressions.MOST);
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("[f(a=1), x.y(b=2)] tail", 18, true, "f {\"a\":1}|x.y {\"b\":2}"),
                Arguments.of(" [f(a=\"x]\", b=['y', 'z'])]<|eot|>", 26, true, "f {\"a\":\"x]\",\"b\":[\"y\",\"z\"]}"),
                Arguments.of("[\"f(a=1)\", 'g(b=2)']", 20, true, "f {\"a\":1}|g {\"b\":2}"),
                Arguments.of("[\"f(a=\\\"x\\\")\"]", 14, true, "f {\"a\":\"x\"} DOUBLED_ESCAPES"),
                Arguments.of("[f(a=1)\ng(b=2)]", 15, true, "f {\"a\":1}|g {\"b\":2}"),
                Arguments.of("[f(a=1); g(b=2),]", 17, true, "f {\"a\":1}|g {\"b\":2}"),
                Arguments.of("[f(a=1), g(b=2)", 15, false, "f {\"a\":1}|g {\"b\":2}"),
                Arguments.of("[f(a=1), g(b=2]", 15, true, "f {\"a\":1}|g {\"b\":2} MISSING_CLOSER"),
                Arguments.of("[f(a=1), g(b=", 13, false, "f {\"a\":1}|! g"),
                Arguments.of("[]", 2, true, ""));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void readsAListUpToItsEnd(String text, int end, boolean whole, String calls) {
        CallList list = new CallExpressions(text).list(0, text.length());
        assertThat(list.calls().stream().map(CallExpressionsTest::words).collect(Collectors.joining("|")))
                .isEqualTo(calls);
        assertThat(list.end()).isEqualTo(end);
        assertThat(list.whole()).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherListsAreNone(String text) {
        assertThat(new CallExpressions(text).list(0, text.length())).isNull();
    }

    static List<String> others() {
        return List.of("", "f(a=1)", "[", "[1, 2]", "[f(a=1), 5]", "[f(x)]", "[f(a=1) g(b=1)]", "[f]", "[\"f\"]");
    }

    @Test
    void readsTheCallAtAPlaceWhateverItsName() {
        assertThat(new CallExpressions("  x.y(a=1) z").call(0, 12)).satisfies(call -> {
            assertThat(call.name()).isEqualTo("x.y");
            assertThat(call.end()).isEqualTo(10);
        });
        assertThat(new CallExpressions("x y(a=1)").call(0, 8)).isNull();
    }

    private static List<WrittenCall> find(String text) {
        return CallExpressions.find(text, 0, text.length(), NAMES::contains);
    }

    private static String words(WrittenCall call) {
        if (call.problem() != null) {
            return "! " + call.name();
        }
        String positional =
                call.positional().isEmpty() ? "" : call.positional().toString().replace(", ", ",") + " ";
        String repairs = call.repairs().stream().map(Repair::name).sorted().collect(Collectors.joining(" "));
        return (call.name() + " " + positional + call.named() + " " + repairs).strip();
    }
}
