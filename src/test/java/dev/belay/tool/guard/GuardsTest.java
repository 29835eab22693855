package dev.belay.tool.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.ledger.EffectClass;
import dev.belay.tool.BadTools;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDescription;
import dev.belay.tool.ToolSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardsTest {
    private static final String SCHEMA = "{\"type\":\"object\"}";

    private final SteppedTime clock = new SteppedTime();

    private Guards guards(Map<String, String> properties) {
        return new Guards(Configured.with(properties).guard(), clock.time());
    }

    @Test
    void whatASourceReplacesItReplacesWithinItsLimits() {
        ToolSource replacing = new ToolSource() {
            @Override
            public List<Supplied> tools() {
                return List.of();
            }

            @Override
            public Set<String> replaces() {
                return Set.of("calculate");
            }
        };
        assertThat(guards(Map.of()).over(replacing).replaces()).containsExactly("calculate");
    }

    @Test
    void triesThreeTimesWithGrowingWaitsByDefault() {
        ToolGuard guard = guards(Map.of()).of("any");

        assertThat(guard.pause(1, null)).isEqualTo(Duration.ofSeconds(1));
        assertThat(guard.pause(2, null)).isEqualTo(Duration.ofSeconds(2));
        assertThat(guard.pause(3, null)).isNull();
    }

    @Test
    void honoursTheWaitAskedForUnlessItIsTooLong() {
        ToolGuard guard = guards(Map.of()).of("any");

        assertThat(guard.pause(1, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(guard.pause(1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(guard.pause(1, Duration.ofSeconds(11))).isNull();
    }

    @Test
    void whatIsNotSaidForAToolIsTakenFromTheDefault() {
        Guards guards = guards(Map.of(
                "belay.tools.guard.default.tries", "5",
                "belay.tools.guard.default.backoff", "2s",
                "belay.tools.guard.escalate-after", "7",
                "belay.tools.guard.pay.backoff", "100ms",
                "belay.tools.guard.pay.breaker.failures", "1"));

        assertThat(guards.of("pay").pause(4, null)).isEqualTo(Duration.ofMillis(800));
        assertThat(guards.of("pay").pause(5, null)).isNull();
        assertThat(guards.of("other").pause(1, null)).isEqualTo(Duration.ofSeconds(2));
        guards.of("pay").breaker().ended(false);
        assertThat(guards.of("pay").refusal()).contains("pay", "until 2026-01-01T00:01:01Z", "not called");
        assertThat(guards.of("other").refusal()).isNull();
    }

    @Test
    void limitsOfAToolAreOverridden() {
        ToolSource source = guards(
                        Map.of("belay.tools.guard.look.timeout", "3s", "belay.tools.guard.look.output-limit", "99"))
                .over(tools(EffectClass.PURE));

        var look = new ToolCatalog(List.of(source)).find("look").description().limits();
        assertThat(look).isEqualTo(new ToolDescription.Limits(Duration.ofSeconds(3), 99, Duration.ofHours(1)));
    }

    @Test
    void onlyAToolThatReadsMayStandIn() {
        Guards guards = guards(Map.of("belay.tools.guard.pay.fallback-tool", "look"));

        guards.check(new ToolCatalog(List.of(tools(EffectClass.PURE))));
        assertThatThrownBy(() -> guards.check(new ToolCatalog(List.of(tools(EffectClass.UNSAFE)))))
                .isInstanceOf(BadTools.class)
                .hasMessageContaining("belay.tools.guard.pay.fallback-tool");
        assertThatThrownBy(() -> guards.check(new ToolCatalog(List.of()))).hasMessageContaining("no tool \"look\"");
    }

    @Test
    void opensAfterFailuresInARowAndLetsOneCallTry() {
        Breaker breaker = new Breaker(2, Duration.ofSeconds(60), clock.time());
        breaker.ended(false);
        breaker.ended(true);
        breaker.ended(false);
        assertThat(breaker.refusedUntil()).isNull();
        breaker.ended(false);
        assertThat(breaker.refusedUntil()).isEqualTo("2026-01-01T00:01:00Z");

        clock.step(Duration.ofSeconds(60));
        assertThat(breaker.refusedUntil()).as("the trial").isNull();
        assertThat(breaker.refusedUntil()).as("others meanwhile").isNotNull();
        breaker.ended(false);
        assertThat(breaker.refusedUntil()).isEqualTo("2026-01-01T00:02:00Z");

        clock.step(Duration.ofSeconds(60));
        assertThat(breaker.refusedUntil()).isNull();
        breaker.ended(true);
        assertThat(breaker.refusedUntil()).isNull();
    }

    @Test
    void aTrialThatIsNeverHeardOfDoesNotKeepItOpenForEver() {
        Breaker breaker = new Breaker(1, Duration.ofSeconds(60), clock.time());
        breaker.ended(false);
        clock.step(Duration.ofSeconds(60));
        assertThat(breaker.refusedUntil()).isNull();
        clock.step(Duration.ofSeconds(60));
        assertThat(breaker.refusedUntil()).isNull();
    }

    private static ToolSource tools(EffectClass effect) {
        var limits = new ToolDescription.Limits(Duration.ofSeconds(30), 1000, Duration.ofHours(1));
        Tool tool = (_, _) -> "";
        return () -> List.of(new ToolSource.Supplied(
                new ToolDescription("look", "Looks.", SCHEMA, effect, limits, false), tool, "test"));
    }
}
