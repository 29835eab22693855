package dev.belay.toolcall.dialect.prose;

import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.python.CallExpressions;
import dev.belay.toolcall.value.WrittenCall;
import java.util.ArrayList;
import java.util.List;

/// Call expressions of Python, `f(a=1)`, wherever they stand: in lists, fences, quotes, on lines of their own and
/// between words. They begin with nothing but a tool's name, so they are looked for in the whole text at once.
public final class Expressions {
    public static final String ID = "python";

    /// What may stand between two calls of one list.
    private static final String BETWEEN = " \t\r\n,;\"'`|&+->";

    private static final int FARTHEST = 60;
    private static final String OPENING = "[(\"'`{ \t";
    private static final String CLOSING = "])\"'`}, \t;";
    private static final String BULLETS = "-*+>#$.:0123456789=|";

    private Expressions() {}

    /// Neighbours with nothing but separators between them are one finding; on lines of their own each is one.
    public static List<Found> in(Source source) {
        List<Found> all = new ArrayList<>();
        List<WrittenCall> group = new ArrayList<>();
        for (WrittenCall call : CallExpressions.find(
                source.text(), 0, source.length(), name -> source.tools().find(name) != null)) {
            if (!group.isEmpty() && !joined(source, group.getLast().end(), call.start())) {
                add(all, source, group);
                group.clear();
            }
            group.add(call);
        }
        if (!group.isEmpty()) {
            add(all, source, group);
        }
        return all;
    }

    private static boolean joined(Source source, int from, int to) {
        if (to < from || to - from > FARTHEST) {
            return false;
        }
        boolean separated = false;
        boolean broken = false;
        for (int at = from; at < to; at++) {
            char c = source.text().charAt(at);
            if (BETWEEN.indexOf(c) < 0) {
                return false;
            }
            separated |= ",;|&".indexOf(c) >= 0;
            broken |= c == '\n';
        }
        return separated || !broken;
    }

    private static void add(List<Found> all, Source source, List<WrittenCall> group) {
        int until = all.isEmpty() ? 0 : all.getLast().end();
        all.add(found(source, group, Math.min(until, group.getFirst().start())));
    }

    /// @param until place after the finding before
    private static Found found(Source source, List<WrittenCall> group, int until) {
        int start = group.getFirst().start();
        int end = group.getLast().end();
        Form form = form(source, start, end);
        boolean listed = source.sees(']', closing(source, end));
        boolean talk = form == Form.PROSE
                && (listed ? Hedge.dropped(source.text(), start, end) : Hedge.around(source.text(), start, end));
        if (talk) {
            return Found.skip(start, end);
        }
        return Found.calls(
                ID,
                form,
                form == Form.PROSE ? start : Math.max(until, opened(source, start)),
                closed(source, end),
                List.copyOf(group));
    }

    private static Form form(Source source, int start, int end) {
        if (source.layout().fence(start, false) != null) {
            return Form.BLOCK;
        }
        String before = lineBefore(source, start);
        String after = lineAfter(source, end);
        if (before.stripTrailing().endsWith("[") && after.stripLeading().startsWith("]")) {
            return Hedge.example(before) || source.quotedLine(start) ? Form.PROSE : Form.BLOCK;
        }
        boolean plain = leadsUp(before) && (trails(after) || member(before, after));
        return plain && !source.quotedLine(start) ? Form.BLOCK : Form.PROSE;
    }

    /// Whether it stands alone in quotes as a member of a list or an object.
    private static boolean member(String before, String after) {
        if (before.length() < 2 || after.length() < 2) {
            return false;
        }
        char quote = before.charAt(before.length() - 1);
        String lead = before.substring(0, before.length() - 1).stripTrailing();
        String rest = after.substring(1).stripLeading();
        return (quote == '"' || quote == '\'')
                && after.charAt(0) == quote
                && (lead.endsWith(":") || lead.endsWith(",") || lead.endsWith("["))
                && (rest.startsWith(",") || rest.startsWith("}") || rest.startsWith("]"));
    }

    private static int closing(Source source, int end) {
        return Math.min(source.length(), source.afterSpace(end));
    }

    /// Nothing before it on its line but what marks a line of code, or what announces something.
    private static boolean leadsUp(String before) {
        int end = before.length();
        while (end > 0 && OPENING.indexOf(before.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end == 0) {
            return true;
        }
        String bare = before.substring(0, end);
        boolean bullets = bare.chars().allMatch(c -> BULLETS.indexOf(c) >= 0 || Character.isWhitespace(c));
        boolean code = bare.endsWith("print") || bare.endsWith("await") || bare.endsWith("return");
        return bullets || code || ":=>".indexOf(bare.charAt(end - 1)) >= 0;
    }

    /// Nothing after it on its line but what closes it, a mark or a comment.
    private static boolean trails(String after) {
        int at = 0;
        while (at < after.length() && (CLOSING + ".").indexOf(after.charAt(at)) >= 0) {
            at++;
        }
        return at == after.length() || "#<|\\".indexOf(after.charAt(at)) >= 0;
    }

    private static String lineBefore(Source source, int start) {
        int from = start;
        while (from > 0 && start - from < FARTHEST && source.text().charAt(from - 1) != '\n') {
            from--;
        }
        return source.between(from, start);
    }

    private static String lineAfter(Source source, int end) {
        int to = end;
        while (to < source.length() && to - end < FARTHEST && source.text().charAt(to) != '\n') {
            to++;
        }
        return source.between(end, to);
    }

    private static int opened(Source source, int start) {
        int at = start;
        while (at > 0 && start - at < FARTHEST && OPENING.indexOf(source.text().charAt(at - 1)) >= 0) {
            at--;
        }
        return at;
    }

    private static int closed(Source source, int end) {
        int at = end;
        while (at < source.length()
                && at - end < FARTHEST
                && CLOSING.indexOf(source.text().charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
