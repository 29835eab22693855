package dev.belay.strategy.smart;

import dev.belay.exchange.BelayEvent.Task;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.statistics.learning.Experience;
import dev.belay.statistics.learning.Knowledge;
import java.util.ArrayList;
import java.util.List;

/// How complex a task is, and by what signs.
///
/// @param reason in numbers, without a word of the task
record Judgement(Complexity complexity, String reason) {

    static Judgement of(Request request, Knowledge knowledge, SmartConfig config) {
        String text = latest(request.conversation().messages());
        int tools = request.tools().server().size() + request.tools().client().size();
        Complexity byTools = tools <= config.simpleTools()
                ? Complexity.SIMPLE
                : tools <= config.mediumTools() && text.length() < config.mediumCharacters()
                        ? Complexity.MEDIUM
                        : Complexity.COMPLEX;
        List<String> signs =
                new ArrayList<>(List.of(tools + (tools == 1 ? " tool" : " tools"), text.length() + " characters"));
        int raises = structure(text, config, signs)
                + schema(request, config, signs)
                + pastCost(request, knowledge, config, signs);
        Complexity complexity = byTools.raised(raises);
        return new Judgement(complexity, complexity.word() + ": " + String.join(", ", signs));
    }

    private static String latest(List<Message> messages) {
        return messages.reversed().stream()
                .filter(Message.User.class::isInstance)
                .map(Message::text)
                .findFirst()
                .orElse("");
    }

    private static int structure(String text, SmartConfig config, List<String> signs) {
        return reaches(Structure.lines(text), config.structuredLines(), "lines of lists, tables or code", signs);
    }

    private static int schema(Request request, SmartConfig config, List<String> signs) {
        String schema = request.conversation().format().schema();
        return schema == null
                ? 0
                : reaches(Structure.fields(schema), config.schemaFields(), "fields in the schema", signs);
    }

    private static int pastCost(Request request, Knowledge knowledge, SmartConfig config, List<String> signs) {
        Experience past = knowledge.alike(Task.of(request));
        return past.attempts() < config.costlyAttempts()
                ? 0
                : reaches(Math.round(past.meanTokens()), config.costlyTokens(), "tokens for such a task so far", signs);
    }

    private static int reaches(long value, int threshold, String what, List<String> signs) {
        if (threshold == 0 || value < threshold) {
            return 0;
        }
        signs.add(value + " " + what);
        return 1;
    }
}
