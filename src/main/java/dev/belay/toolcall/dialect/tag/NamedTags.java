package dev.belay.toolcall.dialect.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.dialect.json.Keywords;
import dev.belay.toolcall.match.Schema;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Tags that carry the name in an attribute: `<invoke name="f"><parameter name="a">1</parameter></invoke>` as
/// Anthropic's models write it, with any namespace before the names (MiniMax, DeepSeek's DSML), and
/// `<function=f><parameter=a>1</parameter></function>` of Qwen3-Coder.
public final class NamedTags implements Dialect {
    private static final List<String> CALLS = List.of("invoke", "function", "tool_call", "tool_use", "tool", "call");
    private static final List<String> ARGUMENTS = List.of("parameter", "param", "argument", "arg");

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
        NamedTag tag = NamedTag.at(source, at, CALLS);
        if (tag == null) {
            return null;
        }
        String id = tag.assigned() ? "qwen-coder" : id();
        Reading reading = new Reading(source, tag);
        try {
            WrittenCall call = reading.call(at);
            return Found.calls(id, Form.MARKED, at, call.end(), List.of(call));
        } catch (Broken broken) {
            boolean meant = source.tools().find(tag.name()) != null || reading.arguments > 0;
            return meant ? Found.problem(id, at, reading.cursor.at(), broken.getMessage()) : null;
        }
    }

    /// One element.
    private static final class Reading {
        private final Source source;
        private final NamedTag tag;
        private final Cursor cursor;
        private final Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        private int arguments;

        Reading(Source source, NamedTag tag) {
            this.source = source;
            this.tag = tag;
            this.cursor = new Cursor(source, tag.end(), source.length());
        }

        WrittenCall call(int start) throws Broken {
            ObjectNode named = Json.object();
            if (!tag.closed()) {
                Schema schema = source.tools().schema(tag.name());
                cursor.skipSpace();
                named = cursor.sees("{") ? json() : keywords();
                named = named == null ? members(schema) : named;
                close();
            }
            return new WrittenCall(tag.name(), named, List.of(), start, cursor.at(), repairs, true);
        }

        /// Arguments as a call in Python has them between its parentheses, or `null`.
        private ObjectNode keywords() {
            int end = cursor.sees("<") ? -1 : cursor.next("</" + tag.element() + ">", cursor.at());
            WrittenCall call = end < 0 ? null : Keywords.read(tag.name(), source.between(cursor.at(), end));
            if (call == null) {
                return null;
            }
            repairs.addAll(call.repairs());
            arguments += call.named().size();
            cursor.moveTo(end);
            return call.named();
        }

        private ObjectNode members(Schema schema) throws Broken {
            ObjectNode named = Json.object();
            while (true) {
                cursor.skipSpace();
                NamedTag argument = NamedTag.at(source, cursor.at(), ARGUMENTS);
                if (argument == null) {
                    break;
                }
                arguments++;
                cursor.moveTo(argument.end());
                named.set(argument.name(), argument.closed() ? TextNode.valueOf("") : value(argument, schema));
            }
            return named.isEmpty() && cursor.sees("<") && !cursor.sees("</")
                    ? new Elements(cursor, repairs).members(schema)
                    : named;
        }

        private JsonNode value(NamedTag argument, Schema schema) throws Broken {
            int from = cursor.at();
            String close = "</" + argument.element() + ">";
            int end = cursor.next(close, from);
            int next = end < 0 ? cursor.next("</" + tag.element() + ">", from) : end;
            int other = cursor.next(
                    "<" + argument.element() + (argument.assigned() ? "=" : " name="), from, Math.max(from, next));
            int to = other >= 0 ? other : next;
            if (to < 0) {
                throw Broken.cut(argument.name(), close);
            }
            if (to == end) {
                cursor.moveTo(end + close.length());
            } else {
                repairs.add(Repair.MISSING_CLOSER);
                cursor.moveTo(to);
            }
            return typed(argument, source.between(from, to), schema);
        }

        private JsonNode typed(NamedTag argument, String raw, Schema schema) {
            if ("true".equals(argument.string())) {
                return TextNode.valueOf(raw);
            }
            String lines = raw.startsWith("\n") ? raw.substring(1) : raw;
            String value = lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
            String name = schema.property(argument.name());
            return TagText.typed(value, name == null ? Schema.ANY : schema.at(name), repairs);
        }

        private ObjectNode json() throws Broken {
            WrittenValue value = source.value(cursor.at(), List.of("</" + tag.element() + ">"));
            if (!(value.json() instanceof ObjectNode object)) {
                throw new Broken("the arguments of " + tag.name() + " are not valid JSON");
            }
            repairs.addAll(value.repairs());
            cursor.moveTo(value.end());
            arguments += value.whole() ? 1 : 0;
            return object;
        }

        private void close() throws Broken {
            int end = cursor.at();
            cursor.skipSpace();
            if (cursor.take("</" + tag.element() + ">")) {
                return;
            }
            boolean follows = cursor.end() || cursor.sees("</") || NamedTag.at(source, cursor.at(), CALLS) != null;
            if (!follows || arguments == 0 && cursor.end()) {
                throw new Broken("the call of " + tag.name() + " is not whole: </" + tag.element()
                        + "> is missing, or text stands between its arguments");
            }
            repairs.add(Repair.MISSING_CLOSER);
            cursor.moveTo(end);
        }
    }
}
