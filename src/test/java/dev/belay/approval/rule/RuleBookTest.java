package dev.belay.approval.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.belay.approval.Approval.Reason;
import dev.belay.approval.Approvals.Call;
import dev.belay.approval.Approvals.Signals;
import dev.belay.approval.Risk;
import dev.belay.approval.rule.Judgement.To;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleBookTest {
    private static final RuleBook RULES =
            new RuleBook(ConfigForTests.of("mode", "rules", "requires-approval", "pay_*"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delete_user        | {}                               | CRITICAL
            deleteUser         | {}                               | CRITICAL
            terminate.contract | {}                               | CRITICAL
            revoke-access      | {}                               | CRITICAL
            act                | {"note": "our legal department"} | CRITICAL
            act                | {"do": ["x", {"y": "DELETED"}]}  | CRITICAL
            act                | {"do": "drop_and_delete_all"}    | CRITICAL
            refund_payment     | {}                               | HIGH
            close_account      | {}                               | HIGH
            change_plan        | {}                               | HIGH
            act                | {"what": "refunding"}            | HIGH
            update_seat        | {}                               | MEDIUM
            send_mail          | {}                               | MEDIUM
            create_note        | {}                               | MEDIUM
            act                | {"what": "updates"}              | MEDIUM
            book_plane         | {}                               | LOW
            relegalize         | {}                               | LOW
            act                | {"delete": 1}                    | LOW
            act                | {"what": "undeleted"}            | LOW
            """)
    void readsTheRiskOffWords(String tool, String arguments, Risk risk) {
        assertThat(RULES.judge(call(tool, arguments), Signals.NONE).risk()).isEqualTo(risk);
    }

    static Stream<Arguments> signals() {
        return Stream.of(
                // low risk needs no measure, but a bad one counts
                arguments("note", null, null, List.of(), false),
                arguments("note", 0.85, null, List.of(), false),
                arguments("note", 0.84, null, List.of("confidence"), false),
                arguments("note", 0.7, null, List.of("confidence"), false),
                arguments("note", 0.69, null, List.of("confidence"), false),
                arguments("note", 0.5, null, List.of("confidence"), false),
                arguments("note", 0.49, null, List.of("confidence"), true),
                arguments("note", 0.0, null, List.of("confidence"), true),
                arguments("note", Double.NaN, null, List.of(), false),
                // medium risk acts by itself only when measured
                arguments("send_note", null, null, List.of("unmeasured"), false),
                arguments("send_note", Double.NaN, null, List.of("unmeasured"), false),
                arguments("send_note", 0.85, null, List.of(), false),
                arguments("send_note", 0.6, null, List.of("confidence"), false),
                // high and critical never do
                arguments("refund", 1.0, null, List.of("risk"), false),
                arguments("refund", 0.3, null, List.of("risk", "confidence"), true),
                arguments("delete_all", 1.0, null, List.of("risk"), true),
                arguments("delete_all", null, null, List.of("risk", "unmeasured"), true),
                // cost
                arguments("note", 1.0, "499.99", List.of(), false),
                arguments("note", 1.0, "500", List.of("cost"), false),
                arguments("send_note", null, "501", List.of("unmeasured", "cost"), false),
                // named tools
                arguments("pay_now", 1.0, null, List.of("required"), false),
                arguments("repay_now", 1.0, null, List.of(), false));
    }

    @ParameterizedTest
    @MethodSource("signals")
    void asksWhereTheSignalsSaySo(String tool, Double confidence, String cost, List<String> codes, boolean senior) {
        BigDecimal usd = cost == null ? null : new BigDecimal(cost);

        Judgement judged = RULES.judge(call(tool, "{}"), new Signals(confidence, usd, false));

        assertThat(judged.reasons()).extracting(Reason::code).containsExactlyElementsOf(codes);
        assertThat(judged.asks()).isEqualTo(!codes.isEmpty());
        assertThat(judged.to() == To.SENIORS).isEqualTo(senior);
    }

    /// A call that was read out of a model's text without certainty is never made unseen, unless approval is off.
    @Test
    void asksAboutCallsThatMayNotBeMeantInEveryMode() {
        Signals unsure = new Signals(0.69, null, false);
        Signals sure = new Signals(0.7, null, false);
        RuleBook quiet = new RuleBook(ConfigForTests.of());
        RuleBook off = new RuleBook(ConfigForTests.of("mode", "off"));

        assertThat(quiet.judge(call("note", "{}"), unsure).reasons())
                .extracting(Reason::code)
                .containsExactly("confidence");
        assertThat(quiet.judge(call("note", "{}"), sure).asks()).isFalse();
        assertThat(quiet.judge(pure("note"), unsure).asks()).isFalse();
        assertThat(quiet.idle(unsure)).isFalse();
        assertThat(quiet.idle(sure)).isTrue();
        assertThat(quiet.idle(Signals.NONE)).isTrue();
        assertThat(off.idle(unsure)).isTrue();
        assertThat(off.judge(call("note", "{}"), unsure).asks()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"to\": \"ann@example.com\"}",
                "{\"text\": \"call +49 30 1234567\"}",
                "{\"text\": \"call (555) 123-4567 now\"}",
                "{\"text\": \"078-05-1120\"}",
                "{\"card\": \"4111 1111 1111 1111\"}",
                "{\"card\": 4111111111111111}",
                "{\"iban\": \"DE89 3704 0044 0532 0130 00\"}",
                "{\"a\": [{\"b\": \"the patient's diagnosis\"}]}"
            })
    void alwaysAsksAboutPersonalData(String arguments) {
        assertThat(RULES.judge(call("note", arguments), new Signals(1.0, null, false))
                        .reasons())
                .extracting(Reason::code)
                .containsExactly("personal-data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"card\": \"4111 1111 1111 1112\"}",
                "{\"iban\": \"GB81 WEST 1234 5698 7654 32\"}",
                "{\"at\": \"2024-05-15T15:00:00Z\", \"id\": \"HAT136\", \"n\": 12345678}",
                "{\"text\": \"flight 123-45 at 12:30, gate 4\"}"
            })
    void knowsWhatIsNoPersonalData(String arguments) {
        assertThat(RULES.judge(call("note", arguments), new Signals(1.0, null, false))
                        .asks())
                .isFalse();
    }

    @Test
    void takesFurtherPatternsAndNoneOfItsOwn() {
        RuleBook rules = new RuleBook(ConfigForTests.of(
                "mode", "rules", "personal-data.kinds", "none", "personal-data.patterns.staff", "\\bE-\\d{5}\\b"));

        assertThat(rules.judge(call("note", "{\"x\": \"ann@example.com\"}"), Signals.NONE)
                        .asks())
                .isFalse();
        assertThat(rules.judge(call("note", "{\"x\": \"staff E-12345\"}"), Signals.NONE)
                        .reasons())
                .containsExactly(new Reason("personal-data", "the arguments seem to hold staff"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "[]", "\"text\"", "{\"a\":"})
    void alwaysAsksAboutMalformedArguments(String arguments) {
        assertThat(RULES.judge(call("note", arguments), new Signals(1.0, null, false))
                        .reasons())
                .extracting(Reason::code)
                .containsExactly("malformed");
    }

    @Test
    void asksAboutArgumentsTooLongToLookThrough() {
        String long_ = "{\"a\": \"" + "x".repeat(Words.LONGEST) + "\"}";

        assertThat(RULES.judge(call("note", long_), new Signals(1.0, null, false))
                        .reasons())
                .extracting(Reason::code)
                .containsExactly("malformed");
    }

    @Test
    void letsReadingToolsPassUnlessTheyAreNamed() {
        assertThat(RULES.judge(pure("delete_preview"), new Signals(0.1, null, true))
                        .asks())
                .isFalse();
        assertThat(RULES.judge(pure("pay_preview"), Signals.NONE).reasons())
                .extracting(Reason::code)
                .containsExactly("required");
    }

    @Test
    void looksAtWhatTheRunHasReadOnlyWhereARuleAsks() {
        Signals unread = new Signals(1.0, null, () -> {
            throw new AssertionError("looked at");
        });
        RuleBook asking = new RuleBook(ConfigForTests.of("after-untrusted-output", "ask"));

        assertThat(RULES.judge(call("note", "{}"), unread).asks()).isFalse();
        assertThat(asking.judge(pure("note"), unread).asks()).isFalse();
        assertThatThrownBy(() -> asking.judge(call("note", "{}"), unread)).hasMessage("looked at");
    }

    @Test
    void asksAfterUntrustedOutputIfToldTo() {
        Signals untrusted = new Signals(1.0, null, true);
        RuleBook asking = new RuleBook(ConfigForTests.of("after-untrusted-output", "ask"));

        assertThat(asking.judge(call("note", "{}"), untrusted).reasons())
                .extracting(Reason::code)
                .containsExactly("untrusted");
        assertThat(asking.judge(call("note", "{}"), Signals.NONE).asks()).isFalse();
        assertThat(asking.judge(pure("note"), untrusted).asks()).isFalse();
        assertThat(asking.idle()).isFalse();
        assertThat(RULES.judge(call("note", "{}"), untrusted).asks()).isFalse();
    }

    @Test
    void asksNobodyUnlessTheOperatorSaysForWhat() {
        RuleBook untouched = new RuleBook(ConfigForTests.of());
        RuleBook off = new RuleBook(
                ConfigForTests.of("mode", "off", "requires-approval", "*", "after-untrusted-output", "ask"));

        assertThat(untouched.idle()).isTrue();
        assertThat(off.idle()).isTrue();
        for (RuleBook rules : List.of(untouched, off)) {
            assertThat(rules.judge(
                                    call("delete_all", "{\"to\": \"a@b.example\"}"),
                                    new Signals(0.7, BigDecimal.TEN.pow(6), true))
                            .asks())
                    .isFalse();
        }
    }

    @Test
    void asksOnlyForTheNamedToolsInItsDefaultMode() {
        RuleBook rules = new RuleBook(ConfigForTests.of("requires-approval", "refund_*, delete_user"));

        assertThat(rules.judge(call("refund_payment", "{}"), Signals.NONE).reasons())
                .extracting(Reason::code)
                .containsExactly("required");
        assertThat(rules.judge(call("delete_user", "{}"), Signals.NONE).to()).isEqualTo(To.SENIORS);
        assertThat(rules.judge(call("delete_users", "{}"), Signals.NONE).asks()).isFalse();
        assertThat(rules.judge(call("xrefund_payment", "{}"), Signals.NONE).asks())
                .isFalse();
    }

    @Test
    void takesTheRiskOfASingleToolFromConfiguration() {
        RuleBook rules = new RuleBook(
                ConfigForTests.of("mode", "rules", "risk.tools.delete_draft", "low", "risk.tools.note", "critical"));

        assertThat(rules.judge(call("delete_draft", "{}"), Signals.NONE).asks()).isFalse();
        assertThat(rules.judge(call("note", "{}"), Signals.NONE).to()).isEqualTo(To.SENIORS);
    }

    @Test
    void hasAVersionThatChangesWithTheRulesAndNotWithTheReviewers() {
        String version = new RuleBook(ConfigForTests.of("mode", "rules")).version();

        assertThat(new RuleBook(ConfigForTests.of("mode", "rules", "groups.a.keys", "k", "escalation", "a")).version())
                .isEqualTo(version);
        assertThat(new RuleBook(ConfigForTests.of("mode", "rules", "cost-gate-usd", "500.00")).version())
                .isEqualTo(version);
        assertThat(new RuleBook(ConfigForTests.of("mode", "rules", "cost-gate-usd", "499")).version())
                .isNotEqualTo(version);
        assertThat(new RuleBook(ConfigForTests.of("mode", "rules", "unfamiliar.min-similarity", "0.4")).version())
                .isNotEqualTo(version);
        assertThat(new RuleBook(ConfigForTests.of("mode", "rules", "unfamiliar.group", "lawyers")).version())
                .isEqualTo(version);
        assertThat(new RuleBook(ConfigForTests.of("mode", "rules", "requires-approval", "x")).version())
                .isNotEqualTo(version);
    }

    private static Call call(String tool, String arguments) {
        return new Call("key", tool, arguments, 0, "UNSAFE");
    }

    private static Call pure(String tool) {
        return new Call("key", tool, "{}", 0, "PURE");
    }
}
