package dev.belay.toolcall.dialect.json;

import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.ArrayList;
import java.util.List;

/// JSON between marks: one call, a list of calls, or several one after another.
public final class MarkedJson implements Dialect {
    private static final int MOST = 256;

    private final String id;
    private final List<String> openers;
    private final List<String> closers;

    /// @param openers longest first, where one begins as another does
    /// @param closers what may follow, as it belongs to the call
    public MarkedJson(String id, List<String> openers, List<String> closers) {
        this.id = id;
        this.openers = openers;
        this.closers = closers;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<String> openers() {
        return openers;
    }

    @Override
    public Found read(Source source, int at) {
        boolean word = Character.isLetter(source.text().charAt(at));
        if (word && at > 0 && Source.nameCharacter(source.text().charAt(at - 1))) {
            return null;
        }
        int inside = at;
        for (String opener : openers) {
            if (source.sees(opener, at)) {
                inside = at + opener.length();
                break;
            }
        }
        int place = begin(source, inside);
        List<WrittenCall> calls = new ArrayList<>();
        int end = inside;
        while (BareJson.begins(source, place) && calls.size() < MOST) {
            WrittenValue value = value(source, place);
            if (!value.found()) {
                return calls.isEmpty() ? broken(source, at, inside, value) : done(source, at, end, calls);
            }
            List<WrittenCall> read = calls(source, value, place);
            if (read.isEmpty()) {
                return calls.isEmpty() ? strange(source, at, inside, value) : done(source, at, end, calls);
            }
            calls.addAll(read);
            end = value.end();
            place = separator(source, end);
        }
        if (calls.isEmpty()) {
            return word ? null : Found.mark(id, at, inside);
        }
        return done(source, at, end, calls);
    }

    /// After blanks and the opening of a fence.
    private static int begin(Source source, int inside) {
        int place = source.afterSpace(inside);
        if (source.sees("```", place)) {
            place = source.afterSpace(source.afterName(place + 3));
        }
        return place;
    }

    /// Templates double the brackets of JSON, and some models repeat them so.
    private WrittenValue value(Source source, int place) {
        WrittenValue value = source.value(place, closers);
        boolean doubled = !value.found() && source.sees("{{", place);
        return doubled ? source.value(place + 1) : value;
    }

    private static List<WrittenCall> calls(Source source, WrittenValue value, int place) {
        List<WrittenCall> calls = CallShapes.in(value, source.tools());
        LeadName.Lead lead = calls.isEmpty() ? LeadName.before(source, place) : null;
        return lead == null ? calls : List.of(ArgumentShapes.call(lead.name(), value));
    }

    private Found done(Source source, int at, int end, List<WrittenCall> calls) {
        int place = end;
        while (source.sees('}', place) || source.sees(']', place)) {
            place++;
        }
        int after = source.afterSpace(place);
        if (source.sees("```", after)) {
            after = source.afterSpace(after + 3);
        }
        for (String closer : closers) {
            if (source.sees(closer, after)) {
                return Found.calls(id, Form.MARKED, at, after + closer.length(), calls);
            }
        }
        return Found.calls(id, Form.MARKED, at, place, calls);
    }

    private static int separator(Source source, int end) {
        int place = source.afterSpace(end);
        while (source.sees(',', place) || source.sees(';', place)) {
            place = source.afterSpace(place + 1);
        }
        return place;
    }

    private Found broken(Source source, int at, int inside, WrittenValue value) {
        return Found.problem(
                id,
                at,
                Math.max(inside, value.end()),
                "the call after " + source.between(at, inside) + " cannot be read: " + value.problem());
    }

    private Found strange(Source source, int at, int inside, WrittenValue value) {
        boolean object = value.json().isObject()
                && !value.json().isEmpty()
                && !value.json().has("parameters");
        return object
                ? Found.problem(
                        id,
                        at,
                        value.end(),
                        "what stands after " + source.between(at, inside)
                                + " names no tool: write {\"name\": …, \"arguments\": {…}}")
                : Found.mark(id, at, inside);
    }
}
