package dev.belay.crash.rig;

import dev.belay.ledger.EffectClass;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Writes one row per effect, through the ledger's transaction. Nothing but Belay keeps a row from being written twice.
@ToolDefinition(
        name = "transactional",
        description = "Counts a mark.",
        schema = """
                {"type":"object","properties":{"mark":{"type":"string"}},"required":["mark"]}""",
        effect = EffectClass.TRANSACTIONAL,
        timeoutSeconds = 60)
public final class CountingTool implements Tool {

    @Override
    public String run(Arguments arguments, ToolContext context) throws SQLException {
        String mark = arguments.json().path("mark").asText();
        try (PreparedStatement insert =
                context.transaction().prepareStatement("insert into counted.effect (mark) values (?)")) {
            insert.setString(1, mark);
            insert.executeUpdate();
        }
        return "counted " + mark;
    }
}
