package dev.belay.toolcall.dialect.prose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.dialect.json.Keywords;
import dev.belay.toolcall.match.Schema;
import dev.belay.toolcall.value.LenientValues;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A call laid out in lines: the tool's name, then one argument a line, as YAML or a list has them. Nothing marks it,
/// so it is looked for only where nothing else is found, and has to name all that is required and nothing unknown.
public final class Sheet {
    public static final String ID = "lines";

    private static final int LONGEST_LINE = 400;
    private static final int LONGEST_VALUE = 200;
    private static final int MOST_LINES = 2_000;
    private static final String DECORATION = " \t-*•#>`\"'_0123456789.)[]{},";
    private static final Set<String> LABELS = Set.of(
            "function",
            "function name",
            "function call",
            "tool",
            "tool name",
            "tool call",
            "name",
            "action",
            "call",
            "api");
    private static final Set<String> HEADERS = Set.of(
            "parameters", "arguments", "args", "params", "input", "inputs", "with parameters", "parameter", "argument");
    private static final List<String> TALK = List.of(
            "the ", "a ", "an ", "(", "missing", "not ", "unknown", "optional", "required", "unspecified", "?", "e.g.");
    private static final Set<String> TYPES = Set.of(
            "string", "integer", "int", "float", "number", "boolean", "bool", "array", "list", "object", "str", "dict");

    private final Source source;
    private final List<Found> found = new ArrayList<>();
    private String tool;
    private ObjectNode named;
    private int start;
    private int end;

    private Sheet(Source source) {
        this.source = source;
    }

    /// What is found, in order.
    public static List<Found> in(Source source) {
        Sheet sheet = new Sheet(source);
        sheet.walk();
        return sheet.found;
    }

    private void walk() {
        String text = source.text();
        int at = 0;
        for (int line = 0; line < MOST_LINES && at < text.length(); line++) {
            int newline = text.indexOf('\n', at);
            int to = newline < 0 ? text.length() : newline;
            if (to - at <= LONGEST_LINE) {
                line(at, to);
            } else {
                close();
            }
            at = to + 1;
        }
        close();
    }

    private void line(int from, int to) {
        String line = bare(source.between(from, to));
        if (line.isEmpty()) {
            return;
        }
        if (tool != null && argument(line)) {
            end = to;
            return;
        }
        if (tool != null && named.isEmpty() && header(line)) {
            return;
        }
        close();
        open(line, from, to);
    }

    /// A line with nothing but the tool's name, a label before it, and perhaps the arguments behind a colon.
    private void open(String line, int from, int to) {
        int colon = line.indexOf(':');
        String label = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String rest = LABELS.contains(label) ? bare(line.substring(colon + 1)) : line;
        int nameEnd = 0;
        while (nameEnd < rest.length() && Source.nameCharacter(rest.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = offered(rest.substring(0, nameEnd));
        String after = bare(rest.substring(nameEnd));
        if (name == null) {
            name = announced(line);
            after = "";
        }
        if (name == null) {
            return;
        }
        String behind = after.startsWith(":") ? after.substring(1).strip() : after;
        WrittenCall keywords = behind.isEmpty() ? null : Keywords.read(name, behind);
        if (!behind.isEmpty() && keywords == null) {
            return;
        }
        tool = name;
        named = keywords == null ? Json.object() : keywords.named();
        start = from;
        end = to;
    }

    /// The one offered tool that a line names which announces arguments: it ends with a colon.
    private String announced(String line) {
        String name = null;
        if (!line.endsWith(":") || line.length() > LONGEST_VALUE) {
            return null;
        }
        for (String word : line.substring(0, line.length() - 1).split("[ `\"'*]")) {
            String offered = source.tools().offers(word) ? word : null;
            if (offered != null && name != null) {
                return null;
            }
            name = offered == null ? name : offered;
        }
        return name;
    }

    private String offered(String written) {
        String name = written.isEmpty() ? null : source.tools().find(written);
        return name != null && written.length() > 2 ? name : null;
    }

    private static boolean header(String line) {
        String words = line.endsWith(":") ? line.substring(0, line.length() - 1) : line;
        return HEADERS.contains(bare(words).toLowerCase(Locale.ROOT));
    }

    /// `name: value` or `name = value`, of an argument that is declared and not yet given.
    private boolean argument(String line) {
        int sign = 0;
        while (sign < line.length() && line.charAt(sign) != ':' && line.charAt(sign) != '=') {
            sign++;
        }
        String name = bare(line.substring(0, sign));
        Schema schema = source.tools().schema(tool);
        if (sign == line.length() || !schema.has(name) || named.has(name)) {
            return false;
        }
        JsonNode value = value(line.substring(sign + 1).strip());
        if (value == null) {
            return false;
        }
        named.set(name, value);
        return true;
    }

    private static JsonNode value(String written) {
        String text = written.endsWith(",")
                ? written.substring(0, written.length() - 1).strip()
                : written;
        String plain = text.replace("*", "").replace("`", "").strip();
        String lower = plain.toLowerCase(Locale.ROOT);
        boolean talk = TALK.stream().anyMatch(lower::startsWith) || TYPES.contains(lower);
        if (plain.isEmpty()
                || plain.length() > LONGEST_VALUE
                || talk
                || lower.contains("(required")
                || lower.contains("e.g.")) {
            return null;
        }
        WrittenValue value = new LenientValues(plain).read(0, plain.length());
        boolean all =
                value.found() && value.whole() && plain.substring(value.end()).isBlank();
        return all ? value.json() : plain.indexOf('"') >= 0 ? null : TextNode.valueOf(plain);
    }

    private void close() {
        Schema schema = tool == null ? Schema.ANY : source.tools().schema(tool);
        boolean all =
                tool != null && !named.isEmpty() && schema.required().stream().allMatch(named::has);
        if (all) {
            var call = new WrittenCall(tool, named, List.of(), start, end, Set.of(Repair.SEPARATOR), true);
            found.add(Found.calls(ID, Form.PROSE, start, end, List.of(call)));
        }
        tool = null;
    }

    /// Without what makes words bold, a list or code.
    private static String bare(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && DECORATION.indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && " \t*`\r".indexOf(line.charAt(to - 1)) >= 0) {
            to--;
        }
        return line.substring(from, to);
    }
}
