package dev.belay.toolcall.dialect.json;

import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Layout;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.match.Schema;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.List;

/// A JSON value that is a call or a list of calls: in a fence, between lines of text, or the whole message.
public final class BareJson implements Dialect {
    private static final String NAMED = "name-and-json";
    private static final List<String> CONJUNCTIONS = List.of("and", "then", "und", "et", "y");

    @Override
    public String id() {
        return "json";
    }

    @Override
    public List<String> openers() {
        return List.of("{", "[");
    }

    @Override
    public Found read(Source source, int at) {
        if (!begins(source, at) || !member(source, at)) {
            return null;
        }
        WrittenValue value = value(source, at);
        if (!value.found()) {
            source.spend(value.end() - at);
            return value.tooDeep() ? Found.skip(at, value.end()) : cut(source, at);
        }
        List<WrittenCall> calls = CallShapes.in(value, source.tools());
        boolean known = calls.stream().anyMatch(call -> source.tools().find(call.name()) != null);
        if (known) {
            return Found.calls(id(), form(source, at, value), at, value.end(), calls);
        }
        Found led = led(source, at, value);
        if (led != null) {
            return led;
        }
        if (!calls.isEmpty() && value.clean() && alone(source, at, value.end())) {
            return Found.calls(id(), Form.BLOCK, at, value.end(), calls);
        }
        return value.clean() ? Found.skip(at, value.end()) : null;
    }

    /// A call that nothing ends, neither its own brackets nor words after it: the model was cut off.
    private Found cut(Source source, int at) {
        Layout.Fence fence = source.layout().fence(at, false);
        int end = fence == null ? source.length() : fence.to();
        boolean speaks = midSentence(source, at) || source.quotedLine(at);
        String name = speaks ? null : CutOff.named(source, at, end);
        return name == null
                ? null
                : new Found(id(), Form.BLOCK, at, end, List.of(), "the call of " + name + " is cut off before its end");
    }

    /// In a block, the end of which closes what is open.
    private static WrittenValue value(Source source, int at) {
        WrittenValue value = source.value(at);
        Layout.Fence fence = value.found() ? null : source.layout().fence(at, false);
        return fence == null || fence.to() == source.length() ? value : source.value(at, fence.to());
    }

    /// Arguments alone, of a tool that is named before.
    private Found led(Source source, int at, WrittenValue value) {
        if (value.json().isArray()
                && !(value.json().size() == 1 && value.json().get(0).isObject())) {
            return null;
        }
        LeadName.Lead lead = LeadName.before(source, at);
        if (lead != null) {
            WrittenCall call = ArgumentShapes.call(lead.name(), value);
            return Found.calls(NAMED, Form.BLOCK, lead.start(), value.end(), List.of(call));
        }
        String only = source.tools().names().size() == 1 && alone(source, at, value.end())
                ? source.tools().names().iterator().next()
                : null;
        String mentioned = only != null ? only : midSentence(source, at) ? null : LeadName.mentioned(source, at);
        Schema schema = mentioned == null ? Schema.ANY : source.tools().schema(mentioned);
        boolean fits = !schema.required().isEmpty()
                && schema.required().stream().allMatch(value.json()::has)
                && value.json().propertyStream().allMatch(one -> schema.has(one.getKey()));
        return fits
                ? Found.calls(NAMED, Form.PROSE, at, value.end(), List.of(ArgumentShapes.call(mentioned, value)))
                : null;
    }

    /// Whether an object begins here, or a list that can hold one.
    static boolean begins(Source source, int at) {
        if (!source.sees('[', at)) {
            return source.sees('{', at);
        }
        int first = source.afterSpace(at + 1);
        return source.sees('{', first)
                || source.sees('[', first)
                || source.sees('"', first)
                || source.sees('\'', first);
    }

    /// Whether what follows a brace can be a key or the end.
    private static boolean member(Source source, int at) {
        int first = source.sees('{', at) ? source.afterSpace(at + 1) : source.length();
        return first >= source.length() || "{[(<>=,;".indexOf(source.text().charAt(first)) < 0;
    }

    private static Form form(Source source, int at, WrittenValue value) {
        boolean talk = source.layout().inline(at, value.end()) != null || midSentence(source, at);
        return talk || source.quotedLine(at) ? Form.PROSE : Form.BLOCK;
    }

    /// Words before it on its line that do not lead up to it.
    private static boolean midSentence(Source source, int at) {
        int before = at - 1;
        while (before >= 0 && (source.sees(' ', before) || source.sees('\t', before))) {
            before--;
        }
        return before >= 0 && Character.isLetter(source.text().charAt(before)) && !conjunction(source, before);
    }

    /// Whether the word that ends here joins one value to another, as in `{…} and {…}`.
    private static boolean conjunction(Source source, int end) {
        for (String word : CONJUNCTIONS) {
            int start = end - word.length();
            if (start > 0 && source.sees(word, start + 1)) {
                char before = source.text().charAt(start);
                int bracket = before == ' ' || before == ',' ? start - 1 : start;
                return source.sees('}', bracket) || source.sees(']', bracket);
            }
        }
        return false;
    }

    /// A shape with a name that is not offered is a call only where it is all that is said.
    private static boolean alone(Source source, int at, int end) {
        var fence = source.layout().fence(at, false);
        int from = fence == null ? 0 : fence.from();
        int to = fence == null ? source.length() : fence.to();
        return source.between(from, at).isBlank()
                && source.between(Math.min(end, to), to).isBlank();
    }
}
