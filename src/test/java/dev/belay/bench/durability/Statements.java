package dev.belay.bench.durability;

import dev.belay.crash.rig.Frame;
import dev.belay.crash.rig.Gate;
import dev.belay.crash.rig.Hold;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts how often the database was waited for, by what was said to it.
///
/// A statement is named by what it writes, or reads if it writes nothing, and by the kind of the journal's entry.
final class Statements implements Gate.Watch {
    private static final Pattern WRITES = Pattern.compile("\\b(insert into|update|delete from) ([a-z_.]+)");
    private static final Pattern READS = Pattern.compile("\\bfrom ([a-z_.]+)");
    private static final Pattern STATEMENT = Pattern.compile("^(with|select|insert|update|delete|set) ");
    private static final Set<String> KINDS =
            Set.of("attempt_started", "decision", "tool_done", "tier_held", "ended", "model_failed", "tier_fell");

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    @Override
    public synchronized Hold at(Frame frame) {
        if (frame.roundTrip()) {
            counts.merge(name(frame.text()), 1, Integer::sum);
        }
        return null;
    }

    /// What was counted since the last time.
    synchronized Map<String, Integer> take() {
        Map<String, Integer> taken = new LinkedHashMap<>(counts);
        counts.clear();
        return taken;
    }

    private static String name(String text) {
        if (text.equals("commit\n") || text.equals("rollback\n")) {
            return text.strip();
        }
        Set<String> parts = new LinkedHashSet<>();
        for (String line : text.split("\n")) {
            if (STATEMENT.matcher(line).find()) {
                parts.addAll(tables(line));
            } else if (KINDS.contains(line)) {
                parts.add("(" + line + ")");
            } else if (line.equals("commit")) {
                parts.add("and commit");
            }
        }
        return parts.isEmpty() ? "(no statement)" : String.join(" ", parts);
    }

    private static Set<String> tables(String statement) {
        Set<String> tables = new LinkedHashSet<>();
        Matcher writes = WRITES.matcher(statement);
        while (writes.find()) {
            tables.add(writes.group(1).split(" ")[0] + " " + writes.group(2));
        }
        // The lock that a statement takes, and the conflict that it resolves, are no writes of their own.
        tables.remove("update set");
        Matcher reads = READS.matcher(statement);
        if (tables.isEmpty() && reads.find()) {
            tables.add("select " + reads.group(1));
        }
        return tables.isEmpty() ? Set.of(statement) : tables;
    }
}
