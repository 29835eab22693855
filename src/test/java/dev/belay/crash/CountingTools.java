package dev.belay.crash;

import dev.belay.crash.rig.Site;
import java.nio.file.Path;

/// One model, and one tool of each effect class.
///
/// @param plugins the jar with the transactional one
/// @param more of the configuration
record CountingTools(Path plugins, String more) implements Site.Setting {

    static CountingTools free(Path plugins) {
        return new CountingTools(plugins, "");
    }

    /// A person has to allow every call.
    static CountingTools asking(Path plugins) {
        return new CountingTools(plugins, "approval: {requires-approval: [\"*\"]}\n");
    }

    /// Models may write programs, of which many stand at the same time.
    static CountingTools programmable(Path plugins) {
        return new CountingTools(plugins, """
                tiers: {enabled: {code: true}}
                sandbox: {open: 100, memory: 8, patience: 60s}
                """);
    }

    @Override
    public String yaml(int provider, int tools) {
        String base = "http://127.0.0.1:" + tools;
        return """
                models:
                  crash: {base-url: "http://127.0.0.1:%d/v1", api-key: none, name: crash}
                routes:
                  default: {models: [crash]}
                tools:
                  plugins: "%s"
                  http:
                """.formatted(provider, plugins)
                + tool("keyed", base, "timeout: 60s, idempotency-header: Idempotency-Key")
                + tool(
                        "reconcilable",
                        base,
                        "timeout: 10s, idempotency-header: Idempotency-Key, reconcile-url: \"" + base
                                + "/reconcilable/{idempotency-key}\"")
                + tool("unsafe", base, "timeout: 60s")
                + more;
    }

    private static String tool(String name, String base, String more) {
        return "    %1$s: {description: Counts a mark., method: POST, url: \"%2$s/%1$s\", effect: %1$s, %3$s,"
                        .formatted(name, base, more)
                + " allow-private: true, schema: '{\"type\":\"object\",\"properties\":{\"mark\":{\"type\":\"string\"}},"
                + "\"required\":[\"mark\"]}'}\n";
    }
}
