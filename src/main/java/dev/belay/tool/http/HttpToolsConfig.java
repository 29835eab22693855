package dev.belay.tool.http;

import dev.belay.ledger.EffectClass;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Tools declared in configuration, by name: `belay.tools.http.<name>`.
@ConfigMapping(prefix = "belay.tools.http")
public interface HttpToolsConfig {

    /// The tools by their names: letters, digits, `_` and `-`, at most 64 characters. Without any, there are
    /// none.
    @WithParentName
    Map<String, HttpToolConfig> tools();

    /// One HTTP request as a tool.
    interface HttpToolConfig {
        /// What the tool does, for the model.
        String description();

        /// JSON Schema (draft 2020-12) of the arguments, as JSON text, of type `object`.
        @WithDefault("{\"type\":\"object\",\"additionalProperties\":false}")
        String schema();

        /// JSON Schema (draft 2020-12) of the reply, as JSON text. A reply in another shape is shown to the model all
        /// the same, with a line that says so, and logged. Without it, any reply will do.
        Optional<String> resultSchema();

        /// `GET`, `HEAD`, `POST`, `PUT`, `PATCH` or `DELETE`.
        @WithDefault("GET")
        String method();

        /// The address, with `{argument}` in path or query where an argument goes. Other arguments go to the
        /// query for `GET`, `HEAD` and `DELETE`, otherwise into a JSON body. Scheme, host and port are fixed.
        String url();

        /// Headers sent with each request. Take secrets from the environment: `Bearer ${CRM_TOKEN}`. Their
        /// values are blotted out wherever the destination sends them back.
        Map<String, String> headers();

        /// `pure`, `keyed`, `reconcilable` or `unsafe`. Without it `GET` and `HEAD` are `pure`; other methods
        /// must say.
        Optional<EffectClass> effect();

        /// Header that carries the idempotency key. Required for `keyed`; without it no key is sent.
        Optional<String> idempotencyHeader();

        /// How long the destination remembers an idempotency key.
        @WithDefault("24h")
        Duration keyRetention();

        /// Where to ask with `GET` whether the effect happened: 200 means it did and brings the result, 404
        /// that it did not, anything else that nobody knows. Takes the same `{argument}`s, and
        /// `{idempotency-key}`. Required for `reconcilable`.
        Optional<String> reconcileUrl();

        /// After which the request is given up.
        @WithDefault("30s")
        Duration timeout();

        /// Characters of the reply that the model is shown.
        @WithDefault("20000")
        int outputLimit();

        /// Whether two identical calls may both be meant.
        @WithDefault("false")
        boolean repeatable();

        /// Whether a result may be given again to the same caller, in other runs too, as `belay.tools.cache` says.
        /// Only for `pure`.
        @WithDefault("false")
        boolean cache();

        /// Whether the host may have a private or loopback address. Off, only public addresses are connected
        /// to.
        @WithDefault("false")
        boolean allowPrivate();

        /// What undoes the effect when a run goes back. Without it, a run cannot go back over this tool's effects.
        Optional<CompensationConfig> compensation();
    }

    /// The call that undoes an effect.
    interface CompensationConfig {
        /// Name of the tool that undoes it; it must have an effect itself.
        String tool();

        /// Its arguments, a JSON object as text. `{argument}` stands for an argument of the call that is undone,
        /// `{result}` for its result, and `{result.field}` for a field of a result that is JSON.
        @WithDefault("{}")
        String arguments();
    }
}
