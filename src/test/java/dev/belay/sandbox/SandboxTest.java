package dev.belay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a program can do.
class SandboxTest {
    private final Play play = new Play();

    @AfterEach
    void close() {
        play.close();
    }

    @Test
    void printsAndAnswers() {
        Outcome outcome = play.run("console.log('a', 1, {b: [2]}, null, undefined); final_answer({c: 3}); print('no')");

        assertThat(outcome).isEqualTo(new Outcome("a 1 {\"b\":[2]} null undefined\n", "{\"c\":3}", null, false));
    }

    @Test
    void callsFunctionsAsTheyAreWritten() {
        assertThat(play.printed("""
                const w = get_weather({city: "Rome"});
                print(w.degrees + 1, (await get_weather("Oslo", 2)).sky, tools["book-table"]({}).sky);
                book_table();
                """)).isEqualTo("22 clear clear");
        assertThat(play.calls)
                .containsExactly(
                        "get_weather{\"city\":\"Rome\"}",
                        "get_weather{\"city\":\"Oslo\",\"days\":2}",
                        "book-table{}",
                        "book-table{}");
    }

    @Test
    void keepsNumbersThatWouldLoseDigitsAsText() {
        play.host = (_, _) -> Sandbox.Reply.result("12345678901234567890");
        assertThat(play.printed("print(typeof get_weather({}))")).isEqualTo("string");
        play.host = (_, _) -> Sandbox.Reply.result("4.5");
        assertThat(play.printed("print(get_weather({}) * 2)")).isEqualTo("9");
        play.host = (_, _) -> Sandbox.Reply.result("It rains.");
        assertThat(play.printed("print(get_weather({}))")).isEqualTo("It rains.");
    }

    @Test
    void throwsWhatACallFailedWith() {
        play.host = (_, _) -> Sandbox.Reply.error("city is required");

        assertThat(play.printed("try { get_weather({}) } catch (e) { print('caught ' + e.message) }"))
                .isEqualTo("caught get_weather: city is required");
        assertThat(play.run("\n\nget_weather({})").error()).isEqualTo("Error: get_weather: city is required (line 3)");
    }

    @Test
    void remembersWhatEarlierProgramsDeclared() {
        play.run("const a = 1; let b = 2; function f() { return a + b } class C { v = 9 } d = 4");
        play.run("b = 10; const [x, {y}] = [5, {y: 6}]; throw new Error('half way')");

        assertThat(play.printed("print(a, b, f(), new C().v, d, x, y)")).isEqualTo("1 10 11 9 4 5 6");
        assertThat(play.printed("const a = 'again'; print(a, f())")).isEqualTo("again 11");
    }

    @Test
    void tellsTheLineOfAMistake() {
        assertThat(play.run("let a = 1;\nlet c = {};\nc.d.e = a;").error())
                .startsWith("TypeError")
                .endsWith("(line 3)");
        assertThat(play.run("let a = 1;\nlet = = 2;").error())
                .startsWith("SyntaxError")
                .endsWith("(line 2)");
        assertThat(play.run("a = 1;\nomega(1)").error())
                .startsWith("ReferenceError")
                .contains("omega")
                .endsWith("(line 2)");
        assertThat(play.run("throw 'bare'").error()).isEqualTo("bare");
    }

    @Test
    void standsStillInTimeAndDrawsTheSameChances() {
        String program = "print(new Date().toISOString(), Date.now(), typeof Date(), Math.random(), Math.random())";
        String first = play.printed(program);

        try (Play again = new Play()) {
            assertThat(again.printed(program))
                    .isEqualTo(first)
                    .startsWith("2026-03-01T12:00:00.000Z 1772366400000 string");
        }
    }

    @Test
    void waitsForPromises() {
        assertThat(play.printed("const f = async x => x * 2; print(await Promise.all([f(1), f(2)]))"))
                .isEqualTo("[2,4]");
        assertThat(play.run("await new Promise(() => {})").error()).contains("never comes");
        assertThat(play.printed("print('still here')")).isEqualTo("still here");
    }

    @Test
    void doesNotCountTheTimeOfCalls() {
        Play.Limits little = new Play.Limits() {
            @Override
            public Duration time() {
                return Duration.ofMillis(1500);
            }
        };
        try (Play slow = new Play(little)) {
            slow.run("1");
            slow.host = (_, _) -> {
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofMillis(2000).toNanos());
                return Sandbox.Reply.result("late");
            };
            assertThat(slow.printed("print(get_weather({}))")).isEqualTo("late");
        }
    }

    @Test
    void letsOutWhatTheHostThrows() {
        IllegalStateException asks = new IllegalStateException("a person is asked");
        play.host = (_, _) -> {
            throw asks;
        };

        assertThatThrownBy(
                        () -> play.run("try { get_weather({}) } catch { print('caught') } finally { get_weather({}) }"))
                .isSameAs(asks);
        assertThatThrownBy(() -> play.run("1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lost");
    }

    @Test
    void opensNoMoreThanItMay() {
        assertThatThrownBy(() -> play.sandboxes.open(java.util.List.of(), 1)).isInstanceOf(SandboxBusy.class);
        play.sandbox.close();
        play.sandboxes.open(java.util.List.of(), 1).close();
    }
}
