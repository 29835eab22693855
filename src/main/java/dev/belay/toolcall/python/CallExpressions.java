package dev.belay.toolcall.python;

import dev.belay.toolcall.value.WrittenCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Finds the call expressions of one text. Never throws; everything that is asked of one instance together takes time
/// linear in the text's length, and what would take more is not found. One instance per text, one thread.
public final class CallExpressions {
    /// In one search. A model that repeats itself until its limit writes thousands.
    static final int MOST = 1_000;

    private final Code code;

    public CallExpressions(String text) {
        this.code = new Code(text);
    }

    /// One search in a text that is searched once; else an instance is kept.
    public static List<WrittenCall> find(String text, int from, int to, Predicate<String> name) {
        return new CallExpressions(text).find(from, to, name);
    }

    /// The calls of the functions that `name` accepts, in the order written: alone or in lists, in quotes, inside
    /// calls of other functions, behind a namespace (`api.f(…)` is asked for as `api.f` and then as `f`), and the
    /// tuples `('f', {…})`. Not: definitions, comments, and names that are followed by placeholders or types.
    ///
    /// A call with an argument that would have to be evaluated has a [WrittenCall#problem].
    public List<WrittenCall> find(int from, int to, Predicate<String> name) {
        return new Finder(code.region(from, to), from, name).find();
    }

    /// The call at a place, whatever its name, or `null` if none begins there.
    public WrittenCall call(int from, int to) {
        return Finder.callAt(code.region(from, to), from, false);
    }

    /// The list of calls at a place, or `null` if something else stands there. An empty list is a list.
    public CallList list(int from, int to) {
        Code region = code.region(from, to);
        int start = region.afterBlanks(from);
        if (region.charAt(start) != '[') {
            return null;
        }
        List<WrittenCall> calls = new ArrayList<>();
        int at = region.afterBlanks(start + 1);
        while (region.charAt(at) != ']') {
            if (at >= region.to()) {
                return calls.isEmpty() ? null : new CallList(calls, start, region.to(), false);
            }
            at = item(region, at, calls);
            if (at < 0) {
                return null;
            }
        }
        return new CallList(calls, start, at + 1, true);
    }

    /// @return place of the next item or of the closing bracket, or -1 if this is no call
    private static int item(Code region, int place, List<WrittenCall> calls) {
        int escaped = region.charAt(place) == '\\' ? 1 : 0;
        char quote = region.charAt(place + escaped);
        boolean quoted = quote == '"' || quote == '\'' || quote == '`';
        WrittenCall call = Finder.callAt(region, quoted ? place + escaped + 1 : place, true);
        if (call == null || calls.size() >= MOST) {
            return -1;
        }
        calls.add(call);
        int at = region.afterBlanks(call.end());
        if (quoted && region.charAt(at + escaped) == quote) {
            at = region.afterBlanks(at + escaped + 1);
        }
        char next = region.charAt(at);
        if (next == ',' || next == ';') {
            return region.afterBlanks(at + 1);
        }
        boolean newLine = Code.wordPart(next) && region.lineBreakBetween(call.end(), at);
        return at >= region.to() || next == ']' || newLine ? at : -1;
    }
}
