package dev.belay.toolcall;

import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads calls out of a model's text. Two forms are calls: `<invoke><tool>…</tool></invoke>`, and a JSON object
/// with `name` (or `tool`) and `arguments` in a fenced block.
///
/// What stands in thoughts, in inline code or in quotes is talk about a call. Never throws, and takes time
/// linear in the text's length. Thread-safe.
public final class ToolCallReader {
    /// Characters. What is longer is not read for calls.
    private static final int LONGEST = 2_000_000;
    private static final int MOST_CALLS = 64;

    /// @param tools those offered; values are typed by their schemas
    public ReadCalls read(String text, List<ToolSpec> tools) {
        if (text.length() > LONGEST) {
            return new ReadCalls(text, List.of(), List.of(), null);
        }
        return new Pass(Thoughts.without(text), shapes(tools)).read();
    }

    private static Map<String, Shape> shapes(List<ToolSpec> tools) {
        Map<String, Shape> shapes = new HashMap<>();
        tools.forEach(tool -> shapes.put(tool.name(), Shape.of(tool.parameters())));
        return shapes;
    }

    /// One walk over one text.
    private static final class Pass {
        private final String text;
        private final Cursor cursor;
        private final Map<String, Shape> shapes;
        private final StringBuilder words = new StringBuilder();
        private final List<ToolCall> calls = new ArrayList<>();
        private final List<String> repairs = new ArrayList<>();
        private String problem;
        private int kept;

        Pass(String text, Map<String, Shape> shapes) {
            this.text = text;
            this.cursor = new Cursor(text);
            this.shapes = shapes;
        }

        ReadCalls read() {
            while (!cursor.end() && problem == null && calls.size() < MOST_CALLS) {
                int start = cursor.at();
                if (cursor.sees("```") && cursor.lineStart()) {
                    fenced(start);
                } else if (cursor.sees("`")) {
                    cursor.skipInlineCode();
                } else if (cursor.sees(TagCall.OPEN)) {
                    tagged(start);
                } else {
                    cursor.move(1);
                }
            }
            words.append(text, kept, text.length());
            return new ReadCalls(words.toString().strip(), problem == null ? calls : List.of(), repairs, problem);
        }

        private void fenced(int start) {
            Fence fence = Fence.at(cursor);
            if (fence == null) {
                cursor.move(3);
                return;
            }
            cursor.moveTo(fence.end());
            if (!fence.holdsTags()) {
                take(JsonCall.read(fence.content(), shapes), start, fence.end());
            } else if (lastThing(fence.end())) {
                fencedTags(fence, start);
            }
        }

        /// A call in a block that words follow is an example: a call ends what a model says.
        private boolean lastThing(int end) {
            Cursor rest = new Cursor(text);
            rest.moveTo(end);
            rest.skipSpace();
            return rest.end() || rest.sees("```") || rest.sees(TagCall.OPEN);
        }

        private void fencedTags(Fence fence, int start) {
            Cursor inside = new Cursor(fence.content());
            inside.skipSpace();
            while (!inside.end() && problem == null) {
                Found found = inside.sees(TagCall.OPEN) ? TagCall.read(inside, shapes) : Found.NOTHING;
                if (found.calls().isEmpty() && found.problem() == null) {
                    break;
                }
                take(found, start, fence.end());
                start = fence.end();
                inside.skipSpace();
            }
        }

        private void tagged(int start) {
            boolean clear = cursor.lineStart();
            boolean quoted = start > 0 && "\"'“‘«".indexOf(text.charAt(start - 1)) >= 0;
            Found found = quoted ? Found.NOTHING : TagCall.read(cursor, shapes);
            boolean known = found.calls().stream().allMatch(call -> shapes.containsKey(call.name()));
            boolean talk = found.problem() == null ? !known : !begun(start);
            if (quoted || !clear && talk) {
                cursor.moveTo(start + TagCall.OPEN.length());
                return;
            }
            take(found, start, cursor.at());
        }

        /// Whether a known tool's arguments follow: then a call was meant, even in the middle of a line.
        private boolean begun(int start) {
            Cursor look = new Cursor(text);
            look.moveTo(start + TagCall.OPEN.length());
            look.skipSpace();
            look.take("<");
            String name = look.name();
            boolean opened = look.take(">");
            look.skipSpace();
            return opened && shapes.containsKey(name) && (look.sees("<") || look.sees("{"));
        }

        private void take(Found found, int start, int end) {
            problem = found.problem();
            calls.addAll(found.calls());
            repairs.addAll(found.repairs());
            if (!found.calls().isEmpty()) {
                words.append(text, kept, start);
                kept = end;
            }
        }
    }
}
