package dev.belay.approval.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.ConfigCheck.Problem;
import org.junit.jupiter.api.Test;

class ApprovalCheckTest {
    private final ApprovalCheck check = new ApprovalCheck();

    @Test
    void findsNothingWrongWithTheDefaults() {
        assertThat(check.problems(ConfigForTests.whole())).isEmpty();
        assertThat(check.hints(ConfigForTests.whole())).isEmpty();
    }

    @Test
    void namesEveryOffendingProperty() {
        assertThat(check.problems(ConfigForTests.whole(
                        "confidence.escalate", "0.8",
                        "confidence.auto-approve", "1.2",
                        "cost-gate-usd", "-1",
                        "quorum", "0",
                        "critical-quorum", "2",
                        "deadline", "0s",
                        "personal-data.patterns.bad", "(",
                        "escalation", "a,a",
                        "groups.a.keys", "one",
                        "groups.b.senior", "true")))
                .extracting(Problem::property)
                .containsExactlyInAnyOrder(
                        "belay.approval.confidence.auto-approve",
                        "belay.approval.confidence.review",
                        "belay.approval.cost-gate-usd",
                        "belay.approval.quorum",
                        "belay.approval.deadline",
                        "belay.approval.personal-data.patterns.bad",
                        "belay.approval.escalation",
                        "belay.approval.groups.b");
    }

    @Test
    void seesAQuorumThatNobodyCanReach() {
        assertThat(check.problems(ConfigForTests.whole("quorum", "2", "escalation", "a", "groups.a.keys", "one")))
                .extracting(Problem::property)
                .containsExactly("belay.approval.groups.a.keys");
    }

    @Test
    void looksAtTheRuleOnUnfamiliarCalls() {
        assertThat(check.problems(ConfigForTests.whole(
                        "unfamiliar.min-similarity", "1.1", "unfamiliar.cases", "0", "mode", "rules")))
                .extracting(Problem::property)
                .containsExactly("belay.approval.unfamiliar.min-similarity", "belay.approval.unfamiliar.cases");
        assertThat(check.problems(ConfigForTests.whole("unfamiliar.group", "lawyers", "groups.lawyers.keys", "one")))
                .isEmpty();
    }

    @Test
    void hintsAtToolsThatAreNamedInVain() {
        assertThat(check.hints(ConfigForTests.whole("mode", "off", "requires-approval", "x")))
                .extracting(Problem::property)
                .containsExactly("belay.approval.mode");
    }
}
