package dev.belay.strategy.voting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import dev.belay.strategy.branch.Branch;
import dev.belay.strategy.voting.count.Cast;
import dev.belay.strategy.voting.count.Fields;
import dev.belay.strategy.voting.count.Meaning;
import dev.belay.tier.Passage;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a voter said, or why it said nothing.
///
/// @param at when, by the track's clock
record Heard(Voter voter, Branch branch, long at, Said said) {

    sealed interface Said {
        /// How it is shown to others.
        String text();
    }

    record Answered(Answer answer) implements Said {
        @Override
        public String text() {
            return answer.message().text();
        }
    }

    /// It wants the caller to call tools of the caller's own, which is an answer.
    record Called(ControlFlow.ClientToolCalls flow) implements Said {
        @Override
        public String text() {
            return shown(flow.message().toolCalls());
        }
    }

    /// It wants to act.
    ///
    /// @param calls all calls of its decision that act, with canonical arguments and in an order that does not
    ///     depend on the voter
    record Asks(List<ToolCall> calls) implements Said {
        static Asks of(Passage.Act act) {
            return new Asks(
                    Stream.concat(Stream.of(new ToolCall(null, act.tool(), act.arguments())), act.beside().stream())
                            .sorted(Comparator.comparing(ToolCall::name).thenComparing(ToolCall::arguments))
                            .toList());
        }

        List<String> tools() {
            return calls.stream().map(ToolCall::name).toList();
        }

        @Override
        public String text() {
            return shown(calls);
        }
    }

    /// It does not vote.
    record Silent(String why) implements Said {
        @Override
        public String text() {
            return "";
        }
    }

    boolean cast() {
        return !(said instanceof Silent);
    }

    boolean asks() {
        return said instanceof Asks;
    }

    /// The calls that it makes, field by field; `null` if it makes none.
    ObjectNode calls() {
        return switch (said) {
            case Asks asks -> fields(asks.calls());
            case Called called -> fields(called.flow().message().toolCalls());
            case Answered _, Silent _ -> null;
        };
    }

    /// As it is counted.
    Cast vote() {
        ObjectNode calls = calls();
        Meaning meaning = calls == null ? Meaning.of(said.text(), true) : Meaning.of(calls, false);
        return new Cast(voter.place(), at, said.text().length(), meaning, asks());
    }

    /// Those that want to act, by the tools that they want to call.
    static Map<List<String>, List<Heard>> sorts(List<Heard> heard) {
        return heard.stream().filter(Heard::asks).collect(Collectors.groupingBy(one -> ((Asks) one.said).tools()));
    }

    /// The answers that are JSON objects.
    static List<ObjectNode> objects(List<Heard> heard) {
        return heard.stream()
                .filter(one -> one.said instanceof Answered)
                .map(one -> Fields.object(one.said.text()))
                .flatMap(Optional::stream)
                .toList();
    }

    /// What is compared with each other: the answers, and of what is voted on by field each field.
    ///
    /// @param byField whether answers that are JSON objects are
    static List<List<Meaning>> columns(List<Heard> heard, boolean byField) {
        List<List<Meaning>> columns = new ArrayList<>();
        columns.add(heard.stream()
                .filter(Heard::cast)
                .map(one -> one.vote().meaning())
                .toList());
        if (byField) {
            columns.addAll(Fields.columns(objects(heard), true));
        }
        sorts(heard)
                .values()
                .forEach(sort -> columns.addAll(
                        Fields.columns(sort.stream().map(Heard::calls).toList(), false)));
        return columns;
    }

    /// What was said, as an assistant's message.
    Message.Assistant message() {
        return new Message.Assistant(said.text());
    }

    private static ObjectNode fields(List<ToolCall> calls) {
        ObjectNode fields = Json.object();
        for (ToolCall call : calls) {
            fields.set("call " + (fields.size() + 1) + ": " + call.name(), arguments(call));
        }
        return fields;
    }

    private static JsonNode arguments(ToolCall call) {
        try {
            return Json.tree(call.arguments());
        } catch (UncheckedIOException _) {
            return Json.object().textNode(call.arguments());
        }
    }

    private static String shown(List<ToolCall> calls) {
        return String.join(
                "; ",
                calls.stream()
                        .map(call -> "calls " + call.name() + " with " + call.arguments())
                        .toList());
    }
}
