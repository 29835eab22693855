package dev.belay.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.StandIn;
import dev.belay.platform.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What is asked, and of whom: each request is drawn from the seed and its number.
record Mixture(StandIn provider, double timeScale, long seed) {
    /// Of the stand-in's tools: one that works, one that answers 500, one that gives another type than it declares.
    private static final List<String> TOOLS = List.of("ok", "t10", "t12");
    /// What models do to tool calls.
    private static final List<String> CALLS = List.of("t01", "t02", "t03", "t04", "t05", "t07", "t08");

    static final Duration DEADLINE = Duration.ofSeconds(10);

    /// @param leaves when the caller breaks the connection, or `null`: it hears the end
    record Asked(HttpRequest request, boolean stream, Duration leaves) {}

    /// Faults of the wire on three attempts of ten, faults of tool calls once in each run that uses tools.
    String configuration() {
        StringBuilder models = new StringBuilder();
        StringBuilder routes = new StringBuilder();
        StringBuilder policies = new StringBuilder();
        StringBuilder tools = new StringBuilder();
        model(models, "sound", "standin-ok");
        model(models, "faulty", "standin-any@p30");
        model(models, "calls", "standin-call");
        routes.append("    default: {models: [faulty, sound]}\n    ok: {models: [calls]}\n");
        for (String tool : TOOLS) {
            tools.append(
                    "      note_%s: {description: Notes a text., method: POST, url: \"%s\", timeout: 1s, effect: keyed,"
                                    .formatted(tool, provider.toolUrl("tools", tool))
                            + " idempotency-header: Idempotency-Key, allow-private: true, schema: '{\"type\":\"object\","
                            + "\"properties\":{\"text\":{\"type\":\"string\"}},\"required\":[\"text\"]}'}\n");
            policy(policies, "tool-" + tool, "ok", "note_" + tool);
        }
        for (String fault : CALLS) {
            model(models, fault, "standin-" + fault + "@x1");
            routes.append("    %1$s: {models: [%1$s, calls]}\n".formatted(fault));
            policy(policies, "call-" + fault, fault, "note_ok");
        }
        policies.append("    plain: {deadline: %ds}\n".formatted(DEADLINE.toSeconds()));
        return "belay:\n  models:\n%s  routes:\n%s  policies:\n%s  tools:\n    http:\n%s%s"
                .formatted(models, routes, policies, tools, limits());
    }

    private void model(StringBuilder models, String id, String name) {
        models.append("    %s: {base-url: \"%s\", api-key: none, name: %s}\n".formatted(id, provider.baseUrl(), name));
    }

    private static void policy(StringBuilder policies, String name, String route, String tool) {
        policies.append(
                "    %s: {route: %s, tools: [%s], deadline: %ds}\n".formatted(name, route, tool, DEADLINE.toSeconds()));
    }

    /// The durations of faults are scaled, and so are the limits that they run into.
    private String limits() {
        long limit = Math.max(200, Math.round(10_000 * timeScale));
        return """
                  calls:
                    limits: {first-token: %1$dms, idle: %1$dms, floor-window: %1$dms}
                    breaker: {delay: %1$dms}
                """.formatted(limit);
    }

    /// The request of a number. One in seven uses tools with effects, in a journaled run; one in nine leaves.
    Asked ask(URI server, int number) {
        Random random = new Random(seed * 1_000_003 + number);
        boolean tools = random.nextInt(7) == 0;
        boolean stream = random.nextBoolean();
        ObjectNode body = Json.object().put("model", tools ? withTools(random) : "plain");
        body.putArray("messages").addObject().put("role", "user").put("content", "Request " + seed + "-" + number);
        if (stream) {
            String streaming = List.of("buffer", "window", "live").get(random.nextInt(3));
            body.put("stream", true).putObject("belay").put("streaming", streaming);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
        if (tools) {
            request.header("Idempotency-Key", "soak-" + seed + "-" + number);
        }
        boolean leaves = random.nextInt(9) == 0;
        return new Asked(request.build(), stream, leaves ? Duration.ofMillis(5 + random.nextInt(800)) : null);
    }

    private static String withTools(Random random) {
        return random.nextBoolean()
                ? "tool-" + TOOLS.get(random.nextInt(TOOLS.size()))
                : "call-" + CALLS.get(random.nextInt(CALLS.size()));
    }

    static Map<String, String> environment(String databaseUrl, String jvm) {
        return Map.of(
                "JAVA_TOOL_OPTIONS",
                jvm,
                "QUARKUS_DATASOURCE_JDBC_URL",
                databaseUrl,
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "QUARKUS_DATASOURCE_PASSWORD",
                "postgres");
    }
}
