package dev.belay.drill.script;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A scripted conversation: rules in order, the first that holds speaks.
///
/// @param ask what a demonstration asks, or empty
/// @param models the model names under which it is played, with what goes wrong there; empty: played under
/// every name that nothing else claims
public record Script(String name, String ask, Map<String, Mishap> models, List<Rule> rules) {
    public Script {
        models = Map.copyOf(models);
        rules = List.copyOf(rules);
    }

    public Optional<Reply.Found> next(Conversation asked) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).when().holds(asked)) {
                return Optional.of(new Reply.Found(rules.get(i).reply(), "script:%s/%d".formatted(name, i + 1)));
            }
        }
        return Optional.empty();
    }

    /// A fault that waits for its moment.
    ///
    /// @param fault ids in the catalogue, joined by `+`, or empty for none
    /// @param afterResults shown as soon as a request holds that many tool results
    /// @param times how often it is shown within one conversation
    public record Mishap(String fault, int afterResults, int times) {
        public static final Mishap NONE = new Mishap("", 0, 0);
    }
}
