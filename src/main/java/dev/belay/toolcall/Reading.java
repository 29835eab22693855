package dev.belay.toolcall;

import dev.belay.exchange.message.ToolCall;
import dev.belay.toolcall.value.Repair;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What was read out of a text.
///
/// @param text the words around the calls, without thoughts
/// @param calls in the order they were written, without ids; empty if there is a problem, so that nothing is half done
/// @param dialect in which the first call is written, or `null` without calls
/// @param confidence from 0 to 1 that all that is asked for is meant as it was read; 0 if nothing is
/// @param repairs what had to be mended, as stable names: `trailing-comma`, `tool-name`
/// @param asked the calls, and in their places those that name no tool, if nothing else is wrong: whoever tells a model
///     what its calls came to can tell it that as well. Otherwise empty
/// @param problem why something that is meant as a call is none, for the model to correct, or `null`
public record Reading(
        String text,
        List<ToolCall> calls,
        List<ToolCall> asked,
        String dialect,
        double confidence,
        List<String> repairs,
        String problem) {
    public Reading {
        calls = List.copyOf(calls);
        asked = List.copyOf(asked);
        repairs = List.copyOf(repairs);
    }

    static Reading plain(String text) {
        return new Reading(text, List.of(), List.of(), null, 0, List.of(), null);
    }

    /// Nothing but a problem.
    public static Reading problem(String text, String problem) {
        return new Reading(text, List.of(), List.of(), null, 0, List.of(), problem);
    }

    /// The same, of a text that had to be mended before it could be read.
    Reading after(Repair repair) {
        Set<String> all = new TreeSet<>(repairs);
        all.add(repair.id());
        double less = Confidence.rounded(confidence * Confidence.after(Set.of(repair)));
        return new Reading(text, calls, asked, dialect, less, List.copyOf(all), problem);
    }
}
