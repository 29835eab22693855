package dev.belay.toolcall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import java.util.List;
import java.util.Locale;

/// Reads `<name>value</name>` one after another. Values are raw: `<`, `&` and entities are what they are; what
/// must not be touched at all goes into `<![CDATA[…]]>`.
final class TagValues {
    private static final String CDATA = "<![CDATA[";
    private static final String CDATA_END = "]]>";
    private static final int DEEPEST = 16;

    private final Cursor cursor;
    private final List<String> repairs;
    private final String callEnd;

    /// @param callEnd the closing tag of the call, after which no value goes on
    TagValues(Cursor cursor, List<String> repairs, String callEnd) {
        this.cursor = cursor;
        this.repairs = repairs;
        this.callEnd = callEnd;
    }

    /// Reads until something else than an opening tag comes. A name that occurs again makes a list.
    ObjectNode members(Shape shape) throws TagCall.Broken {
        ObjectNode members = Json.object();
        cursor.skipSpace();
        while (cursor.sees("<") && !cursor.sees("</")) {
            cursor.move(1);
            String name = cursor.name();
            if (name == null || !cursor.take(">")) {
                throw new TagCall.Broken("an argument is written as <name>value</name>, without attributes");
            }
            add(members, name, value(name, shape.property(name)), shape.property(name));
            cursor.skipSpace();
        }
        return members;
    }

    private JsonNode value(String name, Shape shape) throws TagCall.Broken {
        int start = cursor.at();
        cursor.skipSpace();
        if (cursor.take(CDATA)) {
            return exact(name);
        }
        String raw = raw(name, start);
        return typed(raw, shape, 0);
    }

    private JsonNode exact(String name) throws TagCall.Broken {
        int from = cursor.at();
        int end = cursor.next(CDATA_END, from);
        if (end < 0) {
            throw new TagCall.Broken("the argument " + name + " is not whole: " + CDATA_END + " is missing");
        }
        String text = cursor.between(from, end);
        cursor.moveTo(end + CDATA_END.length());
        cursor.skipSpace();
        if (!cursor.take("</" + name + ">")) {
            throw new TagCall.Broken("the argument " + name + " is not whole: </" + name + "> is missing");
        }
        return TextNode.valueOf(text);
    }

    /// Up to the closing tag that balances; if text inside has an opening tag alone, up to the first closing
    /// one.
    private String raw(String name, int start) throws TagCall.Broken {
        String open = "<" + name + ">";
        String close = "</" + name + ">";
        int first = cursor.next(close, start);
        if (first < 0) {
            throw new TagCall.Broken("the argument " + name + " is not whole: " + close + " is missing");
        }
        int end = first;
        int opening = cursor.next(open, start, end);
        while (opening >= 0) {
            end = cursor.next(close, end + close.length());
            opening = cursor.next(open, opening + open.length(), end);
            if (end < 0) {
                repairs.add("the argument " + name + " holds an opening tag of its own name");
                end = first;
                break;
            }
        }
        cursor.moveTo(end + close.length());
        return cursor.between(start, end);
    }

    private JsonNode typed(String raw, Shape shape, int depth) {
        String bare = raw.strip();
        if (shape.is("string") || depth > DEEPEST) {
            return text(raw);
        }
        if (shape.is("boolean") && (bare.equalsIgnoreCase("true") || bare.equalsIgnoreCase("false"))) {
            if (!bare.equals("true") && !bare.equals("false")) {
                repairs.add(bare + " was read as " + bare.toLowerCase(Locale.ROOT));
            }
            return BooleanNode.valueOf(bare.equalsIgnoreCase("true"));
        }
        boolean structure = shape.is("object") || shape.is("array");
        if (structure && bare.startsWith("<")) {
            JsonNode nested = nested(bare, shape);
            return nested == null ? text(raw) : nested;
        }
        boolean literal = structure || shape.is("number") || shape.is("integer") || shape.is("null");
        JsonNode json = literal ? StrictJson.read(bare) : null;
        return json == null ? text(raw) : json;
    }

    /// Elements inside a value: members of an object, or of a list, whatever they are called.
    private JsonNode nested(String raw, Shape shape) {
        try {
            Cursor inside = new Cursor(raw);
            TagValues values = new TagValues(inside, repairs, callEnd);
            if (shape.is("object")) {
                ObjectNode members = values.members(shape);
                return inside.end() ? members : null;
            }
            ArrayNode list = Json.mapper().createArrayNode();
            while (inside.take("<")) {
                String name = inside.name();
                if (name == null || !inside.take(">")) {
                    return null;
                }
                list.add(values.value(name, shape.items()));
                inside.skipSpace();
            }
            return inside.end() ? list : null;
        } catch (TagCall.Broken _) {
            return null;
        }
    }

    /// One line loses the blanks around it. More lines are kept as they are, but for a line break right after
    /// the tag.
    private static JsonNode text(String raw) {
        String bare = raw.strip();
        if (bare.indexOf('\n') < 0) {
            return TextNode.valueOf(bare);
        }
        int from = raw.startsWith("\r\n") ? 2 : raw.startsWith("\n") ? 1 : 0;
        return TextNode.valueOf(raw.substring(from));
    }

    private static void add(ObjectNode members, String name, JsonNode value, Shape shape) {
        JsonNode before = members.get(name);
        if (before == null) {
            members.set(name, value);
        } else if (before instanceof ArrayNode list && shape.is("array")) {
            list.add(value);
        } else {
            members.set(name, Json.mapper().createArrayNode().add(before).add(value));
        }
    }
}
