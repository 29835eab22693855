package dev.belay.approval.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.approval.Approval.Reason;
import dev.belay.approval.Approvals.Call;
import dev.belay.approval.Approvals.Signals;
import dev.belay.approval.rule.Judgement.To;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls of which no similar case is known.
class UnfamiliarRuleTest {
    private final RuleBook rules = new RuleBook(ConfigForTests.of("mode", "rules"));
    private final AtomicInteger looks = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({
        // tool, effect class, confidence, alike, code, looks
        "send_note,   UNSAFE, 0.9, 0.5,  '',         1",
        "send_note,   UNSAFE, 0.9, 1,    '',         1",
        "send_note,   UNSAFE, 0.9, 0.49, unfamiliar, 1",
        "send_note,   UNSAFE, 0.9, 0,    unfamiliar, 1",
        "send_note,   UNSAFE, 0.9, -1,   unfamiliar, 1",
        "note,        UNSAFE, 0.9, -1,   '',         0",
        "send_note,   PURE,   0.9, -1,   '',         0",
        "send_note,   UNSAFE, 0.8, -1,   confidence, 0",
        "send_note,   UNSAFE, ,    -1,   unmeasured, 0",
        "refund_note, UNSAFE, 0.9, -1,   risk,       0",
    })
    void asksSpecialistsWhereNothingElseDecides(
            String tool, String effect, Double confidence, double alike, String code, int wanted) {
        Judgement judged = judge(rules, tool, effect, confidence, alike);

        assertThat(String.join(",", judged.reasons().stream().map(Reason::code).toList()))
                .isEqualTo(code);
        assertThat(judged.to()).isEqualTo(code.equals("unfamiliar") ? To.SPECIALISTS : To.REVIEWERS);
        assertThat(looks).hasValue(wanted);
    }

    @Test
    void tellsHowAlikeTheMostSimilarCaseIs() {
        assertThat(judge(rules, "send_note", "UNSAFE", 0.9, 1 / 3.0).reasons())
                .extracting(Reason::text)
                .containsExactly(
                        "no similar case is known: the most similar one is alike to 0.33, which is below 0.50");
        assertThat(judge(rules, "send_note", "UNSAFE", 0.9, -1).reasons())
                .extracting(Reason::text)
                .containsExactly("no case of this tool is known yet");
    }

    @Test
    void isConfigurable() {
        var off = new RuleBook(ConfigForTests.of("mode", "rules", "unfamiliar.ask", "false"));
        var other = new RuleBook(
                ConfigForTests.of("mode", "rules", "unfamiliar.from-risk", "low", "unfamiliar.min-similarity", "0.2"));
        var named = new RuleBook(ConfigForTests.of("requires-approval", "other"));

        assertThat(judge(off, "send_note", "UNSAFE", 0.9, -1).asks()).isFalse();
        assertThat(judge(other, "note", "UNSAFE", null, 0.1).asks()).isTrue();
        assertThat(judge(other, "note", "UNSAFE", null, 0.2).asks()).isFalse();
        assertThat(judge(named, "send_note", "UNSAFE", null, -1).asks())
                .as("only in mode rules")
                .isFalse();
    }

    @Test
    void asksNobodyWhereNobodyCanTell() {
        Signals blind = new Signals(0.9, null, false);

        assertThat(rules.judge(new Call("key", "send_note", "{}", 0, "UNSAFE"), blind)
                        .asks())
                .isFalse();
    }

    private Judgement judge(RuleBook book, String tool, String effect, Double confidence, double alike) {
        Signals signals = new Signals(confidence, null, false).compared(() -> {
            looks.incrementAndGet();
            return alike;
        });
        return book.judge(new Call("key", tool, "{}", 0, effect), signals);
    }
}
