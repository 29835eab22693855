package dev.belay.toolcall.dialect.token;

import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.dialect.json.ArgumentShapes;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.List;

/// A name that has been read, and the JSON of its arguments that has to follow.
record NamedJson(String dialect, int start, String name) {

    /// @param at where the arguments begin, blanks and the opening of a fence apart
    /// @param closers what belongs to the call after them, if it is there
    Found read(Source source, int at, String... closers) {
        int place = source.afterSpace(at);
        if (source.sees("```", place)) {
            place = source.afterSpace(source.afterName(place + 3));
        } else if (source.sees("json", place)) {
            place = source.afterSpace(place + 4);
        }
        WrittenValue value = source.value(place);
        if (!value.found()) {
            String why = value.problem() == null ? "" : ": " + value.problem();
            return Found.problem(
                    dialect, start, Math.max(place, value.end()), "the arguments of " + name + " cannot be read" + why);
        }
        WrittenCall call = ArgumentShapes.call(name, value);
        return Found.calls(dialect, Form.MARKED, start, end(source, value.end(), closers), List.of(call));
    }

    private static int end(Source source, int end, String... closers) {
        int place = source.afterSpace(end);
        if (source.sees("```", place)) {
            place = source.afterSpace(place + 3);
        }
        for (String closer : closers) {
            if (source.sees(closer, place)) {
                return place + closer.length();
            }
        }
        return end;
    }
}
