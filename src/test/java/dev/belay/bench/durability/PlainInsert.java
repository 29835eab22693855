package dev.belay.bench.durability;

import dev.belay.ledger.EffectClass;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/// The insert of the transactional tool, on a kept connection of its own and committed by itself. It says that it only
/// reads, so that nobody asks for a journal: what an inserting tool takes where nothing is promised.
@ToolDefinition(
        name = "plain",
        description = "Counts a mark.",
        schema = """
                {"type":"object","properties":{"mark":{"type":"string"}},"required":["mark"]}""",
        effect = EffectClass.PURE,
        timeoutSeconds = 60)
public final class PlainInsert implements Tool {
    /// Environment variable with the address of the database.
    static final String DATABASE = "BENCH_DATABASE";

    private Connection connection;

    @Override
    public synchronized String run(Arguments arguments, ToolContext context) throws SQLException {
        if (connection == null) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(System.getenv(DATABASE));
            connection = source.getConnection();
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into counted.effect (mark) values (?)")) {
            insert.setString(1, arguments.json().path("mark").asText());
            insert.executeUpdate();
        }
        return "counted " + arguments.json().path("mark").asText();
    }
}
