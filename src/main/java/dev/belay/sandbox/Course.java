package dev.belay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One program from its beginning to its end: what it asks for, and what is known of it. What a program says is not
/// believed: it is counted and cut here.
///
/// Asked on the program's thread; read by the other once that has ended or is stopped.
final class Course {
    private static final int LONGEST_ARGUMENTS = 200_000;
    private static final int LONGEST_ERROR = 2_000;
    /// QuickJS calls what is given to `eval` so.
    private static final Pattern PLACE = Pattern.compile("<input>:(\\d{1,7})");
    private static final String NOTHING = "null";

    private final Sandbox.Setting setting;
    private final String source;
    private final Instant now;
    private final Handover handover = new Handover();
    private final StringBuffer output = new StringBuffer();
    private boolean begun;
    private int calls;
    private boolean cut;
    private volatile boolean whole;
    private volatile String answer;
    private volatile String error;

    Course(Sandbox.Setting setting, String source, Instant now) {
        this.setting = setting;
        this.source = source;
        this.now = now;
    }

    Handover handover() {
        return handover;
    }

    Sandbox.Limits limits() {
        return setting.limits();
    }

    /// What `host` in `prelude.js` comes to: both are one contract.
    ///
    /// @return JSON
    String ask(String what, String text) {
        return switch (what) {
            case "setting" -> setting();
            case "program" -> program();
            case "call" -> call(text);
            case "print" -> print(text);
            case "answer" -> {
                answer = answer == null ? bounded(text, limits().output()) : answer;
                yield NOTHING;
            }
            case "failed" -> {
                error = error == null ? failure(Json.tree(text)) : error;
                whole = true;
                yield NOTHING;
            }
            case "ended" -> {
                whole = true;
                yield NOTHING;
            }
            default -> NOTHING;
        };
    }

    private String setting() {
        ObjectNode told = Json.object();
        told.put("seed", setting.seed() & 0xffff_ffffL);
        told.put("longest", limits().output());
        ArrayNode functions = told.putArray("functions");
        for (Sandbox.Function function : setting.functions()) {
            ObjectNode one = functions.addObject();
            one.put("name", function.name()).put("alias", function.alias());
            function.parameters().forEach(one.putArray("parameters")::add);
        }
        return told.toString();
    }

    /// Given once: a program that asks for itself gets nothing.
    private String program() {
        if (begun) {
            return NOTHING;
        }
        begun = true;
        return Json.object()
                .put("source", source)
                .put("now", now.toEpochMilli())
                .toString();
    }

    private String call(String text) {
        JsonNode asked = Json.tree(text);
        String function = asked.path(0).asText();
        String arguments = asked.path(1).asText();
        Sandbox.Reply reply;
        if (++calls > limits().calls()) {
            reply = Sandbox.Reply.error("a program makes at most " + limits().calls() + " calls");
        } else if (arguments.length() > LONGEST_ARGUMENTS) {
            reply = Sandbox.Reply.error("the arguments are longer than " + LONGEST_ARGUMENTS + " characters");
        } else {
            reply = handover.call(function, arguments);
        }
        return Json.object()
                .put(reply.failed() ? "error" : "text", reply.text())
                .toString();
    }

    private String print(String text) {
        int left = limits().output() - output.length();
        output.append(text, 0, Math.min(text.length(), left));
        cut |= text.length() > left;
        return NOTHING;
    }

    private static String failure(JsonNode told) {
        String message = bounded(told.path(0).asText(), LONGEST_ERROR);
        Matcher place = PLACE.matcher(bounded(told.path(1).asText(), LONGEST_ERROR));
        return place.find() ? message + " (line " + place.group(1) + ")" : message;
    }

    Outcome outcome(End end) {
        return switch (end) {
            case End.TookTooLong _ ->
                outcome(
                        "the program computed for longer than "
                                + limits().time().toMillis() + " ms",
                        true);
            case End.Came(Throwable thrown) when thrown != null -> outcome(broke(thrown), true);
            case End.Came _ when !whole -> outcome("the program waits for something that never comes", false);
            case End.Came _ -> outcome(error, false);
        };
    }

    private Outcome outcome(String error, boolean lost) {
        String printed = cut
                ? output + "\n[cut: a program prints at most " + limits().output() + " characters]"
                : output.toString();
        return new Outcome(printed, answer, error, lost);
    }

    /// The interpreter itself gave in. Its message may hold anything, so it is not told.
    private static String broke(Throwable thrown) {
        return thrown instanceof OutOfMemoryError || thrown.getCause() instanceof OutOfMemoryError
                ? "the machine is out of memory"
                : "the program broke its sandbox, most likely by using too much memory or too deep a recursion";
    }

    private static String bounded(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /// How the program's thread came to its end.
    sealed interface End {
        record TookTooLong() implements End {}

        /// @param thrown `null` if the interpreter returned
        record Came(Throwable thrown) implements End {}
    }
}
