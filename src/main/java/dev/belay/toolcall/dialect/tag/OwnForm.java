package dev.belay.toolcall.dialect.tag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Our own form, in which the tag is the tool's name:
/// `<invoke><read_file><arguments><path>x</path></arguments></read_file></invoke>`. The wrappers `invoke` and
/// `arguments` may be missing, a JSON object may stand for the tags inside, and one `invoke` may hold several calls.
public final class OwnForm implements Dialect {
    private static final String OPEN = "<invoke>";
    private static final String CLOSE = "</invoke>";
    private static final String WRAPPER = "<arguments>";
    private static final String WRAPPER_END = "</arguments>";
    private static final String NAME_WANTED =
            "after " + OPEN + " the name of the tool is expected as a tag, such as <read_file>";

    @Override
    public String id() {
        return "belay";
    }

    @Override
    public List<String> openers() {
        return List.of("<");
    }

    @Override
    public Found read(Source source, int at) {
        boolean wrapped = source.sees(OPEN, at);
        if (!wrapped && !begins(source, at, true)) {
            return null;
        }
        Reading reading = new Reading(source, at);
        try {
            reading.invoke(wrapped);
        } catch (Broken broken) {
            boolean meant =
                    wrapped && (lineStart(source, at) || begins(source, source.afterSpace(at + OPEN.length()), true));
            return meant ? Found.problem(id(), at, reading.cursor.at(), broken.getMessage()) : null;
        }
        boolean talk = reading.calls.stream().anyMatch(call -> source.tools().find(call.name()) == null);
        return talk && !lineStart(source, at)
                ? null
                : Found.calls(id(), Form.MARKED, at, reading.cursor.at(), reading.calls);
    }

    /// Whether an offered tool's tag stands here, with arguments after it or its end.
    private static boolean begins(Source source, int at, boolean exactly) {
        int name = source.sees('<', at) ? source.afterName(at + 1) : at;
        if (name <= at + 1 || !source.sees('>', name)) {
            return false;
        }
        String tool = source.between(at + 1, name);
        int inside = source.afterSpace(name + 1);
        return (exactly ? source.tools().offers(tool) : source.tools().find(tool) != null)
                && (source.sees('{', inside)
                        || source.sees(WRAPPER, inside)
                        || source.sees("</" + tool + ">", inside)
                        || declared(source, inside, tool));
    }

    private static boolean declared(Source source, int at, String tool) {
        int name = source.sees('<', at) ? source.afterName(at + 1) : at;
        return name > at + 1
                && source.sees('>', name)
                && source.tools().schema(tool).has(source.between(at + 1, name));
    }

    /// Whether only blanks stand before this place on its line, or another tag ends there.
    private static boolean lineStart(Source source, int at) {
        for (int before = at - 1; before >= 0 && at - before <= 64; before--) {
            char c = source.text().charAt(before);
            if (c == '\n' || c == '>') {
                return true;
            }
            if (!Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }

    /// One element with its calls.
    private static final class Reading {
        private static final int MOST = 256;

        private final Cursor cursor;
        private final Source source;
        private final List<WrittenCall> calls = new ArrayList<>();

        Reading(Source source, int at) {
            this.source = source;
            this.cursor = new Cursor(source, at, source.length());
        }

        void invoke(boolean wrapped) throws Broken {
            cursor.take(OPEN);
            boolean more = true;
            while (more && calls.size() < MOST) {
                cursor.skipSpace();
                call();
                int end = cursor.at();
                cursor.skipSpace();
                more = wrapped && !cursor.sees("</") && cursor.sees("<") && !cursor.sees(OPEN);
                if (!wrapped) {
                    cursor.moveTo(end);
                } else if (!more && !cursor.take(CLOSE)) {
                    unclosed();
                }
            }
        }

        private void unclosed() {
            WrittenCall last = calls.removeLast();
            Set<Repair> repairs = EnumSet.of(Repair.MISSING_CLOSER);
            repairs.addAll(last.repairs());
            calls.add(new WrittenCall(
                    last.name(), last.named(), last.positional(), last.start(), last.end(), repairs, true));
        }

        private void call() throws Broken {
            int start = cursor.at();
            String tool = cursor.take("<") ? cursor.name() : null;
            if (tool == null) {
                throw new Broken(NAME_WANTED);
            }
            cursor.skipSpace();
            Set<Repair> repairs = EnumSet.noneOf(Repair.class);
            ObjectNode arguments = Json.object();
            if (!cursor.take("/>")) {
                if (!cursor.take(">")) {
                    throw new Broken("the tag <" + tool + "> takes no attributes; write arguments as tags inside it");
                }
                arguments = arguments(tool, repairs);
            }
            calls.add(new WrittenCall(tool, arguments, List.of(), start, cursor.at(), repairs, true));
        }

        private ObjectNode arguments(String tool, Set<Repair> repairs) throws Broken {
            cursor.skipSpace();
            boolean wrapped = cursor.take(WRAPPER);
            cursor.skipSpace();
            ObjectNode arguments = cursor.sees("{")
                    ? json(tool, repairs)
                    : new Elements(cursor, repairs).members(source.tools().schema(tool));
            cursor.skipSpace();
            if (wrapped && !cursor.take(WRAPPER_END)) {
                repairs.add(Repair.MISSING_CLOSER);
            }
            cursor.skipSpace();
            if (!cursor.take("</" + tool + ">")) {
                throw new Broken("the call of " + tool + " is not whole: </" + tool
                        + "> is missing, or text stands between its arguments");
            }
            return arguments;
        }

        private ObjectNode json(String tool, Set<Repair> repairs) throws Broken {
            WrittenValue value = source.value(cursor.at());
            if (!(value.json() instanceof ObjectNode object) || !value.whole()) {
                throw new Broken("the arguments of " + tool + " are not valid JSON");
            }
            repairs.addAll(value.repairs());
            cursor.moveTo(value.end());
            return object;
        }
    }
}
