package dev.belay.toolcall;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads `<invoke><tool><arguments><name>value</name>…</arguments></tool></invoke>`. The wrapper `arguments`
/// may be missing, a JSON object may stand in its place, and one `invoke` may hold several calls.
final class TagCall {
    static final String OPEN = "<invoke>";
    private static final String CLOSE = "</invoke>";
    private static final String WRAPPER = "<arguments>";
    private static final String WRAPPER_END = "</arguments>";
    private static final int MOST = 64;

    private final Cursor cursor;
    private final Map<String, Shape> shapes;
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<String> repairs = new ArrayList<>();

    private TagCall(Cursor cursor, Map<String, Shape> shapes) {
        this.cursor = cursor;
        this.shapes = shapes;
    }

    /// Reads from `<invoke>` at the cursor, which is left after what was read.
    static Found read(Cursor cursor, Map<String, Shape> shapes) {
        TagCall reading = new TagCall(cursor, shapes);
        try {
            reading.invoke();
            return new Found(reading.calls, reading.repairs, null);
        } catch (Broken e) {
            return Found.problem(e.getMessage());
        }
    }

    private void invoke() throws Broken {
        cursor.take(OPEN);
        do {
            cursor.skipSpace();
            call();
            cursor.skipSpace();
        } while (!cursor.sees("</") && cursor.sees("<") && !cursor.sees(OPEN) && calls.size() < MOST);
        if (!cursor.take(CLOSE)) {
            repairs.add("the closing " + CLOSE + " was missing");
        }
    }

    private void call() throws Broken {
        if (!cursor.take("<")) {
            throw new Broken("after " + OPEN + " the name of the tool is expected as a tag, such as <read_file>");
        }
        String tool = cursor.name();
        if (tool == null) {
            throw new Broken("after " + OPEN + " the name of the tool is expected as a tag, such as <read_file>");
        }
        cursor.skipSpace();
        if (cursor.take("/>")) {
            calls.add(new ToolCall(null, tool, "{}"));
            return;
        }
        if (!cursor.take(">")) {
            throw new Broken("the tag <" + tool + "> takes no attributes; write arguments as tags inside it");
        }
        calls.add(new ToolCall(null, tool, arguments(tool)));
    }

    private String arguments(String tool) throws Broken {
        String close = "</" + tool + ">";
        cursor.skipSpace();
        boolean wrapped = cursor.take(WRAPPER);
        cursor.skipSpace();
        if (cursor.sees("{")) {
            return json(tool, wrapped ? WRAPPER_END : close, close);
        }
        TagValues values = new TagValues(cursor, repairs, close);
        ObjectNode arguments = values.members(shapes.getOrDefault(tool, Shape.of("{}")));
        cursor.skipSpace();
        if (wrapped && !cursor.take(WRAPPER_END)) {
            repairs.add("the closing " + WRAPPER_END + " was missing");
        }
        close(tool, close);
        return Json.write(arguments);
    }

    /// The text between here and `end`, which has to be a JSON object; whether it fits is for the executor to
    /// say.
    private String json(String tool, String end, String close) throws Broken {
        int start = cursor.at();
        int stop = cursor.next(end, start);
        if (stop < 0) {
            throw new Broken("the call of " + tool + " is not whole: " + end + " is missing");
        }
        String text = cursor.between(start, stop).strip();
        if (StrictJson.read(text) == null) {
            throw new Broken("the arguments of " + tool + " are not valid JSON");
        }
        cursor.moveTo(stop);
        cursor.take(WRAPPER_END);
        close(tool, close);
        return text;
    }

    private void close(String tool, String close) throws Broken {
        cursor.skipSpace();
        if (!cursor.take(close)) {
            throw new Broken("the call of " + tool + " is not whole: " + close
                    + " is missing, or text stands between its arguments");
        }
    }

    /// Not whole. Never leaves this package.
    static final class Broken extends Exception {
        Broken(String message) {
            super(message, null, false, false);
        }
    }
}
