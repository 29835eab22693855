package dev.belay.toolcall;

import dev.belay.exchange.message.ToolSpec;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.match.Toolbox;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads calls of tools out of what a model wrote, in any of the dialects in use, mending what can be mended without
/// guessing. What stands in thoughts, in quotes or in examples is talk about a call.
///
/// Never throws, and takes time linear in the text's length. Thread-safe.
public final class ToolCallParser {
    /// Characters. What is longer is not read for calls.
    static final int LONGEST = 16_000_000;

    private static final int MOST_TOOLBOXES = 64;

    private final Map<List<ToolSpec>, Toolbox> toolboxes = new ConcurrentHashMap<>();

    /// @param tools those offered; no other is ever called
    public Reading parse(String text, List<ToolSpec> tools) {
        Thoughts.Spoken spoken = Thoughts.spoken(text);
        if (tools.isEmpty() || text.length() > LONGEST) {
            return Reading.plain(spoken.text().substring(0, spoken.open()).strip());
        }
        return new Choice(new Source(spoken.text(), toolbox(tools)), spoken.open()).read();
    }

    /// A reading of text that comes in pieces.
    public ToolCallStream stream(List<ToolSpec> tools) {
        return new ToolCallStream(text -> parse(text, tools), toolbox(tools));
    }

    Toolbox toolbox(List<ToolSpec> tools) {
        Toolbox known = toolboxes.get(tools);
        if (known != null) {
            return known;
        }
        if (toolboxes.size() >= MOST_TOOLBOXES) {
            toolboxes.clear();
        }
        Toolbox made = Toolbox.of(tools);
        toolboxes.put(List.copyOf(tools), made);
        return made;
    }
}
