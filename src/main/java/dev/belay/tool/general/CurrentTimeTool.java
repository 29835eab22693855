package dev.belay.tool.general;

import dev.belay.platform.Time;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Tells the time.
@ApplicationScoped
@ToolDefinition(
        name = "current_time",
        description = "Returns the current date, time and day of the week (ISO 8601).",
        timeoutSeconds = 5,
        schema = """
                {"type": "object", "additionalProperties": false, "properties": {
                  "zone": {"type": "string", "default": "UTC",
                           "description": "time zone such as Europe/Berlin or +02:00"}}}""")
class CurrentTimeTool implements Tool {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE", Locale.ENGLISH);

    private final Time time;

    CurrentTimeTool(Time time) {
        this.time = time;
    }

    @Override
    public String run(Arguments arguments, ToolContext context) throws ToolFailed {
        String zone = arguments.text("zone", "UTC");
        try {
            var now = time.now().truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.of(zone));
            return DateTimeFormatter.ISO_ZONED_DATE_TIME.format(now) + " (" + DAY.format(now) + ")";
        } catch (DateTimeException _) {
            throw new ToolFailed("there is no time zone \"" + zone + "\"; try one like Europe/Berlin, UTC or +02:00");
        }
    }
}
