package dev.belay.drill.score;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a drill came to.
///
/// @param gateway that was drilled
/// @param rounds how often each exercise was played in each mode
/// @param scale by which the durations of faults were multiplied
public record Scorecard(String gateway, int rounds, double scale, Duration took, List<Line> lines) {
    public Scorecard {
        lines = List.copyOf(lines);
    }

    public long count(Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }

    /// In a line: `38 pass, 1 partial, 0 safe, 0 fail, 1 skipped`.
    public String totals() {
        List<String> totals = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            totals.add(count(verdict) + " " + verdict);
        }
        return String.join(", ", totals);
    }

    public ObjectNode json() {
        ObjectNode json =
                Json.object().put("gateway", gateway).put("repeats", rounds).put("time_scale", scale);
        json.put("took_ms", took.toMillis());
        var faults = json.putArray("faults");
        for (Line line : lines) {
            ObjectNode fault = faults.addObject().put("id", line.fault()).put("title", line.title());
            fault.put("verdict", line.verdict().toString());
            if (!line.skipped().isEmpty()) {
                fault.put("skipped", line.skipped());
            }
            var points = fault.putArray("points");
            line.points().forEach(point -> points.addObject()
                    .put("name", point.name())
                    .put("kind", point.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .put("ok", point.ok())
                    .put("detail", point.detail()));
            line.timeline().forEach(fault.putArray("timeline")::add);
        }
        ObjectNode totals = json.putObject("totals");
        for (Verdict verdict : Verdict.values()) {
            totals.put(verdict.toString(), count(verdict));
        }
        return json;
    }

    /// As Markdown: a table, and below it what was missed.
    public String markdown() {
        StringBuilder text = new StringBuilder("| fault | what | verdict | missed |\n|---|---|---|---|\n");
        for (Line line : lines) {
            String missed = line.skipped().isEmpty() ? String.join("; ", line.reasons()) : line.skipped();
            text.append("| %s | %s | %s | %s |\n"
                    .formatted(line.fault(), cell(line.title()), line.verdict(), cell(missed)));
        }
        return text.append('\n').append(totals()).append(".\n").toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
