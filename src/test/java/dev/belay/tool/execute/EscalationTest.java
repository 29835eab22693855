package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.approval.Approval;
import dev.belay.approval.Approvals.Reply;
import dev.belay.approval.Approvals.Ruling;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.ledger.EffectClass;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tools that stop to ask a person.
class EscalationTest {

    @ParameterizedTest
    @EnumSource
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
    void anEffectThatStopsHasCertainlyNotHappenedAndMayHappenAfterTheAnswer(EffectClass effect) {
        try (Rig rig = stopping(effect)) {
            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.NeedsHuman.class);
            assertThat(rig.ledger.states()).containsExactly("FAILED");
            assertThat(rig.runs).hasValue(1);

            rig.body = (_, _) -> "ordered";
            ToolResult result = rig.call("c1", "{}", 1);

            assertThat(result.content()).isEqualTo("ordered");
            assertThat(result.source()).isEqualTo(Source.EXECUTED);
            assertThat(rig.ledger.states()).containsExactly("DONE");
            assertThat(rig.approvals.questions).hasSize(1);
            assertThat(rig.keys).hasSize(2).containsOnly(rig.keys.getFirst());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "RECONCILABLE", "UNSAFE"})
    void theYesOfAPersonIsNotSpentByAQuestion(EffectClass effect) {
        try (Rig rig = stopping(effect)) {
            rig.approvals.ruling = new Ruling.Granted("approval-1");

            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.NeedsHuman.class);

            assertThat(rig.ledger.states()).containsExactly("INTENDED");
        }
    }

    @Test
    void aQuestionAfterASendingWithoutAnAnswerLeavesItInDoubt() {
        try (Rig rig = new Rig(EffectClass.KEYED)) {
            rig.body = (_, _) -> {
                if (rig.runs.get() == 1) {
                    throw new IOException();
                }
                throw new ControlFlow.NeedsHuman("which one?", "act");
            };

            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.IN_DOUBT);
            assertThat(rig.approvals.questions).isEmpty();
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
