package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.approval.Approval;
import dev.belay.approval.Approvals.Reply;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.ledger.EffectClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tools that stop to ask a person.
class EscalationTest {

    @ParameterizedTest
    @EnumSource(names = {"PURE", "TRANSACTIONAL"})
    void theRunRestsAndTheAnswerBecomesTheResult(EffectClass effect) {
        try (Rig rig = stopping(effect)) {
            assertThatThrownBy(() -> rig.call("c1", "{\"n\":1}", 1))
                    .isInstanceOfSatisfying(ControlFlow.NeedsHuman.class, stop -> {
                        assertThat(stop.getMessage()).isEqualTo("which one?");
                        assertThat(stop.tool()).isEqualTo("act");
                    });
            assertThat(rig.journal.results()).as("nothing came of it yet").isEmpty();
            assertThat(rig.approvals.questions).singleElement().satisfies(question -> {
                assertThat(question.kind()).isEqualTo(Approval.Kind.QUESTION);
                assertThat(question.text()).isEqualTo("which one?");
                assertThat(question.decision()).isEqualTo(1);
            });

            rig.approvals.reply = new Reply.Answered("approval-2", "the blue one");
            ToolResult result = rig.call("c1", "{\"n\":1}", 1);

            assertThat(result.content()).isEqualTo("the blue one");
            assertThat(result.status()).isEqualTo(Status.OK);
            assertThat(rig.journal.results()).containsExactly(result);
            assertThat(rig.approvals.questions.getFirst().key())
                    .as("asked once")
                    .isEqualTo(rig.approvals.questions.getLast().key());
        }
    }

    @Test
    void aQuestionHandedBackIsReadByTheModel() {
        try (Rig rig = stopping(EffectClass.PURE)) {
            rig.approvals.reply = new Reply.Refused("approval-2", "a person said no: find out yourself");

            ToolResult result = rig.call("c1", "{}", 1);

            assertThat(result.status()).isEqualTo(Status.ERROR);
            assertThat(result.source()).isEqualTo(Source.REFUSED);
            assertThat(result.content()).contains("find out yourself");
            assertThat(rig.journal.results()).containsExactly(result);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "RECONCILABLE", "UNSAFE"})
    void anEffectThatStopsHasCertainlyNotHappened(EffectClass effect) {
        try (Rig rig = stopping(effect)) {
            ToolResult result = rig.call("c1", "{}", 1);

            assertThat(result.status()).isEqualTo(Status.ERROR);
            assertThat(result.content()).contains("not done", "which one?");
            assertThat(rig.ledger.states()).containsExactly("FAILED");
            assertThat(rig.runs).hasValue(1);
        }
    }

    private static Rig stopping(EffectClass effect) {
        Rig rig = new Rig(effect);
        rig.body = (_, _) -> {
            throw new ControlFlow.NeedsHuman("which one?", "act");
        };
        return rig;
    }
}
