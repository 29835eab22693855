package dev.belay.edge.scripted;

import dev.belay.exchange.message.ToolSpec;
import dev.belay.gateway.Known;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;

/// Two models, three tiers, a tool that reads and one that writes.
@Alternative
@ApplicationScoped
public class ScriptedKnown implements Known {

    @Override
    public List<Tool> tools() {
        return List.of(tool("read_file", "PURE", false), tool("write_file", "RECONCILABLE", true), asks());
    }

    @Override
    public List<String> models() {
        return List.of("gpt-small", "gpt-large");
    }

    @Override
    public List<String> routes() {
        return List.of("default", "cheap");
    }

    @Override
    public List<String> tierOrder() {
        return List.of("native", "loop", "rules");
    }

    @Override
    public List<TierStatus> tiers() {
        return List.of(
                new TierStatus("native", null, "closed", Map.of("held", 3L)),
                new TierStatus("loop", null, "open", Map.of()),
                new TierStatus("rules", null, null, Map.of()),
                new TierStatus("adk", "the tier adk is not in this build", null, Map.of()));
    }

    private static Tool asks() {
        return new Tool(new ToolSpec("ask_user", "asks", "{\"type\":\"object\"}"), "PURE", false, true, 5);
    }

    private static Tool tool(String name, String effectClass, boolean hasEffect) {
        return new Tool(new ToolSpec(name, "does " + name, "{\"type\":\"object\"}"), effectClass, hasEffect, false, 30);
    }
}
