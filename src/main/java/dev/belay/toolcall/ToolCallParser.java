package dev.belay.toolcall;

import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.toolcall.dialect.Entities;
import dev.belay.toolcall.dialect.FullWidth;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.match.Toolbox;
import dev.belay.toolcall.value.LenientValues;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Reads calls of tools out of what a model wrote, in any of the dialects in use, mending what can be mended without
/// guessing. What stands in thoughts, in quotes or in examples is talk about a call.
///
/// Never throws, and takes time linear in the text's length. Thread-safe.
public final class ToolCallParser {
    /// Characters. What is longer is not read for calls.
    static final int LONGEST = 16_000_000;

    private static final int MOST_TOOLBOXES = 64;
    private static final String GIVEN = "given";

    private final Map<List<ToolSpec>, Toolbox> toolboxes = new ConcurrentHashMap<>();

    /// @param tools those offered; no other is ever called
    public Reading parse(String text, List<ToolSpec> tools) {
        Reading read = read(text, tools);
        if (!read.calls().isEmpty() || tools.isEmpty() || text.length() > LONGEST || !Entities.in(text)) {
            return read;
        }
        Reading decoded = read(Entities.decoded(text), tools);
        return decoded.calls().isEmpty() ? read : decoded.after(Repair.ENTITIES);
    }

    private Reading read(String text, List<ToolSpec> tools) {
        Toolbox toolbox = toolbox(tools);
        Thoughts.Spoken spoken = Thoughts.spoken(text, toolbox);
        if (tools.isEmpty() || text.length() > LONGEST) {
            return Reading.plain(spoken.text().substring(0, spoken.open()).strip());
        }
        Reading read = new Choice(new Source(spoken.text(), toolbox), spoken.open()).read();
        return read.calls().isEmpty() && FullWidth.in(spoken.text()) ? narrowed(spoken, toolbox, read) : read;
    }

    /// @param otherwise what is read of the text as it stands
    private static Reading narrowed(Thoughts.Spoken spoken, Toolbox toolbox, Reading otherwise) {
        Source source = new Source(FullWidth.narrowed(spoken.text()), spoken.text(), toolbox);
        Reading read = new Choice(source, spoken.open()).read();
        boolean kept = !read.calls().isEmpty()
                && read.calls().stream().allMatch(call -> FullWidth.kept(Json.tree(call.arguments()), spoken.text()));
        return kept ? read.after(Repair.FULL_WIDTH) : otherwise;
    }

    /// Calls that the provider named, whose arguments may be written like JSON without being it. Those that would need
    /// a guess, such as ones that are cut off, stay as they are written.
    ///
    /// @return `null` if nothing had to be mended
    public Reading mended(List<ToolCall> given) {
        List<ToolCall> calls = new ArrayList<>();
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        double confidence = 1;
        for (ToolCall call : given) {
            WrittenValue value = mended(call.arguments());
            calls.add(value == null ? call : new ToolCall(call.id(), call.name(), Json.write(value.json())));
            if (value != null) {
                repairs.addAll(value.repairs());
                confidence = Math.min(confidence, Confidence.ofGiven(value.repairs()));
            }
        }
        List<String> names = repairs.stream().map(Repair::id).sorted().toList();
        return repairs.isEmpty()
                ? null
                : new Reading("", calls, calls, GIVEN, Confidence.rounded(confidence), names, null);
    }

    /// @return `null` if it is JSON, is not an object, or cannot be mended without a guess
    private static WrittenValue mended(String arguments) {
        if (arguments == null || arguments.length() > LONGEST) {
            return null;
        }
        WrittenValue value = new LenientValues(arguments).read(0, arguments.length());
        boolean object = value.found() && value.json().isObject() && value.whole();
        return object && !value.clean() && arguments.substring(value.end()).isBlank() ? value : null;
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
