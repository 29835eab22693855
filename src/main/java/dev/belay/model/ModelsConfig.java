package dev.belay.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The models that can be asked, by an id of our own. Read once, at start.
@ConfigMapping(prefix = "belay.models")
public interface ModelsConfig {

    /// One entry per model. An entry with neither `base-url` nor `api-key` is an unused slot.
    @WithParentName
    Map<String, Model> byId();

    /// One model behind an OpenAI-compatible endpoint.
    interface Model {
        /// Address up to, but without, `/chat/completions`. Default: OpenAI itself, if a key is given.
        Optional<String> baseUrl();

        /// The secret sent with each request. Without it none is sent, as local servers want it.
        Optional<String> apiKey();

        /// How the key is sent: `bearer` in `Authorization`, or `api-key` in a header of that name (Azure).
        @WithDefault("bearer")
        Auth auth();

        /// Added to the address as `?api-version=` (Azure). Without it nothing is added.
        Optional<String> apiVersion();

        /// Further request headers, name to value; values count as secrets.
        Map<String, String> headers();

        /// The name the provider knows the model by. Default: `gpt-4o-mini`.
        Optional<String> name();

        /// Who provides it, a word for spans and metrics.
        @WithDefault("openai")
        String provider();

        /// US dollars per million input tokens. Without it costs are unknown, which is not zero.
        Optional<BigDecimal> inputPrice();

        /// US dollars per million output tokens. Without it costs are unknown, which is not zero.
        Optional<BigDecimal> outputPrice();

        /// Tokens the model can hold, answer included. Without it the model counts as perhaps larger than any other.
        OptionalInt context();

        /// The most tokens of an answer; sent as the limit of each request. Without it only the caller's limit is sent.
        OptionalInt maxOutput();

        /// Calls at the same time; more wait here, within `belay.calls.queue`.
        @WithDefault("64")
        int concurrency();

        /// Overrides `belay.calls.limits.first-token` for a model that thinks before it speaks.
        Optional<Duration> firstToken();

        /// The form in which the `loop` tier teaches the model to write calls as text. Default: what the model was
        /// trained on, as far as its name says, else `belay`, the simplest.
        Optional<CallForm> callForm();

        /// What the model can and cannot do.
        @WithParentName
        Flags flags();
    }

    /// Capabilities and quirks.
    interface Flags {
        /// Takes tool definitions and answers with calls. If off, requests with tools go to other models.
        @WithDefault("true")
        boolean nativeTools();

        /// Takes a JSON Schema as response format. If off, JSON mode and a written instruction are used instead.
        @WithDefault("true")
        boolean jsonSchema();

        /// Takes images. If off, requests with images go to other models.
        @WithDefault("true")
        boolean vision();

        /// Takes a request that ends with an assistant message. If off, a user message is added after it.
        @WithDefault("true")
        boolean prefill();

        /// Goes on with an assistant message at the end of a request as if it had written it itself, instead of
        /// answering anew. If on, it can take over from a model whose stream broke after the caller had heard a
        /// part.
        @WithDefault("false")
        boolean continues();

        /// Cannot stream: the answer is awaited whole, within `belay.calls.limits.whole-answer`.
        @WithDefault("false")
        boolean noStreaming();

        /// Is asked for a stream only where somebody hears the answer as it comes, otherwise for the whole:
        /// less work and delay. Such a call is given up only after `belay.calls.limits.whole-answer`, not when
        /// the model falls silent; one that is given up is booked with all the tokens that it was allowed.
        @WithDefault("false")
        boolean streamOnDemand();

        /// Wants the limit of an answer as `max_completion_tokens`. If off, as `max_tokens`.
        @WithDefault("false")
        boolean maxCompletionTokens();

        /// Refuses `stream_options`. If on, usage is estimated unless it comes unasked.
        @WithDefault("false")
        boolean noStreamOptions();

        /// Refuses messages with the `name` of who speaks, as Mistral does and vLLM with Mistral's tokenizer. If on,
        /// names are left out.
        @WithDefault("false")
        boolean noNames();
    }

    /// Forms of calls that are written as text; `docs/reference/tool-call-dialects.md` shows each.
    enum CallForm {
        ANTHROPIC,
        BELAY,
        DEEPSEEK,
        GLM,
        GRANITE,
        HERMES,
        JAMBA,
        JSON,
        KIMI,
        LFM,
        LLAMA,
        MINIMAX,
        MISTRAL,
        MISTRAL_ARGS,
        NEMOTRON,
        PHI,
        PYTHONIC,
        QWEN_CODER;

        /// The form's name in configuration.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// How a key is sent.
    enum Auth {
        BEARER,
        API_KEY
    }
}
