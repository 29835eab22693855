package dev.belay.gateway.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.budget.limit.Limits;
import dev.belay.edge.scripted.ScriptedKnown;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.gateway.admission.Admission;
import dev.belay.gateway.admission.Admitted;
import dev.belay.gateway.policy.Policies;
import dev.belay.statistics.experiment.Stage;
import dev.belay.tier.support.Calls;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final Caller APP = new Caller("app", Set.of(Caller.Scope.ASK), null);

    private final Admission admission =
            new Admission(new ScriptedKnown(), new Policies(Map.of()), List.of("sequential", "smart"), Limits.NONE);

    @Test
    void aSessionKeepsItsVariantAndPercentagesHold() {
        Trials trials = trials(30, Map.of("candidate.tiers", "loop,native"));
        int candidates = 0;
        for (int i = 0; i < 2_000; i++) {
            boolean first = candidate(trials.enter(admitted("s" + i), APP));
            assertThat(candidate(trials.enter(admitted("s" + i), APP))).isEqualTo(first);
            candidates += first ? 1 : 0;
        }
        assertThat(candidates / 2_000.0).isBetween(0.27, 0.33);
    }

    @Test
    void whoHasTheCandidateKeepsItAsThePercentageRises() {
        Trials few = trials(10, Map.of("candidate.tiers", "loop"));
        Trials many = trials(60, Map.of("candidate.tiers", "loop"));
        for (int i = 0; i < 500; i++) {
            if (candidate(few.enter(admitted("s" + i), APP))) {
                assertThat(candidate(many.enter(admitted("s" + i), APP))).isTrue();
            }
        }
    }

    @Test
    void withoutASessionACallerIsTheKeyAndWithoutKeysEachRunStandsAlone() {
        Trials trials = trials(50, Map.of("candidate.tiers", "loop"));
        assertThat(variants(trials, APP)).hasSize(1);
        assertThat(variants(trials, Caller.LOCAL)).hasSize(2);
        assertThat(variants(trials(50, Map.of("candidate.tiers", "loop", "sticky", "run")), APP))
                .hasSize(2);
    }

    @Test
    void theCandidateHasAnotherOrderRouteAndPrompt() {
        Trials trials = trials(100, Map.of("candidate.tiers", "loop,rules", "candidate.model", "gpt-small"));
        Trials.Entered entered = trials.enter(admitted("s"), APP);
        assertThat(entered.admitted().tiers()).containsExactly("loop", "rules");
        assertThat(entered.admitted().request().way().tierOrder()).containsExactly("loop", "rules");
        assertThat(entered.admitted().request().way().mark().ordered()).isTrue();
        assertThat(entered.admitted().policy().route()).isEqualTo("model:gpt-small");
        assertThat(entered.choice().variant()).isEqualTo("try/candidate#3");
        assertThat(entered.choice().reason()).isEqualTo("100.0 % of keys get the candidate");

        Admitted later = admission.admit(entered.admitted().request(), APP);
        assertThat(later.policy().route()).isEqualTo("default");
        assertThat(trials.again(later).policy().route()).as("carried on").isEqualTo("model:gpt-small");
        assertThat(trials.again(later).tiers()).containsExactly("loop", "rules");
    }

    @Test
    void aPromptComesOnceAndGoesWithTheCandidate() {
        var settings = Map.of("candidate.system-prompt", "Be brief.");
        Admitted first = trials(100, settings).enter(admitted("s"), APP).admitted();
        assertThat(said(first)).startsWith(new Message.System("Be brief.")).hasSize(2);
        assertThat(said(trials(100, settings).enter(first, APP).admitted())).hasSize(2);
        assertThat(said(trials(0, settings).enter(first, APP).admitted())).hasSize(1);
    }

    @Test
    void aShadowLeavesTheRequestAsItIs() {
        var settings = Map.of(
                "kind", "shadow", "candidate.tiers", "loop", "candidate.model", "gpt-small", "shadow.deadline", "5s");
        Admitted asked = admitted("s");
        Trials.Entered entered = trials(100, settings).enter(asked, APP);

        assertThat(entered.admitted().tiers()).isEqualTo(asked.tiers());
        assertThat(entered.admitted().policy()).isEqualTo(asked.policy());
        assertThat(entered.admitted().request().conversation())
                .isEqualTo(asked.request().conversation());
        assertThat(entered.choice().variant()).isEqualTo("try/control#3");
        assertThat(entered.choice().reason()).isEqualTo("100.0 % of keys have a shadow");
        Shade shade = entered.shade();
        assertThat(shade.variant()).isEqualTo("try/candidate#3");
        assertThat(shade.admitted().tiers()).containsExactly("loop");
        assertThat(shade.admitted().policy().route()).isEqualTo("model:gpt-small");
        assertThat(shade.bounds().deadline()).isEqualTo(Duration.ofSeconds(5));

        Trials.Entered without = trials(0, settings).enter(asked, APP);
        assertThat(without.shade()).isNull();
        assertThat(without.choice()).as("it takes no part").isNull();
        Shade asIs = trials(100, Map.of("kind", "shadow", "candidate.model", "gpt-small"))
                .enter(asked, APP)
                .shade();
        assertThat(asIs.admitted().tiers()).as("those that ask models").doesNotContain("rules", "cache");
    }

    @Test
    void whatIsWrongWithAShadowIsFoundAtStart() {
        Map<String, String> settings = Map.of(
                "belay.experiments.a.kind", "shadow",
                "belay.experiments.a.steps", "5,10",
                "belay.experiments.a.candidate.tiers", "rules",
                "belay.experiments.a.shadow.max-concurrent", "65",
                "belay.experiments.a.shadow.deadline", "11m",
                "belay.experiments.a.shadow.tokens-per-day", "0",
                "belay.experiments.a.shadow.usd-per-day", "-1");
        assertThat(ExperimentsCheck.problems(config(settings), new ScriptedKnown(), new Policies(Map.of())))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "belay.experiments.a.steps: a shadow takes nobody's place, so it has no steps",
                        "belay.experiments.a.candidate.tiers: the tier \"rules\" asks no model",
                        "belay.experiments.a.shadow.max-concurrent: must be from 1 to 64",
                        "belay.experiments.a.shadow.deadline: must be more than 0 and at most 10 min",
                        "belay.experiments.a.shadow.tokens-per-day: must be more than 0",
                        "belay.experiments.a.shadow.usd-per-day: must be more than 0");
    }

    @Test
    void othersDoNotTakePart() {
        Trials trials = trials(100, Map.of("candidate.tiers", "loop"));
        var ordered = new Request.Way("belay", null, null, List.of("native"), Request.Mark.NONE.inOrder());
        assertThat(trials.enter(admitted("s", ordered), APP).choice()).isNull();
        var other = new Request.Way("belay/smart", null, null, List.of());
        assertThat(trials.enter(admitted("s", other), APP).choice()).isNull();
        var unknown = new Trials(List.of(trial(Map.of("candidate.tiers", "loop"))), _ -> Optional.empty(), () -> 0);
        assertThat(unknown.enter(admitted("s"), APP).choice()).isNull();
    }

    @Test
    void whatIsWrongIsFoundAtStart() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "belay.experiments.a.policy", "nope",
                "belay.experiments.a.steps", "5,5",
                "belay.experiments.a.confidence", "80",
                "belay.experiments.b.candidate.tiers", "luck",
                "belay.experiments.b.candidate.model", "nope",
                "belay.experiments.b.candidate.route", "nope"));
        assertThat(ExperimentsCheck.problems(config(settings), new ScriptedKnown(), new Policies(Map.of())))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "belay.experiments.a.policy: there is no policy \"nope\"",
                        "belay.experiments.a.steps: must be more than 5.0 and at most 100",
                        "belay.experiments.a.confidence: must be 90, 95 or 99",
                        "belay.experiments.a.candidate: needs tiers, route, model or system-prompt",
                        "belay.experiments.b.candidate.tiers: there is no tier \"luck\" that can be tried",
                        "belay.experiments.b.candidate.model: must not be there together with route",
                        "belay.experiments.b.candidate.route: there is no route \"nope\"",
                        "belay.experiments.b.candidate.model: there is no model \"nope\"");
    }

    private Set<Boolean> variants(Trials trials, Caller caller) {
        Set<Boolean> seen = new java.util.HashSet<>();
        for (int i = 0; i < 60; i++) {
            seen.add(candidate(trials.enter(admitted(null), caller)));
        }
        return seen;
    }

    private static boolean candidate(Trials.Entered entered) {
        return entered.choice().variant().equals("try/candidate#3");
    }

    private static List<Message> said(Admitted admitted) {
        return admitted.request().conversation().messages();
    }

    private Admitted admitted(String session) {
        return admitted(session, Request.Way.DEFAULT);
    }

    private Admitted admitted(String session, Request.Way way) {
        Request plain = Calls.request(0, "hello");
        var terms = new Request.Terms(Duration.ofSeconds(9), null, null, session, null);
        return admission.admit(new Request(plain.conversation(), plain.tools(), way, terms), APP);
    }

    private static Trials trials(double percent, Map<String, String> settings) {
        Trial trial = trial(settings);
        var stage = new Stage("try", "f", 3, 0, percent, Stage.State.RUNNING, null, Instant.EPOCH);
        return new Trials(List.of(trial), _ -> Optional.of(stage), new Random(3)::nextDouble);
    }

    private static Trial trial(Map<String, String> settings) {
        Map<String, String> whole = new HashMap<>();
        settings.forEach((name, value) -> whole.put("belay.experiments.try." + name, value));
        return Trial.of("try", config(whole).experiments().get("try"));
    }

    private static ExperimentsConfig config(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ExperimentsConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        return config.getConfigMapping(ExperimentsConfig.class);
    }
}
