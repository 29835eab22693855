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

/// A tag that is the tool's name and has the arguments as its attributes: `<read_file path="x"/>`. Only with attributes
/// that the tool declares, because HTML looks the same.
public final class Attributes implements Dialect {
    private static final int LONGEST = 4_000;

    @Override
    public String id() {
        return "belay";
    }

    @Override
    public List<String> openers() {
        return List.of("<");
    }

    @Override
    public Found read(Source source, int at) {
        int name = source.afterName(at + 1);
        boolean spaced = name > at + 1
                && name < source.length()
                && Character.isWhitespace(source.text().charAt(name));
        if (!spaced || !source.tools().offers(source.between(at + 1, name))) {
            return null;
        }
        String tool = source.between(at + 1, name);
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        ObjectNode named = Json.object();
        int end = !source.spend(LONGEST / 100)
                ? -1
                : members(source, name, source.tools().schema(tool), named, repairs);
        if (end < 0 || named.isEmpty()) {
            return null;
        }
        int close = source.afterSpace(end);
        int last = source.sees("</" + tool + ">", close) ? close + tool.length() + 3 : end;
        var call = new WrittenCall(tool, named, List.of(), at, last, repairs, true);
        return Found.calls(id(), Form.MARKED, at, last, List.of(call));
    }

    /// @return place after the tag, or -1 if it is none with declared attributes only
    private static int members(Source source, int from, Schema schema, ObjectNode named, Set<Repair> repairs) {
        int at = source.afterSpace(from);
        while (at < source.length() && at - from < LONGEST && !source.sees('>', at) && !source.sees("/>", at)) {
            int sign = source.afterName(at);
            String name = source.between(at, sign);
            if (!source.sees('=', sign) || !schema.has(name)) {
                return -1;
            }
            int end = value(source, sign + 1);
            if (end < 0) {
                return -1;
            }
            boolean quoted = source.sees('"', sign + 1) || source.sees('\'', sign + 1);
            String raw = quoted ? source.between(sign + 2, end - 1) : source.between(sign + 1, end);
            named.set(name, TagText.typed(raw, schema.at(name), repairs));
            at = source.afterSpace(end);
        }
        return source.sees("/>", at) ? at + 2 : source.sees('>', at) ? at + 1 : -1;
    }

    /// @return place after the value, or -1 if it never ends
    private static int value(Source source, int from) {
        if (source.sees('"', from) || source.sees('\'', from)) {
            int close =
                    source.find(source.between(from, from + 1), from + 1, Math.min(source.length(), from + LONGEST));
            return close < 0 ? -1 : close + 1;
        }
        int end = from;
        while (end < source.length()
                && end - from < LONGEST
                && !Character.isWhitespace(source.text().charAt(end))
                && !source.sees('>', end)
                && !source.sees('<', end)
                && !source.sees("/>", end)) {
            end++;
        }
        source.spend(end - from);
        return end == from ? -1 : end;
    }
}
