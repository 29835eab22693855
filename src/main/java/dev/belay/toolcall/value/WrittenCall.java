package dev.belay.toolcall.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A call as it was written, before any tool's schema has been asked.
///
/// @param name as written, but for what the finder of the call was told to leave away
/// @param named arguments with names, in the order written
/// @param positional arguments without names, which come before those with
/// @param start of the call in the text
/// @param end place after the call; never beyond the text
/// @param whole whether the text went on to the end of the call
/// @param problem why an argument could not be read, half a sentence for the model that wrote it, or `null`; with a
///     problem the arguments are not all there
/// @param sources by name of the argument, as code writes it, what is no string; also what could not be read, if that
///     is all that is wrong
public record WrittenCall(
        String name,
        ObjectNode named,
        List<JsonNode> positional,
        int start,
        int end,
        Set<Repair> repairs,
        boolean whole,
        String problem,
        Map<String, String> sources) {
    public WrittenCall {
        sources = Map.copyOf(sources);
        positional = List.copyOf(positional);
        repairs = Set.copyOf(repairs);
    }

    /// A call without a problem.
    public WrittenCall(
            String name,
            ObjectNode named,
            List<JsonNode> positional,
            int start,
            int end,
            Set<Repair> repairs,
            boolean whole) {
        this(name, named, positional, start, end, repairs, whole, null, Map.of());
    }

    /// Names of arguments that could not be read, if that is all that is wrong.
    public Set<String> unread() {
        Set<String> unread = new HashSet<>(sources.keySet());
        unread.removeIf(named::has);
        return unread;
    }
}
