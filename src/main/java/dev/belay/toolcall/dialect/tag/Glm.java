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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// GLM 4.5: `<tool_call>f`, then pairs of `<arg_key>a</arg_key>` and `<arg_value>1</arg_value>`, then `</tool_call>`.
public final class Glm implements Dialect {
    private static final String OPEN = "<tool_call>";
    private static final String CLOSE = "</tool_call>";
    private static final String KEY = "<arg_key>";
    private static final String KEY_END = "</arg_key>";
    private static final String VALUE = "<arg_value>";
    private static final String VALUE_END = "</arg_value>";

    @Override
    public String id() {
        return "glm";
    }

    @Override
    public List<String> openers() {
        return List.of(OPEN);
    }

    @Override
    public Found read(Source source, int at) {
        Cursor cursor = new Cursor(source, at, source.length());
        cursor.take(OPEN);
        cursor.skipSpace();
        String name = cursor.name();
        cursor.skipSpace();
        if (name == null
                || !cursor.sees(KEY) && !(cursor.sees(CLOSE) && source.tools().find(name) != null)) {
            return null;
        }
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        try {
            ObjectNode arguments = arguments(cursor, source.tools().schema(name), repairs);
            if (!cursor.take(CLOSE)) {
                repairs.add(Repair.MISSING_CLOSER);
            }
            var call = new WrittenCall(name, arguments, List.of(), at, cursor.at(), repairs, true);
            return Found.calls(id(), Form.MARKED, at, cursor.at(), List.of(call));
        } catch (Broken broken) {
            return Found.problem(id(), at, cursor.at(), broken.getMessage());
        }
    }

    private static ObjectNode arguments(Cursor cursor, Schema schema, Set<Repair> repairs) throws Broken {
        ObjectNode arguments = Json.object();
        while (cursor.take(KEY)) {
            String key = upTo(cursor, KEY_END, "of a call").strip();
            cursor.skipSpace();
            if (!cursor.take(VALUE)) {
                throw new Broken("the argument " + key + " has no " + VALUE);
            }
            String raw = upTo(cursor, VALUE_END, key);
            String property = schema.property(key);
            arguments.set(key, TagText.typed(raw, property == null ? Schema.ANY : schema.at(property), repairs));
            cursor.skipSpace();
        }
        return arguments;
    }

    private static String upTo(Cursor cursor, String close, String argument) throws Broken {
        int from = cursor.at();
        int end = cursor.next(close, from);
        if (end < 0) {
            throw Broken.cut(argument, close);
        }
        cursor.moveTo(end + close.length());
        return cursor.between(from, end);
    }
}
