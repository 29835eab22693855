package dev.belay.run;

import static dev.belay.journal.Said.USAGE;
import static dev.belay.journal.Said.decision;
import static dev.belay.journal.Said.done;
import static dev.belay.journal.Said.entries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final List<Entry> CARRIED_OVER = entries(
            new Entry.AttemptStarted("native", 1, 0),
            decision("a", "b"),
            done(2, "a", "A"),
            done(2, "b", "no such file", ToolResult.Status.ERROR),
            new Entry.ModelFailed("native", "primary", "silent", "no first token in 5 s", 5000, USAGE),
            new Entry.TierFell("native", "silent", "no first token in 5 s", "adk"),
            new Entry.AttemptStarted("adk", 2, 2),
            new Entry.Correction("adk", "schema", "the price is secret", USAGE),
            decision(),
            new Entry.TierHeld("adk", false),
            new Entry.Ended(RunState.SUCCEEDED, null));

    @Test
    void tellsARunInOneSentence() {
        assertThat(summary(RunState.SUCCEEDED, CARRIED_OVER))
                .isEqualTo("native fell (silent: no first token in 5 s) after 2 tool results; "
                        + "adk carried on from 2 tool results and answered");
    }

    @Test
    void tellsEveryStepInOrder() {
        assertThat(explain(RunState.SUCCEEDED, CARRIED_OVER).steps())
                .extracting(Explanation.Step::text)
                .containsExactly(
                        "attempt 1: native begins",
                        "primary asked for look, look in 12 ms, 10 + 5 tokens, $0.001",
                        "look ran in 3 ms",
                        "look failed after 3 ms, without effect",
                        "primary gave nothing after 5000 ms (silent: no first token in 5 s), 10 + 5 tokens, $0.001",
                        "native fell (silent: no first token in 5 s); adk follows",
                        "attempt 2: adk begins with 2 tool results carried over",
                        "what the model gave was not accepted (schema), and it was told so, 10 + 5 tokens, $0.001",
                        "primary answered in 12 ms, 10 + 5 tokens, $0.001",
                        "adk held",
                        "the run ended SUCCEEDED");
    }

    @Test
    void tellsWhatHadToBeMended() {
        var plain = decision("a");
        var mended = new Entry.Decision(
                plain.tier(),
                plain.model(),
                plain.message(),
                plain.finish(),
                plain.usage(),
                plain.millis(),
                0.97,
                List.of("comment", "single-quotes"));
        assertThat(explain(RunState.RUNNING, entries(mended)).steps())
                .extracting(Explanation.Step::text)
                .containsExactly("primary asked for look in 12 ms, with repairs (comment, single-quotes), "
                        + "10 + 5 tokens, $0.001");
    }

    @Test
    void saysWhatAProgramDidByItself() {
        var model = new Entry.ModelStamp("primary", "gpt-x");
        var call = new Message.Assistant("", List.of(new ToolCall("a", "look", "{}")));
        assertThat(explain(
                                RunState.SUCCEEDED,
                                entries(
                                        new Entry.AttemptStarted("code", 1, 0),
                                        new Entry.Program(
                                                "code", model, new Message.Assistant("…"), "look()", USAGE, 40),
                                        new Entry.Decision("code", model, call, FinishReason.TOOL_CALLS, Usage.NONE, 0),
                                        done(3, "a", "A"),
                                        new Entry.ProgramEnded(2, "A", false),
                                        new Entry.Decision(
                                                "code",
                                                model,
                                                new Message.Assistant("A"),
                                                FinishReason.STOP,
                                                Usage.NONE,
                                                0)))
                        .steps())
                .extracting(Explanation.Step::text)
                .containsExactly(
                        "attempt 1: code begins",
                        "primary wrote a program in 40 ms, 10 + 5 tokens, $0.001",
                        "the program called look",
                        "look ran in 3 ms",
                        "the program ended",
                        "the program gave the answer");
    }

    @Test
    void addsUpWhatEveryAttemptCost() {
        assertThat(explain(RunState.SUCCEEDED, CARRIED_OVER).usage())
                .isEqualTo(new Usage(40, 20, new BigDecimal("0.004"), false));
        assertThat(explain(
                                RunState.RUNNING,
                                entries(
                                        decision(),
                                        new Entry.ModelFailed(
                                                "native", "m", "cut", "", 1, new Usage(1, 1, null, true))))
                        .usage())
                .as("a price that is not known is not free")
                .isEqualTo(new Usage(11, 6, null, true));
    }

    @Test
    void tellsWhereAToolsResultCameFrom() {
        assertThat(explain(
                                RunState.IN_DOUBT,
                                entries(
                                        decision("a"),
                                        tool("a", ToolResult.Status.OK, ToolResult.Source.LEDGER),
                                        tool("a", ToolResult.Status.ERROR, ToolResult.Source.REFUSED),
                                        tool("a", ToolResult.Status.IN_DOUBT, ToolResult.Source.EXECUTED),
                                        new Entry.Ended(RunState.IN_DOUBT, "pay"),
                                        tool("a", ToolResult.Status.OK, ToolResult.Source.EXECUTED)))
                        .steps())
                .extracting(Explanation.Step::text)
                .containsExactly(
                        "primary asked for look in 12 ms, 10 + 5 tokens, $0.001",
                        "pay was answered from the effect ledger and did not run again",
                        "pay was refused before anything ran",
                        "pay ran for 7 ms; whether it took effect is not known",
                        "the run ended IN_DOUBT (pay)",
                        "after the end: pay ran in 7 ms");
    }

    @Test
    void countsTheTriesOfATierAndNamesTheEnd() {
        assertThat(summary(
                        RunState.FAILED,
                        entries(
                                new Entry.AttemptStarted("native", 1, 0),
                                new Entry.AttemptStarted("native", 2, 0),
                                new Entry.TierFell("native", "tier_broken", "", "rules"),
                                new Entry.AttemptStarted("rules", 3, 0),
                                new Entry.TierFell("rules", "no_match", "no rule applies", null))))
                .isEqualTo("native was tried 2 times and fell (tier_broken); rules fell (no_match: no rule applies); "
                        + "no tier held");
        assertThat(summary(RunState.DEGRADED, entries(new Entry.TierHeld("rules", true))))
                .isEqualTo("rules gave a degraded answer");
    }

    @Test
    void doesNotClaimToKnowWhatAnotherProcessDoes() {
        RunRecord run = run(RunState.RUNNING);
        assertThat(Explainer.explain(run, true, List.of(), List.of()).summary()).isEqualTo("the run goes on");
        assertThat(Explainer.explain(run, false, List.of(), List.of()).summary())
                .isEqualTo("the run is recorded as going on, but not in this process");
    }

    @Test
    void listsEffectsWithoutTheirArguments() {
        EffectLedger.Effect effect = new EffectLedger.Effect(
                new EffectKey("r", "pay", "{\"card\":\"4111\"}", 0),
                "r",
                EffectClass.KEYED,
                new EffectState.Done("paid with 4111"),
                Instant.EPOCH);
        Explanation explanation = Explainer.explain(run(RunState.SUCCEEDED), false, CARRIED_OVER, List.of(effect));

        assertThat(explanation.effects())
                .containsExactly(new Explanation.Effect("pay", "KEYED", "DONE", Instant.EPOCH));
        assertThat(explanation.toString()).doesNotContain("4111", "secret", "no such file");
    }

    @Test
    void saysWhereAResultHasAnotherShapeThanDeclared() {
        String result = ToolResult.OTHER_SHAPE + "it is not JSON]\nsecret";
        var done = new ToolResult("a", "look", result, ToolResult.Status.OK, ToolResult.Source.EXECUTED);

        assertThat(explain(RunState.SUCCEEDED, entries(new Entry.ToolDone(1, done, "PURE", null, 3)))
                        .steps())
                .extracting(Explanation.Step::text)
                .containsExactly("look ran in 3 ms; its result has another shape than declared");
    }

    private static Entry.ToolDone tool(String callId, ToolResult.Status status, ToolResult.Source source) {
        return new Entry.ToolDone(1, new ToolResult(callId, "pay", "x", status, source), "KEYED", "k", 7);
    }

    private static String summary(RunState state, List<Entry> entries) {
        return explain(state, entries).summary();
    }

    private static Explanation explain(RunState state, List<Entry> entries) {
        return Explainer.explain(run(state), false, entries, List.of());
    }

    private static RunRecord run(RunState state) {
        return new RunRecord(
                new RunRecord.Head(
                        "r", "r", "local", "sequential", "belay", null, new RunRecord.Times(Instant.EPOCH, null)),
                state,
                null,
                Usage.NONE,
                1);
    }
}
