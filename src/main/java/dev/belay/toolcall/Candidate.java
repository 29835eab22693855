package dev.belay.toolcall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.prose.Expressions;
import dev.belay.toolcall.match.Match;
import dev.belay.toolcall.match.Placeholders;
import dev.belay.toolcall.match.Toolbox;
import dev.belay.toolcall.value.WrittenCall;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// A written call and what the schemas say to it: a call, a problem for the model to correct, or nothing.
///
/// @param problem what is wrong with it, or `null`
record Candidate(Found found, WrittenCall written, Match match, Verdict verdict, String problem) {
    enum Verdict {
        CALL,
        /// A call of a tool that is not offered.
        STRANGER,
        PROBLEM,
        NOTHING
    }

    /// @param alone whether nothing else is said: then it can be nothing but meant
    static Candidate of(Found found, WrittenCall written, Toolbox tools, boolean alone) {
        Match match = tools.match(written);
        String problem = problem(written, match, tools);
        if (found.form() == Form.PROSE) {
            boolean plain = problem == null
                    && match.fits()
                    && match.fit().mismatched().isEmpty()
                    && !Placeholders.in(match.arguments(), true)
                    && !nothing(match);
            return new Candidate(found, written, match, plain ? Verdict.CALL : Verdict.NOTHING, null);
        }
        return new Candidate(found, written, match, verdict(found, match, problem, alone), problem);
    }

    private static Verdict verdict(Found found, Match match, String problem, boolean alone) {
        if (!match.known()) {
            return Verdict.STRANGER;
        }
        if (problem != null) {
            return Verdict.PROBLEM;
        }
        boolean doubtful = !alone && found.form() != Form.MARKED;
        return doubtful && (named(found, match) || nothing(match) || Placeholders.in(match.arguments(), false))
                ? Verdict.NOTHING
                : Verdict.CALL;
    }

    /// `f()` of a function that needs arguments names it and no more.
    private static boolean named(Found found, Match match) {
        return found.dialect().equals(Expressions.ID)
                && match.arguments().isEmpty()
                && !match.missing().isEmpty();
    }

    /// Whether it says of all its arguments that there are none.
    private static boolean nothing(Match match) {
        return !match.arguments().isEmpty() && match.arguments().valueStream().allMatch(JsonNode::isNull);
    }

    private static String problem(WrittenCall written, Match match, Toolbox tools) {
        if (!match.known()) {
            return "there is no tool " + shortened(match.tool()) + "; the tools are: " + tools.told(match.tool());
        }
        Set<String> unread = written.unread();
        boolean asWritten = !unread.isEmpty()
                && unread.stream().allMatch(name -> match.arguments().has(name));
        if (written.problem() != null && !asWritten) {
            return "the call of " + match.tool() + " cannot be read: " + written.problem();
        }
        if (match.fit().unfit() != null) {
            return "the call of " + match.tool() + " cannot be read: "
                    + match.fit().unfit();
        }
        boolean nothingFits = !match.unknown().isEmpty()
                && match.unknown().size() == match.arguments().size();
        return nothingFits
                ? match.tool() + " has no argument " + shortened(String.join(", ", match.unknown())) + "; it takes: "
                        + String.join(", ", tools.schema(match.tool()).order())
                : null;
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    ToolCall call() {
        return new ToolCall(null, match.tool(), Json.write(match.arguments()));
    }

    /// The same for two calls exactly if they are the same call.
    List<Object> key() {
        return List.of(match.tool(), match.arguments());
    }

    Set<String> repairs() {
        Set<String> repairs = new TreeSet<>();
        written.repairs().forEach(repair -> repairs.add(repair.id()));
        match.fit().adjustments().forEach(adjustment -> repairs.add(named(adjustment)));
        return repairs;
    }

    private static String named(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
