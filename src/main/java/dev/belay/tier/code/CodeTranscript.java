package dev.belay.tier.code;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A run as a model sees it that writes programs: its programs and what it was told of them. Calls that were made
/// otherwise, in the conversation before or by another tier, are shown as programs too.
final class CodeTranscript {
    private final List<Message> messages = new ArrayList<>();
    private final StringBuilder results = new StringBuilder();
    private Message.Assistant answer;

    private CodeTranscript() {}

    /// @param rules how to write programs, or `null` if there are no tools
    /// @param conversation what the request begins with
    /// @param entries what the journal holds that still counts
    static List<Message> of(String rules, List<Message> conversation, List<Entry> entries) {
        CodeTranscript transcript = new CodeTranscript();
        if (rules != null) {
            transcript.messages.add(new Message.System(rules));
        }
        conversation.forEach(transcript::said);
        transcript.flush();
        transcript.happened(entries);
        return transcript.messages;
    }

    private void said(Message message) {
        switch (message) {
            case Message.Assistant assistant when assistant.callsTools() -> called(assistant);
            case Message.Tool tool -> result(tool.name(), tool.text());
            default -> {
                flush();
                messages.add(message);
            }
        }
    }

    private void happened(List<Entry> entries) {
        Map<Long, PastProgram> programs = new HashMap<>();
        Set<Long> made = new HashSet<>();
        for (PastProgram program : PastProgram.of(entries)) {
            programs.put(program.seq(), program);
            program.made().forEach(call -> made.add(call.decision()));
        }
        for (Entry entry : entries) {
            switch (entry.fact()) {
                case Entry.Program _ when programs.containsKey(entry.seq()) -> program(programs.get(entry.seq()));
                case Entry.Decision decision when !decision.message().callsTools() -> answer = decision.message();
                case Entry.Decision decision
                when !made.contains(entry.seq()) -> decided(decision.message(), results(entries, entry.seq()));
                case Entry.Released released -> answer = released.message();
                case Entry.AttemptStarted _, Entry.TierFell _ -> answer = null;
                case Entry.Forked forked when forked.message() != null -> replied(forked.message());
                default -> {
                    // nothing that a model is told
                }
            }
        }
    }

    private void program(PastProgram past) {
        messages.add(new Message.Assistant(past.program().message().text()));
        if (past.end() != null) {
            messages.add(new Message.User(past.end().told()));
            return;
        }
        results.append("The program was broken off. Of its calls these were made:\n");
        past.made().forEach(made -> result(written(made.call()), made.result().content()));
        flush();
    }

    /// A decision of which a call is open was never shown to a model as done.
    private void decided(Message.Assistant message, Map<String, ToolResult> known) {
        if (message.toolCalls().stream().allMatch(call -> known.containsKey(call.id()))) {
            called(message);
            message.toolCalls()
                    .forEach(call -> result(call.name(), known.get(call.id()).content()));
            flush();
        }
    }

    /// What took itself for the answer was one, because the user replied.
    private void replied(String message) {
        if (answer != null) {
            messages.add(answer);
            answer = null;
        }
        messages.add(new Message.User(message));
    }

    private void called(Message.Assistant message) {
        flush();
        String calls = message.toolCalls().stream().map(CodeTranscript::written).collect(Collectors.joining("\n"));
        String text = (message.text() + "\n```js\n" + calls + "\n```").strip();
        messages.add(new Message.Assistant(text, List.of(), message.name()));
    }

    private static String written(ToolCall call) {
        return call.name().replace('-', '_') + "(" + call.arguments() + ");";
    }

    private void result(String of, String content) {
        results.append(of).append(" returned:\n").append(content.strip()).append('\n');
    }

    private void flush() {
        if (!results.isEmpty()) {
            messages.add(new Message.User(results.toString().strip()));
            results.setLength(0);
        }
    }

    private static Map<String, ToolResult> results(List<Entry> entries, long decision) {
        Map<String, ToolResult> results = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.fact() instanceof Entry.ToolDone done && done.decision() == decision) {
                results.put(done.result().callId(), done.result());
            }
        }
        return results;
    }
}
