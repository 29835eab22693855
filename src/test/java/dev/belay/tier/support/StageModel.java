package dev.belay.tier.support;

import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.journal.Entry;
import dev.belay.model.ModelDoor;
import dev.belay.model.Rendition;
import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/// A model that follows a script by the number of decisions in the journal, so that whoever asks gets the turn
/// that is due. Asked without native tools it writes its calls as text.
public final class StageModel {
    private final List<ModelDoor.Prompt> prompts = new CopyOnWriteArrayList<>();
    private volatile BiFunction<Integer, ModelDoor.Ask, Message.Assistant> script =
            (_, _) -> new Message.Assistant("done");

    /// @param turns what is decided first, second and so on
    public void script(List<Message.Assistant> turns) {
        script = (decisions, _) -> turns.get(decisions);
    }

    /// @param script gets the number of decisions so far; what it throws comes out of the model door
    public void script(BiFunction<Integer, ModelDoor.Ask, Message.Assistant> script) {
        this.script = script;
    }

    public List<ModelDoor.Prompt> prompts() {
        return new ArrayList<>(prompts);
    }

    /// How often the model was asked.
    public int asked() {
        return prompts.size();
    }

    public static Message.Assistant calls(String... idNameX) {
        List<ToolCall> calls = new ArrayList<>();
        for (String each : idNameX) {
            String[] part = each.split(" ");
            calls.add(new ToolCall(part[0], part[1], "{\"x\":\"" + part[2] + "\"}"));
        }
        return new Message.Assistant("", calls);
    }

    ModelDoor.Reply ask(ModelDoor.Prompt prompt, ModelDoor.Ask ask) {
        ask.cancellation().check();
        prompts.add(prompt.shownTo(new Rendition.Listener("model-1", null, null, null)));
        int decisions = turns(ask.journal().entries());
        Message.Assistant turn = script.apply(decisions, ask);
        ask.cancellation().check();
        boolean asText = prompt.tools().isEmpty() && turn.callsTools();
        boolean asProgram = ask.errand().tier().equals("code");
        Message.Assistant said = asText ? new Message.Assistant(asProgram ? program(turn) : written(turn)) : turn;
        FinishReason finish = said.callsTools() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        return new ModelDoor.Reply(said, finish, Scene.TURN, "m", "model-1", 7);
    }

    /// Decisions, of which those that a program made are one.
    private static int turns(List<Entry> entries) {
        int turns = 0;
        boolean running = false;
        for (Entry entry : entries) {
            switch (entry.fact()) {
                case Entry.Program _ -> {
                    running = true;
                    turns++;
                }
                case Entry.ProgramEnded _ -> running = false;
                case Entry.Decision _ -> turns += running ? 0 : 1;
                default -> {
                    // no turn
                }
            }
        }
        return turns;
    }

    /// A program that makes the calls, prints what they return, and goes on where one fails.
    private static String program(Message.Assistant turn) {
        StringBuilder text = new StringBuilder(turn.text()).append("\n```js\n");
        for (ToolCall call : turn.toolCalls()) {
            text.append("try { console.log(tools.%s(%s)) } catch (e) { console.log(e) }\n"
                    .formatted(call.name(), call.arguments()));
        }
        return text.append("```").toString();
    }

    private static String written(Message.Assistant turn) {
        StringBuilder text = new StringBuilder(turn.text());
        for (ToolCall call : turn.toolCalls()) {
            text.append("\n<invoke><").append(call.name()).append("><arguments>");
            arguments(call).forEach((name, value) -> text.append("<%s>%s</%s>".formatted(name, value, name)));
            text.append("</arguments></").append(call.name()).append("></invoke>");
        }
        return text.toString();
    }

    private static Map<?, ?> arguments(ToolCall call) {
        return call.arguments().startsWith("{") ? Json.read(call.arguments(), Map.class) : Map.of();
    }
}
