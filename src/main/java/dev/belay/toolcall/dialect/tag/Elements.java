package dev.belay.toolcall.dialect.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.match.Schema;
import dev.belay.toolcall.match.Schema.Kind;
import dev.belay.toolcall.value.Repair;
import java.util.Set;

/// Reads `<name>value</name>` one after another. Values are raw: `<`, `&` and entities are what they are; what must not
/// be touched at all goes into `<![CDATA[…]]>`.
final class Elements {
    private static final String CDATA = "<![CDATA[";
    private static final String CDATA_END = "]]>";
    private static final int DEEPEST = 16;

    private final Cursor cursor;
    private final Set<Repair> repairs;
    private final int depth;

    Elements(Cursor cursor, Set<Repair> repairs) {
        this(cursor, repairs, 0);
    }

    private Elements(Cursor cursor, Set<Repair> repairs, int depth) {
        this.cursor = cursor;
        this.repairs = repairs;
        this.depth = depth;
    }

    /// Reads until something else than an opening tag comes. A name that occurs again makes a list.
    ObjectNode members(Schema schema) throws Broken {
        ObjectNode members = Json.object();
        cursor.skipSpace();
        while (cursor.sees("<") && !cursor.sees("</")) {
            cursor.take("<");
            String name = cursor.name();
            if (name == null || !cursor.take(">")) {
                throw new Broken("an argument is written as <name>value</name>, without attributes");
            }
            add(members, name, value(name, schema.at(name)), schema.at(name));
            cursor.skipSpace();
        }
        return members;
    }

    private JsonNode value(String name, Schema schema) throws Broken {
        int start = cursor.at();
        cursor.skipSpace();
        if (cursor.take(CDATA)) {
            return exact(name);
        }
        int end = end(name, start);
        int after = cursor.at();
        JsonNode nested = nested(start, end, schema);
        cursor.moveTo(after);
        return nested == null ? TagText.typed(cursor.between(start, end), schema, repairs) : nested;
    }

    private JsonNode exact(String name) throws Broken {
        int from = cursor.at();
        int end = cursor.next(CDATA_END, from);
        if (end < 0) {
            throw Broken.cut(name, CDATA_END);
        }
        cursor.moveTo(end + CDATA_END.length());
        cursor.skipSpace();
        if (!cursor.take("</" + name + ">")) {
            throw Broken.cut(name, "</" + name + ">");
        }
        return TextNode.valueOf(cursor.between(from, end));
    }

    /// The end of a value, which is up to the closing tag that balances; if text inside has an opening tag alone, up to
    /// the first closing one.
    private int end(String name, int start) throws Broken {
        String open = "<" + name + ">";
        String close = "</" + name + ">";
        int first = cursor.next(close, start);
        if (first < 0) {
            throw Broken.cut(name, close);
        }
        int end = first;
        int opening = cursor.next(open, start, end);
        while (opening >= 0) {
            end = cursor.next(close, end + close.length());
            if (end < 0) {
                end = first;
                break;
            }
            opening = cursor.next(open, opening + open.length(), end);
        }
        cursor.moveTo(end + close.length());
        return end;
    }

    /// Elements inside a value: members of an object, or of a list, whatever they are called.
    private JsonNode nested(int start, int end, Schema schema) {
        Cursor inside = new Cursor(cursor.source(), start, end);
        inside.skipSpace();
        if (!inside.sees("<") || !TagText.structured(schema) || schema.says(Kind.STRING) || depth >= DEEPEST) {
            return null;
        }
        Elements elements = new Elements(inside, repairs, depth + 1);
        try {
            JsonNode read = schema.says(Kind.OBJECT) ? elements.members(schema) : elements.list(schema.items());
            inside.skipSpace();
            return inside.end() ? read : null;
        } catch (Broken _) {
            return null;
        }
    }

    private ArrayNode list(Schema items) throws Broken {
        ArrayNode list = Json.mapper().createArrayNode();
        while (cursor.take("<")) {
            String name = cursor.name();
            if (name == null || !cursor.take(">")) {
                throw new Broken("an item of a list is written as <item>value</item>");
            }
            list.add(value(name, items));
            cursor.skipSpace();
        }
        return list;
    }

    private static void add(ObjectNode members, String name, JsonNode value, Schema schema) {
        JsonNode before = members.get(name);
        if (before == null) {
            members.set(name, value);
        } else if (before instanceof ArrayNode list && schema.says(Kind.ARRAY)) {
            list.add(value);
        } else {
            members.set(name, Json.mapper().createArrayNode().add(before).add(value));
        }
    }
}
