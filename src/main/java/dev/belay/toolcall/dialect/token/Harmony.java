package dev.belay.toolcall.dialect.token;

import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import java.util.List;

/// The format of OpenAI's open models: `<|channel|>commentary to=functions.f <|constrain|>json<|message|>{…}<|call|>`.
public final class Harmony implements Dialect {
    private static final List<String> OPENERS =
            List.of("<|start|>assistant to=", "<|channel|>commentary to=", "<|channel|>analysis to=");
    private static final String MESSAGE = "<|message|>";
    private static final String NAMESPACE = "functions.";
    private static final int LONGEST_HEAD = 300;

    @Override
    public String id() {
        return "harmony";
    }

    @Override
    public List<String> openers() {
        return OPENERS;
    }

    @Override
    public Found read(Source source, int at) {
        int from = source.text().indexOf("to=", at) + "to=".length();
        int end = source.afterName(from);
        int message = source.find(MESSAGE, end, Math.min(source.length(), end + LONGEST_HEAD));
        if (end == from || message < 0) {
            return null;
        }
        String written = source.between(from, end);
        String name = written.startsWith(NAMESPACE) ? written.substring(NAMESPACE.length()) : written;
        return new NamedJson(id(), at, name).read(source, message + MESSAGE.length(), "<|call|>", "<|end|>");
    }
}
