package dev.belay.toolcall.dialect.token;

import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.dialect.json.MarkedJson;
import java.util.List;

/// Mistral: `[TOOL_CALLS][{"name", "arguments"}, …]` up to tokenizer v7, and from v11 on
/// `[TOOL_CALLS]f[ARGS]{…}`, with `[CALL_ID]…` before the arguments in some.
public final class Mistral implements Dialect {
    private static final String OPEN = "[TOOL_CALLS]";
    private static final String ARGUMENTS = "[ARGS]";
    private static final String CALL_ID = "[CALL_ID]";

    private final Dialect list = new MarkedJson("mistral", List.of(OPEN), List.of("</s>"));

    @Override
    public String id() {
        return "mistral";
    }

    @Override
    public List<String> openers() {
        return List.of(OPEN);
    }

    @Override
    public Found read(Source source, int at) {
        int from = source.afterSpace(at + OPEN.length());
        int place = source.afterName(from);
        if (place == from) {
            return list.read(source, at);
        }
        String name = source.between(from, place);
        if (source.sees(CALL_ID, place)) {
            int end = source.find(ARGUMENTS, place, Math.min(source.length(), place + 100));
            place = end < 0 ? place : end;
        }
        place = source.afterSpace(place);
        boolean marked = source.sees(ARGUMENTS, place);
        if (!marked && !source.sees('{', place)) {
            return Found.mark(id(), at, from);
        }
        return new NamedJson(id(), at, name).read(source, marked ? place + ARGUMENTS.length() : place, "</s>");
    }
}
