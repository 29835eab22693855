package dev.belay.toolcall.dialect.tag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.match.Schema;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Name and arguments each in a tag of their own:
/// `<tool_use><tool_name>f</tool_name><parameters><a>1</a></parameters></tool_use>`, as early Claude wrote it and
/// others still do.
public final class NamedElements implements Dialect {
    private static final List<String> CALLS = List.of(
            "invoke",
            "tool_use",
            "tool_call",
            "function_call",
            "functioncall",
            "tool",
            "function",
            "call",
            "action",
            "use_tool",
            "use_mcp_tool");
    private static final List<String> NAMES =
            List.of("tool_name", "name", "function_name", "function", "tool", "action_name", "api_name");
    private static final List<String> ARGUMENTS = List.of(
            "parameters", "arguments", "args", "params", "input", "tool_input", "action_input", "function_arguments");

    @Override
    public String id() {
        return "anthropic";
    }

    @Override
    public List<String> openers() {
        return List.of("<");
    }

    @Override
    public Found read(Source source, int at) {
        Cursor cursor = new Cursor(source, at, source.length());
        String call = opened(cursor, CALLS);
        String element = call == null ? null : opened(cursor, NAMES);
        String name = element == null ? null : name(cursor, element);
        if (name == null || source.tools().find(name) == null) {
            return null;
        }
        try {
            Set<Repair> repairs = EnumSet.noneOf(Repair.class);
            ObjectNode named = arguments(cursor, name, repairs);
            int end = cursor.at();
            cursor.skipSpace();
            if (!cursor.take("</" + call + ">")) {
                repairs.add(Repair.MISSING_CLOSER);
                cursor.moveTo(end);
            }
            var written = new WrittenCall(name, named, List.of(), at, cursor.at(), repairs, true);
            return Found.calls(id(), Form.MARKED, at, cursor.at(), List.of(written));
        } catch (Broken broken) {
            return Found.problem(id(), at, cursor.at(), broken.getMessage());
        }
    }

    /// The element of which the opening tag stands here, or `null` if it is none of these.
    private static String opened(Cursor cursor, List<String> elements) {
        cursor.skipSpace();
        int start = cursor.at();
        String element = cursor.take("<") ? cursor.name() : null;
        if (element != null && elements.contains(element) && cursor.take(">")) {
            return element;
        }
        cursor.moveTo(start);
        return null;
    }

    private static String name(Cursor cursor, String element) {
        cursor.skipSpace();
        String name = cursor.name();
        cursor.skipSpace();
        return name != null && cursor.take("</" + element + ">") ? name : null;
    }

    private static ObjectNode arguments(Cursor cursor, String name, Set<Repair> repairs) throws Broken {
        Schema schema = cursor.source().tools().schema(name);
        String holder = opened(cursor, ARGUMENTS);
        cursor.skipSpace();
        ObjectNode named;
        if (cursor.sees("{")) {
            WrittenValue value = cursor.source().value(cursor.at());
            if (!(value.json() instanceof ObjectNode object)) {
                throw new Broken("the arguments of " + name + " are not valid JSON");
            }
            repairs.addAll(value.repairs());
            cursor.moveTo(value.end());
            named = object;
        } else {
            named = cursor.sees("<") ? new Elements(cursor, repairs).members(schema) : Json.object();
        }
        cursor.skipSpace();
        if (holder != null && !cursor.take("</" + holder + ">")) {
            repairs.add(Repair.MISSING_CLOSER);
        }
        return named;
    }
}
