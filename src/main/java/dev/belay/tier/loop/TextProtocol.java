package dev.belay.tier.loop;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.Rendition;
import dev.belay.model.codec.TokenEstimate;
import dev.belay.toolcall.write.CallWriter;
import dev.belay.toolcall.write.form.Forms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// How a transcript is written for a model that is offered no tools: in the form of calls that it was trained on
/// or that is configured for it, headed by the words that teach this form, and cut to the model's window.
/// Results come back in a user's message.
final class TextProtocol implements Rendition {
    private final List<ToolSpec> tools;
    private final Set<String> reading;
    private final Map<String, String> lessons = new ConcurrentHashMap<>();

    /// @param tools those that may be called
    /// @param reading names of tools that only read, so that their results can be had again
    TextProtocol(List<ToolSpec> tools, Set<String> reading) {
        this.tools = List.copyOf(tools);
        this.reading = reading;
    }

    @Override
    public List<Message> of(List<Message> messages, Listener listener) {
        CallWriter writer = writer(listener);
        List<Message> shown = new ArrayList<>();
        if (!tools.isEmpty()) {
            shown.add(new Message.System(lessons.computeIfAbsent(writer.id(), _ -> writer.lesson(tools))));
        }
        shown.addAll(written(fitted(messages, listener, shown), writer));
        return shown;
    }

    /// @param problem what could not be understood
    static String correction(String problem) {
        return "This was not understood as a call: " + problem
                + "\nWrite the call again, whole and in the form described, or answer without one.";
    }

    private static CallWriter writer(Listener listener) {
        return listener.callForm() == null
                ? Forms.of(listener.name())
                : Forms.named(listener.callForm().word());
    }

    private List<Message> fitted(List<Message> messages, Listener listener, List<Message> lesson) {
        if (listener.window() == null) {
            return messages;
        }
        int quarter = listener.window() / 4;
        int answer = listener.answer() == null ? quarter : Math.min(quarter, listener.answer());
        long room = listener.window() - answer - TokenEstimate.of(lesson);
        return new Window(room, reading).fit(messages);
    }

    /// Results of one decision are one message.
    private static List<Message> written(List<Message> transcript, CallWriter writer) {
        List<Message> messages = new ArrayList<>();
        List<Message.Tool> results = new ArrayList<>();
        for (Message message : transcript) {
            if (message instanceof Message.Tool tool) {
                results.add(tool);
                continue;
            }
            flush(results, messages, writer);
            messages.add(message instanceof Message.Assistant assistant ? written(assistant, writer) : message);
        }
        flush(results, messages, writer);
        return messages;
    }

    private static Message written(Message.Assistant message, CallWriter writer) {
        return message.callsTools()
                ? new Message.Assistant(
                        (message.text() + "\n" + writer.calls(message.toolCalls())).strip(), List.of(), message.name())
                : message;
    }

    private static void flush(List<Message.Tool> results, List<Message> messages, CallWriter writer) {
        if (!results.isEmpty()) {
            messages.add(new Message.User(writer.results(results)));
            results.clear();
        }
    }
}
