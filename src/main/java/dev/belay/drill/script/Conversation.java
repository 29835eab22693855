package dev.belay.drill.script;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a request says happened so far, told the same way whichever tier wrote it: calls and results that came
/// as text are calls and results here.
///
/// @param turns all messages in their order; blank user messages are left out
/// @param offered names of the natively offered tools
/// @param textual true if calls are expected as text
public record Conversation(List<Message> turns, Set<String> offered, boolean textual) {
    public Conversation {
        turns = List.copyOf(turns);
        offered = Set.copyOf(offered);
    }

    /// How often the model has decided.
    public int decisions() {
        return count(turns, Message.Assistant.class);
    }

    /// How many tool results are held.
    public int results() {
        return count(turns, Message.Tool.class);
    }

    /// How often the model has decided since somebody last spoke to it.
    public int step() {
        return count(sinceUser(), Message.Assistant.class);
    }

    /// The latest result since somebody last spoke, or `null`.
    public Message.Tool lastResult() {
        return sinceUser().reversed().stream()
                .filter(Message.Tool.class::isInstance)
                .map(Message.Tool.class::cast)
                .findFirst()
                .orElse(null);
    }

    public String lastUser() {
        return turns.reversed().stream()
                .filter(Message.User.class::isInstance)
                .map(Message::text)
                .findFirst()
                .orElse("");
    }

    /// True if a tool of that name is offered, natively or by being named in the system text.
    public boolean offers(String tool) {
        return offered.contains(tool)
                || textual
                        && turns.stream()
                                .anyMatch(turn -> turn instanceof Message.System system
                                        && system.text().contains(tool));
    }

    /// The same for every request of this conversation, however far it has come.
    public String opening() {
        return turns.stream()
                .filter(Message.User.class::isInstance)
                .map(Message::text)
                .collect(Collectors.joining("\n"));
    }

    /// The same for every attempt at this very step. System texts and the words of tool results differ between
    /// tiers and are left out.
    public String position() {
        return turns.stream().map(Conversation::trace).collect(Collectors.joining("\n"));
    }

    private static String trace(Message turn) {
        return switch (turn) {
            case Message.System _ -> "";
            case Message.User user -> "user " + user.text();
            case Message.Assistant decision ->
                decision.callsTools() ? "calls " + calls(decision) : "says " + decision.text();
            case Message.Tool result -> "result " + result.name();
        };
    }

    private static String calls(Message.Assistant decision) {
        return decision.toolCalls().stream().map(Conversation::call).collect(Collectors.joining(";"));
    }

    private static String call(ToolCall call) {
        return call.name() + CanonicalArguments.of(call.arguments());
    }

    /// True if both are the same decision. Words that go with calls are not compared: some tiers drop them.
    static boolean same(Message.Assistant one, Message.Assistant other) {
        return one.callsTools() || other.callsTools()
                ? calls(one).equals(calls(other))
                : words(one.text()).equals(words(other.text()));
    }

    static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private List<Message> sinceUser() {
        int last = turns.size();
        while (last > 0 && !(turns.get(last - 1) instanceof Message.User)) {
            last--;
        }
        return turns.subList(last, turns.size());
    }

    private static int count(List<Message> turns, Class<? extends Message> kind) {
        return (int) turns.stream().filter(kind::isInstance).count();
    }
}
