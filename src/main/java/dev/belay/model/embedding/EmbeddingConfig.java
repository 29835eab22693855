package dev.belay.model.embedding;

import dev.belay.model.ModelsConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The embedding model, by which texts are compared by meaning. Read once, at start. With neither `base-url` nor
/// `api-key` there is none, and texts are compared by their words. Retries, breaker and queue are those of
/// `belay.calls`.
@ConfigMapping(prefix = "belay.embedding")
public interface EmbeddingConfig {

    /// Address up to, but without, `/embeddings`. Default: OpenAI itself, if a key is given.
    Optional<String> baseUrl();

    /// The secret sent with each request. Without it none is sent, as local servers want it.
    Optional<String> apiKey();

    /// How the key is sent: `bearer` in `Authorization`, or `api-key` in a header of that name (Azure).
    @WithDefault("bearer")
    ModelsConfig.Auth auth();

    /// Added to the address as `?api-version=` (Azure). Without it nothing is added.
    Optional<String> apiVersion();

    /// Further request headers, name to value; values count as secrets.
    Map<String, String> headers();

    /// The name the provider knows the model by.
    @WithDefault("text-embedding-3-small")
    String name();

    /// Who provides it, a word for spans and metrics.
    @WithDefault("openai")
    String provider();

    /// US dollars per million tokens. Without it costs are unknown, which is not zero: a run with a budget in dollars
    /// does not ask the model then.
    Optional<BigDecimal> inputPrice();

    /// Numbers in a vector, sent as `dimensions`; another count is a failure then. Not set: as many as the model gives.
    OptionalInt dimensions();

    /// Calls at the same time; more wait here, within `belay.calls.queue`.
    @WithDefault("16")
    int concurrency();

    /// How long one call may take, as a duration; all tries together at most twice that.
    @WithDefault("5s")
    Duration timeout();

    /// Characters of a text at most. A longer one is not cut, because its vector would say nothing of the rest: its
    /// words are compared. 2,000 characters mostly fit models with 512 tokens.
    @WithDefault("2000")
    int maxCharacters();

    /// Texts in one call at most. Where more would have to be compared, their words are.
    @WithDefault("64")
    int maxTexts();
}
