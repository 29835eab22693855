package dev.belay.crash;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.drill.script.Script;
import dev.belay.drill.script.ScriptReader;
import dev.belay.platform.Json;
import java.util.List;
import java.util.stream.Collectors;

/// What the stand-in provider says: one call after another, or a program that makes them, then the answer.
final class Conversations {
    static final String ANSWER = "All counted.";

    private Conversations() {}

    static Script of(List<Case> cases) {
        return slow(cases, 0);
    }

    /// @param millis before each word
    static Script slow(List<Case> cases, int millis) {
        StringBuilder yaml = new StringBuilder("name: crash\nmodels:\n  crash: {}\nrules:\n");
        for (Case one : cases) {
            if (one.program()) {
                yaml.append("  - when: {user: \"%s\", turn: 0}\n    reply: {delay_ms: %d, text: %s}\n"
                        .formatted(one.mark(), millis, Json.write(TextNode.valueOf(program(one)))));
                continue;
            }
            for (int call = 1; call <= one.calls(); call++) {
                yaml.append("  - when: {user: \"%s\", results: %d}\n".formatted(one.mark(), call - 1))
                        .append("    reply: {delay_ms: %d, calls: [{name: %s, arguments: {mark: \"%s\"}}]}\n"
                                .formatted(millis, one.effect().tool(), one.mark(call)));
            }
        }
        yaml.append("  - when: {}\n    reply: {delay_ms: %d, text: \"%s\"}\n".formatted(millis, ANSWER));
        return ScriptReader.read(yaml.toString());
    }

    private static String program(Case one) {
        return one.marks().stream()
                .map(mark -> "console.log(%s({mark: \"%s\"}));\n"
                        .formatted(one.effect().tool(), mark))
                .collect(Collectors.joining("", "I count.\n```js\n", "```"));
    }
}
