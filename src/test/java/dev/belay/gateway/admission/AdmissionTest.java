package dev.belay.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.budget.limit.Limits;
import dev.belay.edge.scripted.ScriptedKnown;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.PoliciesConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final Request.Terms OPEN = Request.Terms.DEFAULT;

    private final Admission admission =
            new Admission(new ScriptedKnown(), new Policies(Map.of()), List.of("sequential", "smart"), Limits.NONE);

    @Test
    void fillsInWhatThePolicySays() {
        Admitted admitted = admission.admit(request(List.of(), Request.Way.DEFAULT, OPEN), Caller.LOCAL);
        assertThat(admitted.strategy()).isEqualTo("sequential");
        assertThat(admitted.tiers()).containsExactly("native", "loop", "rules");
        assertThat(admitted.deadline()).isEqualTo(Duration.ofSeconds(300));
        assertThat(admitted.reserve()).isEqualTo(Duration.ofSeconds(2));
        assertThat(admitted.journaled()).isFalse();
        assertThat(admitted.policy().route()).isEqualTo("default");
    }

    @ParameterizedTest
    @CsvSource({
        // deadline_ms, header, client's timeout, what comes of it; the policy has 300 s, and 900 s at most
        "  , 10000,       ,  10000",
        "  , 9999999,     , 900000",
        "  , 10000,   5000,   5000",
        "  ,      , 599500, 300000",
        "  ,      ,   9500,   9500",
        "7000, 10000, 5000,   7000",
    })
    void aDeadlineSaidBesideTheRequestIsBoundedByThePolicy(Long body, Long header, Long timeout, long expected) {
        var patience = new Request.Patience(millis(header), millis(timeout));
        Request.Terms terms = new Request.Terms(millis(body), null, null, null, null, patience);
        Admitted admitted = admission.admit(request(List.of(), Request.Way.DEFAULT, terms), Caller.LOCAL);
        assertThat(admitted.deadline()).isEqualTo(Duration.ofMillis(expected));
        assertThat(admitted.request().terms().patience()).isNull();
    }

    private static Duration millis(Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }

    @Test
    void aKindOfTaskHasItsStrategyUnlessTheRequestNamesOne() {
        var byKind = new Admission(
                new ScriptedKnown(),
                new Policies(Map.of()),
                List.of("sequential", "smart"),
                Limits.NONE,
                Map.of("simple", "smart", "critical", "sequential"));
        Request.Way way = Request.Way.DEFAULT.marked(Request.Mark.ofKind("simple"));
        Admitted admitted = byKind.admit(request(List.of(), way, OPEN), Caller.LOCAL);
        assertThat(admitted.strategy()).isEqualTo("smart");
        assertThat(admitted.request().way().mark().kind()).isEqualTo("simple");

        var named = new Request.Way("belay", null, "sequential", List.of(), Request.Mark.ofKind("simple"));
        assertThat(byKind.admit(request(List.of(), named, OPEN), Caller.LOCAL).strategy())
                .isEqualTo("sequential");

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> byKind.admit(
                        request(List.of(), Request.Way.DEFAULT.marked(Request.Mark.ofKind("odd")), OPEN),
                        Caller.LOCAL));
        assertThat(refusal.field()).isEqualTo("kind");
        assertThat(refusal).hasMessage("there is no kind \"odd\"; there are: critical, simple");
    }

    @Test
    void aKindWhoseStrategyIsNotThereIsFoundBeforeARequestIs() {
        var check = new PolicyCheck(new ScriptedKnown(), List.of("sequential", "smart"));
        assertThat(check.kinds(Map.of("critical", "voting")))
                .singleElement()
                .hasToString("belay.strategies.by-kind.critical: there is no strategy \"voting\"; there are: "
                        + "sequential, smart");
    }

    /// What is written about the run, such as what a person is asked, names it.
    @Test
    void whoeverNamesNoPolicyHasOneAllTheSame() {
        Admitted admitted = admission.admit(request(List.of(), Request.Way.DEFAULT, OPEN), Caller.LOCAL);
        assertThat(admitted.request().way().policy()).isEqualTo(Policies.DEFAULT);
    }

    @Test
    void aModelIsAskedAlone() {
        Request.Way way = new Request.Way(null, "gpt-small", null, List.of());
        assertThat(admission
                        .admit(request(List.of(), way, OPEN), Caller.LOCAL)
                        .policy()
                        .route())
                .isEqualTo("model:gpt-small");
    }

    @Test
    void whoNamesNothingIsUnderTheDefaultPolicy() {
        Request.Way nothing = new Request.Way(null, null, null, List.of());
        assertThat(admission
                        .admit(request(List.of(), nothing, OPEN), Caller.LOCAL)
                        .request()
                        .way()
                        .policy())
                .isEqualTo("belay");
    }

    @Test
    void aShortDeadlineKeepsAFifth() {
        Request.Terms terms = new Request.Terms(Duration.ofSeconds(5), null, null, null, null);
        assertThat(admission
                        .admit(request(List.of(), Request.Way.DEFAULT, terms), Caller.LOCAL)
                        .reserve())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void journalsWhatMustNotBeForgotten() {
        assertThat(admit(List.of("read_file"), OPEN).journaled()).isFalse();
        assertThat(admit(List.of("write_file"), OPEN).journaled()).isTrue();
        assertThat(admit(List.of("ask_user"), OPEN).journaled())
                .as("it may have to wait for a person")
                .isTrue();
        assertThat(admit(List.of(), new Request.Terms(null, null, null, "s", null))
                        .journaled())
                .isTrue();
        assertThat(admit(List.of(), new Request.Terms(null, null, null, null, "k"))
                        .journaled())
                .isTrue();
    }

    @Test
    void isKeptWithoutItsCallerOnlyWhereSomebodyMayComeBackToIt() {
        assertThat(admit(List.of("write_file"), OPEN).kept()).isTrue();
        assertThat(admit(List.of(), new Request.Terms(null, null, null, "s", null))
                        .kept())
                .isTrue();
        assertThat(admit(List.of(), new Request.Terms(null, null, null, null, "k"))
                        .kept())
                .isTrue();
        assertThat(admit(List.of(), new Request.Terms(null, null, Request.Durability.JOURNAL, null, null))
                        .kept())
                .isTrue();
        assertThat(admit(List.of("read_file"), OPEN).kept()).isFalse();
        Admitted asking = admit(List.of("ask_user"), OPEN);
        assertThat(asking.journaled()).isTrue();
        assertThat(asking.kept())
                .as("it keeps a journal to rest, not for somebody who does not know of it")
                .isFalse();
    }

    @Test
    void whatAPersonSeesFirstIsJournaled() {
        var properties = Map.of("belay.policies.belay.review-answers", "rules");
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(PoliciesConfig.class)
                .build()
                .getConfigMapping(PoliciesConfig.class);
        var careful = new Admission(
                new ScriptedKnown(), new Policies(config.policies()), List.of("sequential", "smart"), Limits.NONE);

        assertThat(careful.admit(request(List.of(), Request.Way.DEFAULT, OPEN), Caller.LOCAL)
                        .journaled())
                .isTrue();
        Request.Terms none = new Request.Terms(null, null, Request.Durability.NONE, null, null);
        assertThatThrownBy(() -> careful.admit(request(List.of(), Request.Way.DEFAULT, none), Caller.LOCAL))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("a person sees first");
    }

    @Test
    void effectsAreNotDoneWithoutAJournal() {
        Request.Terms none = new Request.Terms(null, null, Request.Durability.NONE, null, null);
        Refusal refusal = refused(request(List.of("write_file"), Request.Way.DEFAULT, none), Caller.LOCAL);
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
        assertThat(refusal.field()).isEqualTo("durability");
    }

    @ParameterizedTest
    @ValueSource(strings = {"race", "parallel"})
    void aRaceHasTwoNames(String strategy) {
        var races =
                new Admission(new ScriptedKnown(), new Policies(Map.of()), List.of("race", "sequential"), Limits.NONE);
        Request request = request(List.of(), new Request.Way(null, null, strategy, List.of()), OPEN);

        assertThat(races.admit(request, Caller.LOCAL).strategy()).isEqualTo("race");
    }

    @Test
    void namesWhatExistsInsteadOfWhatDoesNot() {
        assertRefused(
                new Request.Way("nope", null, null, List.of()), Refusal.Kind.UNKNOWN, "policy", "belay/sequential");
        assertRefused(new Request.Way(null, "gpt-9", null, List.of()), Refusal.Kind.UNKNOWN, "model", "gpt-small");
        assertRefused(new Request.Way(null, null, "luck", List.of()), Refusal.Kind.INVALID, "strategy", "sequential");
        assertRefused(
                new Request.Way(null, null, null, List.of("native", "x")),
                Refusal.Kind.INVALID,
                "tier_order[1]",
                "rules");
        assertRefused(
                new Request.Way(null, null, null, List.of("adk")),
                Refusal.Kind.INVALID,
                "tier_order[0]",
                "not in this build");
        assertRefused(
                new Request.Way(null, null, null, List.of("loop", "loop")),
                Refusal.Kind.INVALID,
                "tier_order[1]",
                "twice");
    }

    @Test
    void toolsExistAndAreAllowed() {
        Caller reader = new Caller("r", Set.of(Caller.Scope.ASK), Set.of("read_file"));
        Refusal unknown = refused(request(List.of("read_file", "nope"), Request.Way.DEFAULT, OPEN), reader);
        assertThat(unknown.field()).isEqualTo("tools[1]");
        assertThat(unknown.getMessage()).contains("read_file").doesNotContain("write_file");
        Refusal forbidden = refused(request(List.of("write_file"), Request.Way.DEFAULT, OPEN), reader);
        assertThat(forbidden.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
    }

    @Test
    void aToolIsOfferedOnce() {
        ToolSpec own = new ToolSpec("read_file", "", "{}");
        Request.Offer offer = new Request.Offer(List.of("read_file"), List.of(own), ToolChoice.AUTO);
        Request request =
                new Request(Request.Conversation.of(List.of(new Message.User("x"))), offer, Request.Way.DEFAULT, OPEN);
        assertThat(refused(request, Caller.LOCAL).field()).isEqualTo("tools");
    }

    @Test
    void aChoiceNeedsItsTool() {
        Request.Offer offer =
                new Request.Offer(List.of(), List.of(), new ToolChoice(ToolChoice.Mode.NAMED, "read_file"));
        Request request =
                new Request(Request.Conversation.of(List.of(new Message.User("x"))), offer, Request.Way.DEFAULT, OPEN);
        assertThat(refused(request, Caller.LOCAL).field()).isEqualTo("tool_choice");
    }

    @Test
    void aRunWithABudgetMayRestAndSoKeepsAJournal() {
        Request.Allowance own = new Request.Allowance(BigDecimal.ONE, 500L, null, null, null);
        Admitted admitted = admit(List.of(), new Request.Terms(null, own, null, null, null));
        assertThat(admitted.request().terms().budget()).isEqualTo(own);
        assertThat(admitted.journaled()).isTrue();
    }

    @Test
    void whatAModelCostsHasToBeKnownForABudgetInDollars() {
        var unpriced = new ScriptedKnown() {
            @Override
            public List<String> missingPrices(String route) {
                return List.of("belay.models.primary.output-price");
            }
        };
        var door = new Admission(unpriced, new Policies(Map.of()), List.of("sequential"), Limits.NONE);
        Request.Terms dollars = new Request.Terms(null, Request.Allowance.ofUsd(BigDecimal.ONE), null, null, null);
        Request.Terms tokens =
                new Request.Terms(null, new Request.Allowance(null, 500L, null, null, null), null, null, null);

        assertThatThrownBy(() -> door.admit(request(List.of(), Request.Way.DEFAULT, dollars), Caller.LOCAL))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
                    assertThat(refusal.field()).isEqualTo("budget_usd");
                })
                .hasMessageContaining("belay.models.primary.output-price");
        assertThat(door.admit(request(List.of(), Request.Way.DEFAULT, tokens), Caller.LOCAL))
                .isNotNull();
    }

    @Test
    void refusesWhatIsNotAllowed() {
        Request.Terms long1 = new Request.Terms(Duration.ofHours(1), null, null, null, null);
        Refusal tooLong = refused(request(List.of(), Request.Way.DEFAULT, long1), Caller.LOCAL);
        assertThat(tooLong.field()).isEqualTo("deadline_ms");
        assertThat(tooLong.getMessage()).contains("900000");
        Caller approver = new Caller("a", Set.of(Caller.Scope.APPROVE), null);
        assertThat(refused(request(List.of(), Request.Way.DEFAULT, OPEN), approver)
                        .kind())
                .isEqualTo(Refusal.Kind.FORBIDDEN);
    }

    @Test
    void aPolicyThatNamesNothingIsFoundAtStart() {
        assertThat(new PolicyCheck(new ScriptedKnown(), List.of("other")).problems(new Policies(Map.of())))
                .hasSize(5)
                .first()
                .asString()
                .startsWith("belay.policies.\"belay\".strategy: there is no strategy \"sequential\"");
    }

    private void assertRefused(Request.Way way, Refusal.Kind kind, String field, String told) {
        Refusal refusal = refused(request(List.of(), way, OPEN), Caller.LOCAL);
        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.getMessage()).contains(told);
    }

    private Admitted admit(List<String> tools, Request.Terms terms) {
        return admission.admit(request(tools, Request.Way.DEFAULT, terms), Caller.LOCAL);
    }

    private Refusal refused(Request request, Caller caller) {
        return catchThrowableOfType(Refusal.class, () -> admission.admit(request, caller));
    }

    private static Request request(List<String> tools, Request.Way way, Request.Terms terms) {
        return new Request(
                Request.Conversation.of(List.of(new Message.User("x"))),
                new Request.Offer(tools, List.of(), ToolChoice.AUTO),
                way,
                terms);
    }
}
