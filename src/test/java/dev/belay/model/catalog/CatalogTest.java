package dev.belay.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.model.Configs;
import dev.belay.model.catalog.CatalogCheck.Problem;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {
    private static final String KEY = "sk-canary-1234567890";

    /// The defaults that are shipped, with an environment.
    private static Catalog shipped(Map<String, String> environment) throws IOException {
        var defaults = new YamlConfigSource(
                Path.of("src/main/resources/application.yaml").toUri().toURL(), 110);
        return Configs.read(new SmallRyeConfigBuilder().withSources(defaults, new EnvConfigSource(environment, 300)))
                .catalog();
    }

    private static List<String> route(Catalog catalog, String name) {
        return catalog.route(name).map(Route::models).orElse(List.of()).stream()
                .map(ModelSpec::id)
                .toList();
    }

    private static List<String> properties(String... properties) {
        Configs configs = Configs.of(properties);
        return CatalogCheck.problems(configs.models(), configs.routes(), configs.calls()).stream()
                .map(Problem::property)
                .toList();
    }

    @Test
    void startsWithoutAnyModel() throws IOException {
        Catalog catalog = shipped(Map.of());

        assertThat(catalog.models()).isEmpty();
        assertThat(catalog.route("default")).isEmpty();
    }

    @Test
    void aKeyAloneMeansOpenAi() throws IOException {
        Catalog catalog = shipped(Map.of("OPENAI_API_KEY", KEY));

        ModelSpec model = catalog.model("primary").orElseThrow();
        assertThat(model.access().chat()).hasToString("https://api.openai.com/v1/chat/completions");
        assertThat(model.name()).isEqualTo("gpt-4o-mini");
        assertThat(model.access().port()).isEqualTo(443);
        assertThat(route(catalog, "default")).containsExactly("primary");
    }

    @Test
    void aLocalServerNeedsNoKey() throws IOException {
        Catalog catalog = shipped(Map.of("OPENAI_BASE_URL", "http://localhost:11434/v1/", "OPENAI_MODEL", "qwen3"));

        ModelSpec model = catalog.model("primary").orElseThrow();
        assertThat(model.access().chat()).hasToString("http://localhost:11434/v1/chat/completions");
        assertThat(model.access().key().present()).isFalse();
        assertThat(model.name()).isEqualTo("qwen3");
    }

    @Test
    void theSecondaryFollowsThePrimaryWhereItIsConfigured() throws IOException {
        Catalog catalog = shipped(Map.of(
                "OPENAI_API_KEY",
                KEY,
                "OPENAI_SECONDARY_BASE_URL",
                "http://localhost:8000/v1",
                "OPENAI_SECONDARY_MODEL",
                "small"));

        assertThat(route(catalog, "default")).containsExactly("primary", "secondary");
        ModelSpec secondary = catalog.model("secondary").orElseThrow();
        assertThat(secondary.access().key().present())
                .describedAs("the primary's key goes to the primary only")
                .isFalse();
    }

    @Test
    void aModelCanBeAddedByEnvironmentAlone() throws IOException {
        Catalog catalog = shipped(
                Map.of("BELAY_MODELS__FAST__BASE_URL", "http://localhost:1/v1", "BELAY_MODELS__FAST__CONTEXT", "4096"));

        assertThat(catalog.model("fast").orElseThrow().room().context()).isEqualTo(4096);
        assertThat(route(catalog, "default")).containsExactly("fast");
    }

    @Test
    void buildsRoutesInOrder() {
        Catalog catalog = Configs.of(
                        "belay.models.a.base-url", "http://a/v1",
                        "belay.models.b.base-url", "http://b/v1",
                        "belay.routes.cheap.models", "b,a",
                        "belay.routes.lenient.on-rejected", "fall")
                .catalog();

        assertThat(route(catalog, "default")).containsExactly("a", "b");
        assertThat(route(catalog, "cheap")).containsExactly("b", "a");
        assertThat(route(catalog, "lenient")).containsExactly("a", "b");
        assertThat(route(catalog, "model:b")).containsExactly("b");
        assertThat(catalog.route("model:c")).isEmpty();
        assertThat(catalog.mostCalls(catalog.route("cheap").orElseThrow())).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "belay.models.m.base-url, ftp://x, belay.models.m.base-url",
        "belay.models.m.base-url, not an address, belay.models.m.base-url",
        "belay.models.m.base-url, http:///v1, belay.models.m.base-url",
        "belay.models.m.base-url, http://user:pass@host/v1, belay.models.m.base-url",
        "belay.models.m.base-url, http://host/v1?key=x, belay.models.m.base-url",
        "belay.models.m.context, 0, belay.models.m.context",
        "belay.models.m.max-output, -1, belay.models.m.max-output",
        "belay.models.m.concurrency, 0, belay.models.m.concurrency",
        "belay.models.m.input-price, -1, belay.models.m.input-price",
        "belay.models.m.headers.host, x, belay.models.m.headers.host",
        "belay.models.m.headers.authorization, x, belay.models.m.headers.authorization",
        "belay.routes.r.models, 'm,gone', belay.routes.r.models[1]",
        "belay.calls.retry.attempts, 5, belay.calls.retry.attempts",
        "belay.calls.retry.jitter, 2, belay.calls.retry.jitter",
        "belay.calls.limits.idle, 0s, belay.calls.limits.idle",
        "belay.calls.breaker.requests, 0, belay.calls.breaker.requests",
    })
    void namesThePropertyAtFault(String property, String value, String atFault) {
        String[] sound = {"belay.models.m.base-url", "http://m/v1"};

        assertThat(properties(sound)).isEmpty();
        assertThat(properties(Stream.concat(Arrays.stream(sound), Stream.of(property, value))
                        .toArray(String[]::new)))
                .containsExactly(atFault);
    }

    @Test
    void hintsAtAModelThatOnlyHasAName() {
        Configs configs = Configs.of("belay.models.n.name", "x");

        assertThat(CatalogCheck.hints(configs.models()))
                .extracting(Problem::property)
                .containsExactly("belay.models.n.base-url");
        assertThat(configs.catalog().models()).isEmpty();
    }

    @Test
    void refusesToStartAndShowsNoSecret() {
        Configs configs = Configs.of(
                "belay.models.m.base-url", "http://" + KEY + "@m/v1",
                "belay.models.m.api-key", KEY + "\n",
                "belay.models.m.headers.x-team", "hush\nhush");

        assertThatThrownBy(configs::catalog)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("belay.models.m.base-url")
                .hasMessageContaining("belay.models.m.headers.x-team")
                .hasMessageNotContainingAny(KEY, "hush");
    }

    @Test
    void printsNoSecret() {
        ModelSpec model = Configs.model("http://m/v1", "api-key", KEY, "headers.x-team", "hush-hush");

        assertThat(model.toString()).contains("m:80").doesNotContain(KEY).doesNotContain("hush-hush");
        assertThat(model.access().headers().toString()).contains("x-team").doesNotContain("hush-hush");
        assertThat(model.access().key()).hasToString("***");
    }
}
