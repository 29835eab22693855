package dev.belay.toolcall.dialect.prose;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.dialect.json.ArgumentShapes;
import dev.belay.toolcall.dialect.json.Keywords;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.List;
import java.util.Set;

/// ReAct: a line `Action: f`, then `Action Input:` with JSON or a plain text.
public final class ReAct implements Dialect {
    private static final List<String> INPUTS =
            List.of("Action Input", "Action_Input", "ActionInput", "Action Arguments", "Input", "Arguments");

    @Override
    public String id() {
        return "react";
    }

    @Override
    public List<String> openers() {
        return List.of("Action");
    }

    @Override
    public Found read(Source source, int at) {
        int from = lineStart(source, at) ? label(source, at + "Action".length()) : -1;
        if (from < 0) {
            return null;
        }
        int nameFrom = decorated(source, from);
        int nameTo = source.afterName(nameFrom);
        int input = input(source, decorated(source, nameTo));
        if (nameTo == nameFrom || input < 0) {
            return null;
        }
        String name = source.between(nameFrom, nameTo);
        int value = source.sees("```", source.afterSpace(input))
                ? source.afterSpace(source.afterName(source.afterSpace(input) + 3))
                : decorated(source, input);
        return source.sees('{', value) || source.sees("[{", value)
                ? json(source, at, name, value)
                : plain(source, at, name, value);
    }

    private Found json(Source source, int at, String name, int from) {
        WrittenValue value = source.value(from);
        if (!value.found()) {
            return Found.problem(id(), at, from, "the Action Input of " + name + " cannot be read: " + value.problem());
        }
        int after = source.afterSpace(value.end());
        int end = source.sees("```", after) ? after + 3 : value.end();
        return Found.calls(id(), Form.MARKED, at, end, List.of(ArgumentShapes.call(name, value)));
    }

    /// A text is the one argument that there is.
    private Found plain(Source source, int at, String name, int from) {
        int line = source.find("\n", from);
        int end = line < 0 ? source.length() : line;
        String text = source.between(from, end).strip();
        WrittenCall keywords = source.tools().find(name) == null ? null : Keywords.read(name, text);
        if (keywords != null) {
            var call = new WrittenCall(name, keywords.named(), List.of(), at, end, keywords.repairs(), true);
            return Found.calls(id(), Form.MARKED, at, end, List.of(call));
        }
        if (source.tools().find(name) == null
                || source.tools().schema(name).required().size() > 1) {
            return null;
        }
        boolean nothing = text.isEmpty() || text.equalsIgnoreCase("none") || text.equalsIgnoreCase("null");
        List<com.fasterxml.jackson.databind.JsonNode> positional =
                nothing ? List.of() : List.of(TextNode.valueOf(unquoted(text)));
        var call = new WrittenCall(name, Json.object(), positional, at, end, Set.of(), true);
        return Found.calls(id(), Form.MARKED, at, end, List.of(call));
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && text.charAt(0) == text.charAt(text.length() - 1)
                && "\"'`".indexOf(text.charAt(0)) >= 0;
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /// The place after `:`, with a number and stars before it, or -1.
    private static int label(Source source, int at) {
        int place = at;
        while (place < source.length()
                && place - at < 6
                && " *0123456789".indexOf(source.text().charAt(place)) >= 0) {
            place++;
        }
        return source.sees(':', place) ? place + 1 : -1;
    }

    private static int input(Source source, int at) {
        for (String word : INPUTS) {
            if (source.sees(word, at)) {
                return label(source, at + word.length());
            }
        }
        return -1;
    }

    /// After blanks and what makes words bold or code.
    private static int decorated(Source source, int at) {
        int place = source.afterSpace(at);
        while (place < source.length()
                && "*`".indexOf(source.text().charAt(place)) >= 0
                && !source.sees("```", place)) {
            place = source.afterSpace(place + 1);
        }
        return place;
    }

    private static boolean lineStart(Source source, int at) {
        int place = at - 1;
        while (place >= 0 && at - place < 8 && " *#>-\t".indexOf(source.text().charAt(place)) >= 0) {
            place--;
        }
        return place < 0 || source.sees('\n', place);
    }
}
