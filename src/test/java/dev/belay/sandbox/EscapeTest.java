package dev.belay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a program cannot do, however it tries.
class EscapeTest {
    private final Play play = new Play();

    @AfterEach
    void close() {
        play.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "require('fs')",
                "process.exit(1)",
                "await fetch('http://127.0.0.1')",
                "new XMLHttpRequest()",
                "new WebSocket('ws://127.0.0.1')",
                "std.open('/etc/passwd')",
                "os.exec(['ls'])",
                "Java.type('java.lang.Runtime')",
                "Packages.java.lang.System.exit(1)",
                "Javy.IO.readSync(0, new Uint8Array(9))",
                "java_invoke('belay', 'host', '[]')",
                "setTimeout(() => 1, 1)",
                "new Worker('x')",
                "WebAssembly.compile(new Uint8Array())",
                "importScripts('x')",
                "await import('fs')",
                "await import('file:///etc/passwd')",
                "import fs from 'fs'",
                "globalThis.constructor.constructor('return process')().exit()",
                "(() => {}).constructor('return java_invoke')()",
                "(async () => {}).constructor('return Javy')()()",
                "(0, eval)('process')",
                "get_weather.constructor('return this')().process.exit()",
                "book_hotel({})"
            })
    void reachesNothing(String program) {
        Outcome outcome = play.run(program);

        assertThat(outcome.error()).matches("(?s)(Reference|Type|Syntax|Internal)?Error.*");
        assertThat(outcome.lost()).isFalse();
        assertThat(play.calls).isEmpty();
    }

    @Test
    void seesTheLanguageAndItsFunctionsOnly() {
        assertThat(play.printed("print(Object.getOwnPropertyNames(globalThis).filter(n => /^[a-z$_]/.test(n)).sort())"))
                .isEqualTo("[\"$belay\",\"book_table\",\"console\",\"decodeURI\",\"decodeURIComponent\",\"encodeURI\","
                        + "\"encodeURIComponent\",\"escape\",\"eval\",\"final_answer\",\"get_weather\",\"globalThis\","
                        + "\"isFinite\",\"isNaN\",\"parseFloat\",\"parseInt\",\"print\",\"queueMicrotask\",\"tools\","
                        + "\"undefined\",\"unescape\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "for (;;) { try { while (true) {} } catch {} finally { continue } }",
                "const f = () => Promise.resolve().then(f); await f()",
                "(function g() { queueMicrotask(g) })(); await new Promise(() => {})",
                "/(a+)+$/.test('a'.repeat(40) + 'b')",
                "/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(200))",
                "new Proxy({}, {get: () => { while (true) {} }}).x",
                "for (let i = 0; ; i++) { try { get_weather({i}) } catch {} }",
                "print({toJSON() { while (true) {} }})",
                "function* g() { while (true) yield 1 } for (const x of g()) {}",
                "[...(function* () { while (true) yield 1 })()].length; while (true) {}"
            })
    void isStoppedWhenItNeverEnds(String program) {
        try (Play brief = new Play(new Play.Limits() {
            @Override
            public Duration time() {
                return Duration.ofSeconds(1);
            }
        })) {
            assertThat(brief.run(program).error()).isNotNull();
            assertThat(brief.calls.size()).isLessThanOrEqualTo(5);
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("belay-sandbox")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const all = []; while (true) all.push(new Array(10000).fill(1.5))",
                "let s = 'x'; while (true) s += s",
                "'x'.repeat(2 ** 29)",
                "new ArrayBuffer(2 ** 30)",
                "new Uint8Array(64 * 2 ** 20)",
                "let o = {}; while (true) o = {o, p: 'y'.repeat(1000) + Math.random()}",
                "JSON.stringify(new Array(1e7).fill('abcdef'))",
                "(function f() { f() })()",
                "const f = n => [n, f(n + 1)]; f(0)",
                "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; print(a)",
                "JSON.parse('['.repeat(1e6))",
                "new RegExp('('.repeat(100000) + ')'.repeat(100000)).test('')"
            })
    void doesNotGetMoreThanItsMemory(String program) {
        Outcome outcome = play.run(program);

        assertThat(outcome.error() != null || !outcome.output().isEmpty()).isTrue();
        assertThat(outcome.output().length()).isLessThan(1_100);
    }

    @Test
    void printsNoMoreThanItMay() {
        assertThat(play.run("print('x'.repeat(1e6)); for (let i = 0; i < 50; i++) print('y'.repeat(1000))")
                        .output())
                .hasSizeBetween(1_000, 1_100)
                .endsWith("[cut: a program prints at most 1000 characters]");
        assertThat(play.run("final_answer('z'.repeat(1e6))").answer()).hasSizeBetween(1_000, 1_001);
        assertThat(play.run("throw new Error('e'.repeat(1e6))").error()).hasSizeLessThan(2_100);
    }

    @Test
    void makesNoMoreCallsThanItMay() {
        assertThat(play.run("for (let i = 0; i < 5000; i++) get_weather({i})").error())
                .contains("at most 5 calls");
        assertThat(play.calls).hasSize(5);
    }

    @Test
    void givesArgumentsAsDataOnly() {
        play.run("let n = 0; get_weather({get city() { n++; return 'Rome' }}); print(n)");
        play.run("get_weather(new Proxy({city: 'Oslo'}, {ownKeys: t => Reflect.ownKeys(t)}))");
        play.run("get_weather({city: 'Bonn', __proto__: {days: 9}, toJSON: undefined})");
        assertThat(play.calls)
                .containsExactly(
                        "get_weather{\"city\":\"Rome\"}",
                        "get_weather{\"city\":\"Oslo\"}",
                        "get_weather{\"city\":\"Bonn\"}");
        assertThat(play.run("get_weather({city: new Proxy({}, {get() { throw new Error('no') }})})")
                        .error())
                .contains("no");
        assertThat(play.run("const a = {}; a.a = a; get_weather(a)").error()).contains("circular");
        assertThat(play.run("get_weather({city: 'x'.repeat(300000)})").error()).contains("longer than");
        assertThat(play.calls).hasSize(3);
    }

    @Test
    void isNotPollutedByResults() {
        play.host = (_, _) ->
                Sandbox.Reply.result("{\"__proto__\":{\"admin\":true},\"constructor\":{\"prototype\":{\"x\":1}}}");

        assertThat(play.printed("get_weather({}); print({}.admin, {}.x)")).isEqualTo("undefined undefined");
    }

    @Test
    void onlyHarmsItselfByPollutingTheLanguage() {
        play.run("Object.prototype.error = 'polluted'; Array.prototype.toJSON = () => 'no'");
        play.run(
                "try { globalThis.eval = null } catch {} JSON.parse = () => { throw 1 }; JSON.stringify = null; Promise.prototype.then = null");
        assertThat(play.run("print(get_weather({city: 'Rome'}).sky)").output()).isEqualTo("clear\n");
    }

    @Test
    void getsNothingFromItsOwnDoor() {
        Outcome outcome = play.run("$belay.run(); $belay.within(null); print(Object.keys($belay)); $belay.run = 1");

        assertThat(outcome.lost()).isFalse();
        play.run("1");
        assertThat(play.calls).isEmpty();
    }

    @Test
    void closesItsFunctionOnlyForItself() {
        assertThat(play.printed("})(); print('outside'); (() => {")).contains("outside");
        assertThat(play.printed("print('next')")).isEqualTo("next");
    }

    @Test
    void doesNotBeginWhenTooLong() {
        assertThat(play.run("1;".repeat(6_000)).error()).contains("longer than 10000");
    }
}
