package dev.belay.approval.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.approval.Approval.Reason;
import dev.belay.approval.Approvals.Signals;
import dev.belay.approval.rule.Judgement.To;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which answers need a person, with the numbers that are there without configuration.
class AnswerRulesTest {
    private static final RuleBook RULES = new RuleBook(ConfigForTests.of("mode", "off"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            The parcel was sent.           | 0.85 | -             | false
            The parcel was sent.           | 0.84 | confidence    | false
            The parcel was sent.           | 0.69 | confidence    | false
            The parcel was sent.           | 0.5  | confidence    | false
            The parcel was sent.           | 0.49 | confidence    | true
            The parcel was sent.           | -    | unmeasured    | false
            Please delete it, says legal.  | 0.9  | -             | false
            Write to jane@example.org.     | 0.99 | personal-data | false
            The patient has an allergy.    | 0.99 | personal-data | false
            """)
    void asksByMeasureAndData(String text, Double measured, String reason, boolean senior) {
        Judgement judged = RULES.answer(text, new Signals(measured, null, false), false);

        assertThat(judged.reasons().stream().map(Reason::code).toList())
                .isEqualTo(reason == null ? java.util.List.of() : java.util.List.of(reason));
        assertThat(judged.to() == To.SENIORS).isEqualTo(senior);
    }

    @Test
    void aPolicyThatShowsAllOfThemNeedsNoOtherReason() {
        assertThat(RULES.answer("Fine.", Signals.NONE, true).reasons())
                .extracting(Reason::code)
                .containsExactly("policy");
    }

    @Test
    void whatIsTooLongToBeLookedThroughIsAskedAbout() {
        Signals sure = new Signals(1.0, null, false);

        assertThat(RULES.answer("x".repeat(Words.LONGEST + 1), sure, false).reasons())
                .extracting(Reason::code)
                .containsExactly("malformed");
    }
}
