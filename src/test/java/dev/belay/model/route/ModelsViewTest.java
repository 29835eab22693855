package dev.belay.model.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.health.Breaker;
import dev.belay.health.Health;
import dev.belay.model.Configs;
import dev.belay.model.Models;
import dev.belay.model.guard.Gates;
import dev.belay.platform.Time;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModelsViewTest {
    private final Models models = view();

    private static Models view() {
        Configs configs = Configs.of(
                "belay.models.a.base-url", "https://a.example/v1",
                "belay.models.a.api-key", "sk-canary-1234567890",
                "belay.models.a.headers.x-team", "hush-hush",
                "belay.models.a.name", "big",
                "belay.models.a.context", "4096",
                "belay.models.a.no-streaming", "true",
                "belay.models.b.base-url", "http://b.example:81/v1");
        return new ModelsView(
                configs.catalog(),
                new Gates(
                        configs.catalog(),
                        configs.calls(),
                        new Health("test", Time.SYSTEM, _ -> {}),
                        Time.SYSTEM,
                        Duration.ofSeconds(10)));
    }

    @Test
    void showsFactsAndNoSecrets() {
        Models.Facts a = models.find("a").orElseThrow();

        assertThat(a.name()).isEqualTo("big");
        assertThat(a.place()).isEqualTo(new Models.Place("openai", "a.example", 443));
        assertThat(a.room().context()).isEqualTo(4096);
        assertThat(a.room().inputPrice()).isNull();
        assertThat(a.traits()).contains("no-streaming", "native-tools").doesNotContain("no-stream-options");
        assertThat(a.breaker()).isEqualTo(Breaker.CLOSED);
        assertThat(models.models().toString() + models.routes())
                .doesNotContain("canary")
                .doesNotContain("hush");
    }

    @Test
    void knowsRoutesAndTheirMostCalls() {
        assertThat(models.routes()).extracting(Models.RouteFacts::name).containsExactly("default");
        assertThat(models.mostCalls("default")).isEqualTo(6);
        assertThat(models.mostCalls("model:b")).isEqualTo(3);
        assertThat(models.mostCalls("nowhere")).isZero();
        assertThat(models.hasRoute("model:b")).isTrue();
        assertThat(models.hasRoute("model:c")).isFalse();
        assertThat(models.modelsOf("default")).containsExactly("a", "b");
        assertThat(models.modelsOf("model:b")).containsExactly("b");
        assertThat(models.modelsOf("nowhere")).isEmpty();
    }
}
