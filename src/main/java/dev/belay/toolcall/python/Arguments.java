package dev.belay.toolcall.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what stands between the parentheses of one call.
final class Arguments {
    private static final Set<String> TYPES = Set.of(
            "str",
            "string",
            "String",
            "int",
            "integer",
            "Integer",
            "float",
            "double",
            "number",
            "bool",
            "boolean",
            "Boolean",
            "list",
            "List",
            "dict",
            "Dict",
            "object",
            "array",
            "tuple",
            "Tuple",
            "set",
            "Set",
            "any",
            "Any",
            "Optional",
            "Union",
            "Literal",
            "Sequence",
            "Mapping",
            "Iterable",
            "Callable",
            "bytes",
            "typing");

    private final Code code;
    private final Map<String, JsonNode> variables;
    private final boolean listed;
    private final ObjectNode named = Json.object();
    private final List<JsonNode> positional = new ArrayList<>();
    private final EnumSet<Repair> repairs = EnumSet.noneOf(Repair.class);
    private final Map<String, String> sources = new HashMap<>();
    private boolean whole = true;
    private String problem;
    private String unread;

    /// @param variables names that stand for something else in this text, with what that is if it is known
    /// @param listed whether a closing square bracket may end the call in place of its own
    Arguments(Code code, Map<String, JsonNode> variables, boolean listed) {
        this.code = code;
        this.variables = variables;
        this.listed = listed;
    }

    /// @param parenthesis place of the opening one
    /// @return `null` if this is the signature of a function, or talk about one
    WrittenCall read(String name, int start, int parenthesis) {
        int end = members(parenthesis + 1);
        if (end < 0) {
            return null;
        }
        if (problem != null) {
            int after = code.afterBalanced(parenthesis);
            whole &= after >= 0;
            end = after < 0 ? end : after;
            sources.clear();
        }
        return new WrittenCall(
                name, named, positional, start, end, repairs, whole, problem == null ? unread : problem, sources);
    }

    /// @return place after the call, or where it became a problem; -1 if this is no call
    private int members(int from) {
        int at = code.afterBlanks(from);
        while (code.charAt(at) != ')') {
            if (at >= code.to()) {
                return cutOff(at, named.isEmpty() && positional.isEmpty());
            }
            int end = member(at);
            if (end < 0 || problem != null) {
                return end;
            }
            at = next(end);
            if (problem != null || at < 0) {
                return Math.max(end, at);
            }
            if (code.charAt(at) == ',' || code.charAt(at) == ';') {
                at = code.afterBlanks(at + 1);
                if (at >= code.to()) {
                    return cutOff(at, false);
                }
            } else if (at >= code.to() || code.charAt(at) == ']') {
                return at;
            }
        }
        return at + 1;
    }

    private int cutOff(int at, boolean nothing) {
        whole = false;
        problem = "the text ends inside the call";
        return nothing ? -1 : at;
    }

    /// @return place of the comma, the closing bracket, the next member or the end
    private int next(int end) {
        int at = code.afterBlanks(end);
        char c = code.charAt(at);
        if (at >= code.to()) {
            whole = false;
            repairs.add(Repair.MISSING_CLOSER);
            return at;
        }
        if (c == ','
                || c == ')'
                || c == ';'
                        && sign(Name.ofArgument(code, code.afterBlanks(at + 1)).end()) > 0) {
            return at;
        }
        if (c == ']' || c == '}') {
            return stray(at, c);
        }
        if (!repairs.contains(Repair.UNQUOTED_STRING)
                && sign(Name.ofArgument(code, at).end()) > 0) {
            repairs.add(Repair.MISSING_COMMA);
            return at;
        }
        problem = "after an argument a comma or a closing parenthesis is expected";
        return at;
    }

    private int stray(int at, char c) {
        int after = code.afterBlanks(at + 1);
        if (c == '}' && (code.charAt(after) == ']' || after >= code.to())) {
            repairs.add(Repair.MISSING_CLOSER);
            repairs.add(Repair.EXTRA_CLOSER);
            return listed || after >= code.to() ? after : at;
        }
        if (code.charAt(after) == ')' || code.charAt(after) == ',' && !listed) {
            repairs.add(Repair.EXTRA_CLOSER);
            return after;
        }
        if (c == ']' && listed) {
            repairs.add(Repair.MISSING_CLOSER);
            return at;
        }
        problem = "a bracket is closed that was never opened";
        return at;
    }

    private int member(int at) {
        if (code.sees("...", at) || code.charAt(at) == '…') {
            return -1;
        }
        char c = code.charAt(at);
        if (c == '*' || c == '/') {
            return unpacked(at);
        }
        boolean quoted = c == '"' || c == '\'';
        Name name = Name.ofArgument(code, quoted ? at + 1 : at);
        int after = quoted && code.charAt(name.end()) == c ? name.end() + 1 : name.end();
        int value = name.empty() || quoted && after == name.end() ? -1 : sign(after);
        return value < 0 ? positional(at) : named(name.clean(), after, value);
    }

    /// The place after the sign between a name and its value, or -1 if none stands there.
    private int sign(int place) {
        int at = code.afterBlanks(place);
        if (code.sees("==", at)) {
            return -1;
        }
        if (code.sees("=>", at) || code.sees(":=", at)) {
            return at + 2;
        }
        return code.charAt(at) == '=' || code.charAt(at) == ':' && code.charAt(at + 1) != ':' ? at + 1 : -1;
    }

    private int named(String name, int after, int from) {
        int at = code.afterBlanks(from);
        boolean placeholder = code.sees("...", at) || code.charAt(at) == '…' || code.charAt(at) == '<';
        Name type = Name.ofArgument(code, at);
        if (placeholder || TYPES.contains(type.clean()) && code.charAt(type.end()) != '(') {
            return -1;
        }
        if (code.charAt(from - 1) != '=' || from - code.afterBlanks(after) > 1) {
            repairs.add(Repair.SEPARATOR);
        }
        WrittenValue value = code.values().argument(at, code.to(), true);
        if (named.has(name) || sources.containsKey(name)) {
            return broken(value, "the argument " + name + " is given twice");
        }
        String why = unread(name, value);
        return why == null ? taken(name, at, value) : left(name, at, value, why);
    }

    /// Why a value cannot be read, or `null`.
    private String unread(String name, WrittenValue value) {
        if (!value.found()) {
            return "the argument " + name + " is not a literal: " + value.problem();
        }
        if (unresolved(value, name)) {
            return "the argument " + name + " is a variable: its value has to be written";
        }
        return goesOn(value.end())
                ? "after the argument " + name + " a comma or a closing parenthesis is expected"
                : null;
    }

    private int taken(String name, int at, WrittenValue value) {
        take(value);
        if (!value.json().isTextual() || code.sees("str(", at)) {
            sources.put(name, code.text().substring(at, value.end()));
        }
        JsonNode known = variables.get(value.json().asText());
        named.set(name, known == null || !bare(value) ? value.json() : known);
        return value.end();
    }

    /// Whether something follows a value that neither ends it nor begins another argument.
    private boolean goesOn(int end) {
        int at = code.afterBlanks(end);
        return at < code.to()
                && ",;)]}".indexOf(code.charAt(at)) < 0
                && (Name.ofArgument(code, at).empty()
                        || sign(Name.ofArgument(code, at).end()) < 0);
    }

    /// Leaves an argument to whoever may take it as it is written.
    private int left(String name, int at, WrittenValue value, String why) {
        int end = code.afterExpression(at);
        if (end < 0) {
            return broken(value, why);
        }
        unread = unread == null ? why : unread;
        sources.put(name, code.text().substring(at, end).strip());
        return end;
    }

    private int broken(WrittenValue value, String why) {
        problem = why;
        return value.end();
    }

    private void take(WrittenValue value) {
        repairs.addAll(value.repairs());
        whole &= value.whole();
    }

    private boolean unresolved(WrittenValue value, String name) {
        if (!value.repairs().contains(Repair.UNQUOTED_STRING)) {
            return false;
        }
        JsonNode known = bare(value) ? variables.get(value.json().textValue()) : null;
        return known == null ? value.json().asText().equals(name) || variable(value.json()) : known.isMissingNode();
    }

    /// Whether the value is one word without quotes.
    private static boolean bare(WrittenValue value) {
        return value.json().isTextual() && value.repairs().contains(Repair.UNQUOTED_STRING);
    }

    private boolean variable(JsonNode json) {
        if (json.isTextual()) {
            String text = json.textValue();
            int dot = text.indexOf('.');
            return variables.containsKey(dot < 0 ? text : text.substring(0, dot));
        }
        for (JsonNode inner : json) {
            if (variable(inner)) {
                return true;
            }
        }
        return false;
    }

    /// A word without quotes or name is talk or a signature.
    private int positional(int at) {
        WrittenValue value = code.values().argument(at, code.to(), false);
        boolean word =
                value.found() && value.json().isTextual() && value.repairs().contains(Repair.UNQUOTED_STRING);
        if (named.isEmpty() && (word || !value.found() && !nested(at))) {
            return -1;
        }
        if (!value.found()) {
            return broken(value, "an argument is not a literal: " + value.problem());
        }
        if (!named.isEmpty()) {
            return broken(value, "an argument without a name stands after one with a name");
        }
        take(value);
        positional.add(value.json());
        return value.end();
    }

    private boolean nested(int at) {
        Name name = Name.at(code, at);
        return !name.empty() && code.charAt(name.end()) == '(';
    }

    /// `*[…]` and `**{…}` are what they hold; a bare `*` or `/` belongs to a signature.
    private int unpacked(int at) {
        boolean twice = code.sees("**", at);
        WrittenValue value = code.values().argument(at + (twice ? 2 : 1), code.to(), true);
        if (code.charAt(at) == '/' || !value.found() || !value.json().isContainerNode()) {
            return -1;
        }
        if (twice != value.json().isObject()) {
            return broken(value, "only a dict can be unpacked with ** and only a list with *");
        }
        take(value);
        if (twice) {
            named.setAll((ObjectNode) value.json());
        } else {
            value.json().forEach(positional::add);
        }
        return value.end();
    }
}
