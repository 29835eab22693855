package dev.belay.whole;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.script.Script;
import dev.belay.drill.script.ScriptReader;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A stand-in provider, a scratch folder for the file tools, and a policy for each way of misbehaving.
///
/// A policy named like a fault of the stand-in uses a route of one model that plays it.
public final class ProviderResource implements QuarkusTestResourceLifecycleManager {
    /// Tries of the model door per model, as configured here.
    static final int TRIES = 3;

    /// Answers slowly, for minutes.
    static final String SLOW = "standin-rate-5x1000";

    /// Answers at once, at a price that is not known.
    static final String UNPRICED = "unpriced";

    /// Says nothing before it is released.
    static final String HELD = "held";

    /// Takes two seconds.
    static final String LEISURELY = "standin-rate-5x10";

    private static final List<String> PLAYS = List.of(
            "standin-ok",
            "standin-w04",
            "standin-w06",
            "standin-w06@x1",
            "standin-w09@x2",
            "standin-w08@x3",
            "standin-w08@x4",
            "standin-w08",
            "standin-w13",
            "standin-w18",
            "standin-w18-empty",
            "standin-w19",
            "standin-w20",
            "standin-w23",
            "standin-w24",
            SLOW,
            LEISURELY,
            UNPRICED,
            "note",
            "note-broken",
            "book",
            "book-lost",
            "endless",
            "astray",
            "lose",
            "program",
            "program-lost",
            "lookup",
            "lookup-broken",
            "lookup-lost",
            "lookup-spoken");

    /// What is no answer; policies named `fall-…` have a second model to fall to.
    static final List<String> BAD_ANSWERS =
            List.of("standin-w18", "standin-w18-empty", "standin-w19", "standin-w23", "standin-w24");

    /// Providers that answer with an error which holds all headers of the request.
    private static final List<String> ECHOES = List.of("unauthorized", "malformed", "broken");

    static StandIn provider;
    static EmbeddingFront embeddings;
    static Path files;
    static Destination destination;
    static HeldProvider held;

    @Override
    public Map<String, String> start() {
        try {
            files = Files.createTempDirectory(scratch(), "belay-files");
            provider = StandIn.start(StandInOptions.onAnyPort()
                    .with(script("note"))
                    .with(script("lookup"))
                    .with(script("book"))
                    .with(script("endless"))
                    .with(script("astray"))
                    .with(script("lose"))
                    .with(script("program"))
                    .with(script("program-lost"))
                    .with(script("trained"))
                    .with(script("meaning"))
                    .keepingBodies());
            embeddings = new EmbeddingFront(provider);
            destination = Destination.start();
            held = new HeldProvider();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> config = new HashMap<>();
        PLAYS.forEach(play -> model(config, play, provider.baseUrl().toString()));
        model(config, HELD, held.url());
        config.put("belay.models.held.first-token", "60s");
        model(config, "continues", "standin-ok", provider.baseUrl().toString());
        config.put("belay.models.continues.continues", "true");
        model(config, "on-demand", "standin-ok", provider.baseUrl().toString());
        config.put("belay.models.on-demand.stream-on-demand", "true");
        model(config, "kimi", "moonshotai/Kimi-K2", provider.baseUrl().toString());
        model(config, "qwen", "Qwen/Qwen2.5-7B", provider.baseUrl().toString());
        config.put("belay.models.glm.call-form", "glm");
        model(config, "glm", "trained-by-us", provider.baseUrl().toString());
        config.put("belay.routes.trained.models", "kimi,qwen");
        config.put("belay.policies.trained.route", "trained");
        BAD_ANSWERS.forEach(play -> withFallback(config, play));
        model(config, "dear", "standin-ok", provider.baseUrl().toString());
        config.put("belay.models.dear.input-price", "1000");
        config.put("belay.models.dear.output-price", "2000");
        for (String breach : List.of("cheaper", "degrade", "ask")) {
            config.put("belay.routes." + breach + ".models", breach.equals("cheaper") ? "dear,standin-ok" : "dear");
            config.put("belay.policies." + breach + ".route", breach);
            config.put("belay.policies." + breach + ".on-breach", breach);
        }
        model(config, "capped", "standin-ok", provider.baseUrl().toString());
        config.put("belay.budgets.limits.capped.per", "policy");
        config.put("belay.budgets.limits.capped.of", "capped");
        config.put("belay.budgets.limits.capped.every", "day");
        config.put("belay.budgets.limits.capped.model-calls", "2");
        config.put("belay.routes.stopped.models", "standin-w24,standin-ok");
        config.put("belay.routes.stopped.on-refused", "stop");
        config.put("belay.policies.stopped.route", "stopped");
        config.put("belay.policies.terse.route", "standin-ok");
        config.put("belay.policies.terse.validate.max-chars", "3");
        ECHOES.forEach(echo -> model(config, echo, destination.address("/" + echo)));
        tool(config, "look_up", "/orders/{order}");
        tool(config, "refuse", "/refused/{order}");
        keyed(config, "book", "/bookings");
        keyed(config, "lose", "/broken");
        config.put("belay.routes.continued.models", "standin-w08,continues");
        config.put("belay.policies.continued.route", "continued");
        policy(config, "racing", "standin-w06-x1", "parallel");
        policy(config, "racing-stalled", "standin-w09-x2", "parallel");
        policy(config, "hedging", "standin-w06-x1", "race");
        config.put("belay.strategies.race.policies.hedging.mode", "latency");
        config.put("belay.strategies.race.policies.hedging.delay", "100ms");
        policy(config, "racing-book", "book", "race");
        policy(config, "racing-lost", "book-lost", "race");
        policy(config, "racing-broken", "standin-w04", "race");
        policy(config, "voting-ok", "standin-ok", "voting");
        policy(config, "voting-one", "standin-ok", "voting");
        config.put("belay.strategies.voting.policies.voting-one.min-consensus", "4");
        policy(config, "voting-book", "book", "voting");
        policy(config, "voting-slow", SLOW, "voting");
        config.put("belay.routes.endless-late.models", "standin-w04,endless");
        policy(config, "voting-endless", "endless-late", "voting");
        config.put("belay.strategies.voting.policies.voting-endless.max-acts", "4");
        meaning(config);
        config.put("belay.streams.keep-alive", "1s");
        // Many runs fall on purpose here, each with all its tries.
        config.put("belay.calls.retry.budget.floor", "100000");
        config.put("belay.tiers.enabled.code", "true");
        config.put("belay.sandbox.time", "1s");
        config.put("belay.auth.admin-key", Canaries.ADMIN_KEY);
        config.put("belay.tools.root", files.toString());
        config.put("belay.calls.retry.attempts", Integer.toString(TRIES));
        config.put("belay.calls.retry.base", "5ms");
        config.put("belay.calls.limits.first-token", "300ms");
        config.put("belay.calls.breaker.requests", "1000");
        return config;
    }

    private static Script script(String name) throws IOException {
        return ScriptReader.read(Files.readString(Path.of("src/test/resources/whole/" + name + ".yaml")));
    }

    private static void model(Map<String, String> config, String play, String baseUrl) {
        model(config, id(play), play, baseUrl);
    }

    private static void model(Map<String, String> config, String id, String play, String baseUrl) {
        config.put("belay.models." + id + ".base-url", baseUrl);
        config.put("belay.models." + id + ".api-key", Canaries.PROVIDER_KEY);
        config.put("belay.models." + id + ".headers.x-organisation", Canaries.PROVIDER_HEADER);
        config.put("belay.models." + id + ".name", play);
        if (!play.equals(UNPRICED)) {
            config.put("belay.models." + id + ".input-price", "1");
            config.put("belay.models." + id + ".output-price", "2");
        }
        config.put("belay.routes." + id + ".models", id);
        config.put("belay.policies." + id + ".route", id);
    }

    /// Three personas that vote, and an embedding model.
    private static void meaning(Map<String, String> config) {
        model(config, "meaning", provider.baseUrl().toString());
        policy(config, "meaning", "meaning", "voting");
        for (String name : List.of("one", "two", "three")) {
            String persona = "belay.strategies.voting.personas." + name;
            config.put(persona + ".system", "You are voter " + name + ".");
            config.put(persona + ".tier", "native");
        }
        config.put("belay.strategies.voting.policies.meaning.panel", "one,two,three");
        config.put("belay.strategies.voting.policies.meaning.on-no-consensus", "best");
        config.put("belay.embedding.base-url", embeddings.url());
        config.put("belay.embedding.api-key", Canaries.PROVIDER_KEY);
        config.put("belay.embedding.headers.x-organisation", Canaries.PROVIDER_HEADER);
        config.put("belay.embedding.input-price", "1");
        config.put("belay.embedding.timeout", "500ms");
    }

    private static void policy(Map<String, String> config, String name, String route, String strategy) {
        config.put("belay.policies." + name + ".route", route);
        config.put("belay.policies." + name + ".strategy", strategy);
    }

    private static void withFallback(Map<String, String> config, String play) {
        config.put("belay.routes.fall-" + play + ".models", play + ",standin-ok");
        config.put("belay.policies.fall-" + play + ".route", "fall-" + play);
    }

    private static void tool(Map<String, String> config, String name, String path) {
        String tool = "belay.tools.http." + name;
        config.put(tool + ".description", "Knows about orders.");
        config.put(tool + ".schema", """
                {"type":"object","properties":{"order":{"type":"string"}},"required":["order"]}""");
        config.put(tool + ".url", destination.address(path));
        config.put(tool + ".headers.x-shop", Canaries.TOOL_HEADER);
        config.put(tool + ".headers.authorization", "Bearer " + Canaries.TOOL_HEADER);
        config.put(tool + ".allow-private", "true");
    }

    private static void keyed(Map<String, String> config, String name, String path) {
        tool(config, name, path);
        String tool = "belay.tools.http." + name;
        config.put(tool + ".method", "POST");
        config.put(tool + ".effect", "keyed");
        config.put(tool + ".idempotency-header", "Idempotency-Key");
        config.put(tool + ".timeout", "2s");
    }

    /// Name of model, route and policy for what is played.
    static String id(String play) {
        return play.replace('@', '-');
    }

    private static Path scratch() throws IOException {
        return Files.createDirectories(Path.of("target", "scratch").toAbsolutePath());
    }

    @Override
    public void stop() {
        if (provider != null) {
            provider.close();
        }
        if (embeddings != null) {
            embeddings.close();
        }
        if (held != null) {
            held.close();
        }
        if (destination != null) {
            destination.close();
        }
    }
}
