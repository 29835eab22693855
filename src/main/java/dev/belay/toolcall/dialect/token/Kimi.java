package dev.belay.toolcall.dialect.token;

import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import java.util.List;

/// Kimi K2: `<|tool_call_begin|>functions.f:0<|tool_call_argument_begin|>{…}<|tool_call_end|>`. The name is in the id.
public final class Kimi implements Dialect {
    private static final String OPEN = "<|tool_call_begin|>";
    private static final String ARGUMENTS = "<|tool_call_argument_begin|>";
    private static final String CLOSE = "<|tool_call_end|>";
    private static final int LONGEST_NAME = 200;

    @Override
    public String id() {
        return "kimi";
    }

    @Override
    public List<String> openers() {
        return List.of(OPEN);
    }

    @Override
    public Found read(Source source, int at) {
        int from = at + OPEN.length();
        int mark = source.find(ARGUMENTS, from, Math.min(source.length(), from + LONGEST_NAME));
        if (mark < 0) {
            return Found.mark(id(), at, from);
        }
        String name = name(source.between(from, mark).strip());
        return new NamedJson(id(), at, name).read(source, mark + ARGUMENTS.length(), CLOSE);
    }

    /// Without the number of the call, and without the namespace that all functions are in.
    private static String name(String id) {
        int number = id.lastIndexOf(':');
        String name = number > 0 && digits(id, number + 1) ? id.substring(0, number) : id;
        return name.startsWith("functions.") ? name.substring("functions.".length()) : name;
    }

    private static boolean digits(String text, int from) {
        return text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }
}
