package dev.belay.toolcall.dialect.token;

import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import java.util.List;

/// DeepSeek V3 and R1: `<｜tool▁call▁begin｜>function<｜tool▁sep｜>f` and the arguments in a fence; from V3.1 on
/// `<｜tool▁call▁begin｜>f<｜tool▁sep｜>{…}`.
public final class DeepSeek implements Dialect {
    private static final String OPEN = "<｜tool▁call▁begin｜>";
    private static final String SEPARATOR = "<｜tool▁sep｜>";
    private static final String CLOSE = "<｜tool▁call▁end｜>";
    private static final int LONGEST_NAME = 200;

    @Override
    public String id() {
        return "deepseek";
    }

    @Override
    public List<String> openers() {
        return List.of(OPEN);
    }

    @Override
    public Found read(Source source, int at) {
        int from = at + OPEN.length();
        int separator = source.find(SEPARATOR, from, Math.min(source.length(), from + LONGEST_NAME));
        if (separator < 0) {
            return Found.mark(id(), at, from);
        }
        String first = source.between(from, separator).strip();
        int place = source.afterSpace(separator + SEPARATOR.length());
        if (source.sees('{', place)) {
            return new NamedJson(id(), at, first).read(source, place, CLOSE);
        }
        int end = source.afterName(place);
        String name = end > place ? source.between(place, end) : first;
        return new NamedJson(id(), at, name).read(source, end, CLOSE);
    }
}
