package dev.belay.toolcall.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.toolcall.value.Notation;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// One search: a walk from word to word.
final class Finder {
    private static final int MOST_VARIABLES = 1_000;
    private static final int LONGEST_NAME = 256;
    private static final Set<Character> LITERALS = Set.of('"', '\'', '[', '{', '-');
    private static final Set<String> DEFINING = Set.of("def", "class");
    private static final Set<String> PERHAPS_DEFINING = Set.of("function", "func", "fn");

    private final Code code;
    private final int from;
    private final Predicate<String> known;
    private final List<WrittenCall> calls = new ArrayList<>();
    private final Map<String, JsonNode> variables = new HashMap<>();
    private String previous = "";
    private int definitionEnd;
    /// Whether the text is such, once asked.
    private Boolean hashed;

    Finder(Code code, int from, Predicate<String> known) {
        this.code = code;
        this.from = Math.max(0, from);
        this.known = known;
    }

    /// The call at a place, whatever its name.
    static WrittenCall callAt(Code code, int place, boolean listed) {
        int start = code.afterBlanks(place);
        Name name = Name.at(code, start);
        return name.empty() || code.charAt(name.end()) != '('
                ? null
                : new Arguments(code, Map.of(), listed).read(name.clean(), start, name.end());
    }

    List<WrittenCall> find() {
        int at = from;
        while (at < code.to() && calls.size() < CallExpressions.MOST && !code.spent()) {
            char c = code.charAt(at);
            if (Code.wordPart(c)) {
                at = word(Name.at(code, at));
            } else if (c == '"' || c == '\'') {
                at = tuple(at);
            } else if (c == '\\' && (code.charAt(at + 1) == 'n' || code.charAt(at + 1) == 't')) {
                at += 2;
            } else if (comment(at)) {
                at = code.lineEnd(at);
            } else {
                at++;
            }
        }
        return List.copyOf(calls);
    }

    /// Markdown's headings have more than one `#` or stand for themselves; a comment follows code or begins a line.
    private boolean comment(int at) {
        char c = code.charAt(at);
        if (c == '#') {
            return !hashed(at) && code.charAt(at + 1) != '#' && code.charAt(at - 1) != '#' && blankOrStart(at - 1);
        }
        return c == '/' && code.charAt(at + 1) == '/' && blankOrStart(at - 1);
    }

    /// Whether nothing is written but calls of known tools, each on a line that begins with `#`: then it is a mark.
    private boolean hashed(int at) {
        if (hashed == null) {
            hashed = true;
            for (int line = code.afterSpace(from); hashed && line < code.to() && !code.spent(); ) {
                hashed = code.charAt(line) == '#' && calls(line + 1);
                line = code.afterSpace(code.lineEnd(line));
            }
        }
        return hashed && code.lineStart(at) && calls(at + 1);
    }

    private boolean blankOrStart(int place) {
        return place < from || Character.isWhitespace(code.charAt(place));
    }

    /// @return where the walk goes on
    private int word(Name name) {
        String before = previous;
        previous = name.clean();
        if (DEFINING.contains(name.clean()) && code.lineStart(name.start() - (before.equals("async") ? 6 : 0))) {
            previous = "";
            return definition(name);
        }
        if (name.clean().equals("for")) {
            variable(code.afterBlanks(name.end()));
        }
        int parenthesis = name.end() + (code.sees(" (", name.end()) ? 1 : 0);
        if (code.charAt(parenthesis) == '(' && !defined(name, before)) {
            return parenthesis(name, before, parenthesis);
        }
        if (code.lineStart(name.start())) {
            assignment(name);
        }
        return name.end();
    }

    private void assignment(Name name) {
        int sign = code.afterBlanks(name.end());
        if (code.charAt(sign) == '=' && code.charAt(sign + 1) != '=') {
            boolean again = variables.containsKey(name.clean());
            variable(name.start());
            if (!again) {
                literal(name, code.afterBlanks(sign + 1));
            }
        }
    }

    /// What is assigned once, and written as a literal on a line, is known.
    private void literal(Name name, int place) {
        if (!LITERALS.contains(code.charAt(place)) && !Character.isDigit(code.charAt(place))) {
            return;
        }
        WrittenValue value = code.values().read(place, code.to(), Notation.PYTHON);
        boolean all = value.found() && value.whole() && value.repairs().isEmpty() && code.lineEnds(value.end());
        if (all && variables.containsKey(name.clean())) {
            variables.put(name.clean(), value.json());
        }
    }

    private void variable(int place) {
        Name name = Name.ofArgument(code, place);
        if (!name.empty() && variables.size() < MOST_VARIABLES) {
            variables.put(name.clean(), MissingNode.getInstance());
        }
    }

    /// Whether the word before it is one that defines, and stands right before it: sentences end in `class`, too.
    private boolean defined(Name name, String before) {
        int end = name.start();
        while (end > from && (code.charAt(end - 1) == ' ' || code.charAt(end - 1) == '\t')) {
            end--;
        }
        return DEFINING.contains(before) && code.text().startsWith(before, end - before.length());
    }

    private int parenthesis(Name name, String before, int parenthesis) {
        String accepted = name.accepted(known);
        if (accepted == null) {
            return name.end();
        }
        char left = code.before(name.start());
        WrittenCall call =
                new Arguments(code, variables, left == '[' || left == ',').read(accepted, name.start(), parenthesis);
        if (call == null) {
            return parenthesis + 1;
        }
        boolean spaced = parenthesis > name.end() && call.named().isEmpty();
        boolean inDefinition = name.start() < definitionEnd && call.problem() != null;
        if (!spaced && !inDefinition && !defines(before, call)) {
            calls.add(call);
        }
        return Math.max(call.end(), parenthesis + 1);
    }

    private boolean defines(String before, WrittenCall call) {
        int after = code.afterBlanks(call.end());
        boolean returns = code.sees("->", after) && !calls(code.afterBlanks(after + 2));
        return returns || PERHAPS_DEFINING.contains(before) && code.charAt(after) == '{';
    }

    /// Whether a known tool is called at a place: `f(a=1) -> g(b=2)` are two calls, for a type is not called.
    private boolean calls(int place) {
        Name name = Name.at(code, place);
        return code.charAt(name.end()) == '(' && name.accepted(known) != null;
    }

    /// Skips a signature and its docstring; the whole block if a known tool is defined.
    private int definition(Name keyword) {
        Name name = Name.ofArgument(code, code.afterBlanks(keyword.end()));
        int open = name.end();
        if (name.empty() || code.charAt(open) != '(' && code.charAt(open) != ':') {
            return keyword.end();
        }
        parameters(open);
        int signature = code.charAt(open) == '(' ? code.afterBalanced(open) : open;
        if (signature < 0) {
            return code.lineEnd(open);
        }
        definitionEnd = blockEnd(code.lineEnd(signature), code.indentation(keyword.start()));
        if (known.test(name.clean())) {
            return definitionEnd;
        }
        return docstring(signature);
    }

    private void parameters(int open) {
        int at = open;
        int end = Math.min(code.to(), open + 2_000);
        code.spend(end - open);
        while (at < end && code.charAt(at) != ')' && code.charAt(at) != ':' && code.charAt(at) != '\n') {
            int next = code.afterBlanks(at + 1);
            variable(next);
            at = next;
            while (at < end && ",)\n".indexOf(code.charAt(at)) < 0) {
                at++;
            }
        }
    }

    private int blockEnd(int line, int indentation) {
        int end = line;
        while (end < code.to() && !code.spent()) {
            int next = end + 1;
            int first = next;
            while (code.charAt(first) == ' ' || code.charAt(first) == '\t' || code.charAt(first) == '\r') {
                first++;
            }
            boolean blank = code.charAt(first) == '\n' || first >= code.to();
            if (!blank && first - next <= indentation) {
                return end;
            }
            end = code.lineEnd(first);
        }
        return end;
    }

    private int docstring(int signature) {
        int line = code.lineEnd(signature);
        int first = code.afterBlanks(line);
        String quotes = code.sees("\"\"\"", first) ? "\"\"\"" : code.sees("'''", first) ? "'''" : null;
        if (quotes == null) {
            return signature;
        }
        int close = code.text().indexOf(quotes, Math.min(first + 3, code.to()), code.to());
        code.spend((close < 0 ? code.to() : close) - first);
        return close < 0 ? code.lineEnd(first) : close + 3;
    }

    /// `('f', {…})` and `["f", {…}]`.
    ///
    /// @return where the walk goes on
    private int tuple(int quote) {
        char opener = code.before(quote);
        if (opener != '(' && opener != '[') {
            return quote + 1;
        }
        Name name = Name.at(code, quote + 1);
        int comma = code.afterBlanks(name.end() + 1);
        if (name.empty() || code.charAt(name.end()) != code.charAt(quote) || code.charAt(comma) != ',') {
            return quote + 1;
        }
        int brace = code.afterBlanks(comma + 1);
        String accepted = name.accepted(known);
        if (accepted == null || code.charAt(brace) != '{') {
            return quote + 1;
        }
        WrittenValue value = code.values().read(brace, code.to(), Notation.PYTHON);
        if (!value.found() || !(value.json() instanceof ObjectNode arguments)) {
            return quote + 1;
        }
        int closer = code.afterBlanks(value.end());
        boolean closed = code.charAt(closer) == (opener == '(' ? ')' : ']');
        int end = closed ? closer + 1 : value.end();
        int start = code.text().lastIndexOf(opener, quote);
        calls.add(
                new WrittenCall(accepted, arguments, List.of(), start, end, value.repairs(), value.whole() && closed));
        return end;
    }
}
