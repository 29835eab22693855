package dev.belay.whole;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.script.ScriptReader;
import dev.belay.support.MailServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A shop: a stand-in provider that plays its clerk, and a till behind HTTP tools of every class. The first tier has
/// one second, a patient tool longer than that, a hasty one hardly longer.
public final class ShopResource implements QuarkusTestResourceLifecycleManager {
    static final List<String> CLASSES = List.of("keyed", "reconcilable", "unsafe");

    /// How many calls the breaker of a model looks at.
    static final int BREAKER_CALLS = 4;

    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"order\":{\"type\":\"string\"},\"amount\":{\"type\":\"integer\"}},"
                    + "\"required\":[\"order\",\"amount\"],\"additionalProperties\":false}";
    private static final String TIMEOUT =
            "quarkus.fault-tolerance.\"dev.belay.tier.agent.NativeTier$Wait/await\".timeout.value";

    static StandIn provider;
    static Till till;
    static MailServer mail;
    static Path files;

    private final Map<String, String> config = new HashMap<>();

    @Override
    public Map<String, String> start() {
        try {
            files = Files.createTempDirectory(scratch(), "belay-shop");
            String script = Files.readString(Path.of("src/test/resources/whole/shop.yaml"));
            String rash = Files.readString(Path.of("src/test/resources/whole/rash.yaml"));
            provider = StandIn.start(StandInOptions.onAnyPort()
                    .keepingBodies()
                    .with(ScriptReader.read(script))
                    .with(ScriptReader.read(rash)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        till = new Till();
        mail = new MailServer();
        letters();
        CLASSES.forEach(effect -> {
            tool(effect + "_patient", effect, "20s");
            tool(effect + "_hasty", effect, "1500ms");
        });
        tool("unsafe_shaky", "unsafe", "20s");
        tool("lookup_shaky", "pure", "20s");
        tool("lookup_kept", "pure", "20s");
        config.put("belay.tools.http.lookup_kept.cache", "true");
        config.put("belay.tools.guard.default.backoff", "20ms");
        tool("unsafe_guarded", "unsafe", "20s");
        config.put("belay.approval.requires-approval", "unsafe_guarded");
        tool("unsafe_rare", "unsafe", "20s");
        tool("refund", "unsafe", "8s");
        undone("keyed_patient", "{\"order\":\"{order}\",\"amount\":\"{amount}\"}");
        undone("unsafe_patient", "{\"order\":\"{order}\",\"amount\":\"{amount}\"}");
        model("clerk", "clerk");
        model("silent", "standin-w06");
        model("moody", "standin-w04@x" + BREAKER_CALLS);
        reviewed("careful", "always", "reject");
        reviewed("talking", "always", "ask");
        reviewed("ruled", "rules", "reject");
        config.put("belay.strategies.by-kind.simple", "smart");
        config.put("belay.policies.tried.route", "clerk");
        config.put("belay.experiments.order.policy", "tried");
        config.put("belay.experiments.order.percent", "100");
        config.put("belay.experiments.order.candidate.tiers", "loop,native");
        config.put("belay.policies.moved.route", "clerk");
        config.put("belay.experiments.moved.policy", "moved");
        config.put("belay.experiments.moved.candidate.tiers", "loop");
        shadows();
        config.put("belay.tiers.enabled.code", "true");
        config.put("belay.tools.root", files.toString());
        config.put("belay.calls.retry.attempts", "1");
        config.put("belay.calls.breaker.requests", Integer.toString(BREAKER_CALLS));
        config.put("belay.calls.breaker.delay", "500ms");
        config.put(TIMEOUT, "1");
        return config;
    }

    /// Beside the clerk of a policy named after it works, once the clerk has answered, somebody else.
    private void shadows() {
        model("rash", "rash");
        model("broken", "standin-w04");
        shadow("twin", "candidate.tiers", "loop");
        shadow("reckless", "candidate.model", "rash");
        shadow("brittle", "candidate.model", "broken");
        shadow("late", "candidate.model", "silent");
        config.put("belay.experiments.late.shadow.deadline", "600ms");
        shadow("poor", "candidate.model", "rash");
        config.put("belay.experiments.poor.shadow.tokens-per-day", "1");
    }

    private void shadow(String name, String property, String value) {
        config.put("belay.policies." + name + ".route", "clerk");
        config.put("belay.policies." + name + ".tiers", "native,loop");
        config.put("belay.experiments." + name + ".policy", name);
        config.put("belay.experiments." + name + ".kind", "shadow");
        config.put("belay.experiments." + name + ".percent", "100");
        config.put("belay.experiments." + name + "." + property, value);
    }

    private void model(String id, String plays) {
        config.put("belay.models." + id + ".base-url", provider.baseUrl().toString());
        config.put("belay.models." + id + ".name", plays);
        config.put("belay.models." + id + ".concurrency", "1000");
        config.put("belay.routes." + id + ".models", id);
        config.put("belay.policies." + id + ".route", id);
    }

    /// A policy of the clerk whose answers a person sees first.
    private void reviewed(String name, String answers, String afterNo) {
        config.put("belay.policies." + name + ".route", "clerk");
        config.put("belay.policies." + name + ".review-answers", answers);
        config.put("belay.policies." + name + ".rejected-answers", afterNo);
    }

    private void letters() {
        config.put("quarkus.mailer.mock", "false");
        config.put("quarkus.mailer.host", "127.0.0.1");
        config.put("quarkus.mailer.port", Integer.toString(mail.port()));
        config.put("quarkus.mailer.start-tls", "DISABLED");
        config.put("belay.notice.email.to", "desk@example.com,heads@example.com");
        config.put("belay.notice.email.from", "belay@example.com");
        config.put("belay.notice.base-url", "https://belay.example.com");
        config.put("belay.notice.first-retry", "50ms");
        config.put("belay.timers.poll-interval", "500ms");
    }

    private void tool(String name, String effect, String timeout) {
        String prefix = "belay.tools.http." + name + ".";
        String url = "http://127.0.0.1:" + till.port() + "/pay/" + name + "/{order}";
        config.put(prefix + "description", "Pays an order.");
        config.put(prefix + "schema", SCHEMA);
        config.put(prefix + "method", effect.equals("pure") ? "GET" : "POST");
        config.put(prefix + "url", url);
        config.put(prefix + "effect", effect);
        config.put(prefix + "timeout", timeout);
        config.put(prefix + "allow-private", "true");
        if (effect.equals("keyed")) {
            config.put(prefix + "idempotency-header", "Idempotency-Key");
        }
        if (effect.equals("reconcilable")) {
            config.put(prefix + "reconcile-url", url);
        }
    }

    private void undone(String name, String arguments) {
        config.put("belay.tools.http." + name + ".compensation.tool", "refund");
        config.put("belay.tools.http." + name + ".compensation.arguments", arguments);
    }

    private static Path scratch() throws IOException {
        return Files.createDirectories(Path.of("target", "scratch").toAbsolutePath());
    }

    @Override
    public void stop() {
        if (provider != null) {
            provider.close();
        }
        if (mail != null) {
            mail.close();
        }
        if (till != null) {
            till.close();
        }
    }
}
