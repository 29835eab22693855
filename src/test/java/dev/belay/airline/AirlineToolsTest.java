package dev.belay.airline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Json;
import dev.belay.support.TestDatabase;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolFailed;
import dev.belay.tool.schema.Reading;
import java.net.URL;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// Every recorded call, on the airline's tools as a jar brings them, without Belay's ledger around them: what the
/// tools give and leave behind is what the recording expects.
class AirlineToolsTest {
    private static final String URL = "airline.jdbc.url";
    private static final String USER = "airline.jdbc.user";

    @TempDir
    Path folder;

    private AirlineData data;
    private ToolCatalog catalog;

    private final List<String> differences = new ArrayList<>();

    @BeforeEach
    void start() {
        Recording.orSkip();
        PGSimpleDataSource source = (PGSimpleDataSource) TestDatabase.source();
        System.setProperty(URL, source.getUrl());
        System.setProperty(USER, source.getUser());
        data = AirlineData.in(TestDatabase.source());
        catalog = AirlinePlugin.catalog(AirlinePlugin.jar(folder.resolve("airline.jar")));
    }

    @AfterEach
    void stop() {
        System.clearProperty(URL);
        System.clearProperty(USER);
    }

    @Test
    void everyResultAndEveryEndIsAsExpected() throws Exception {
        int calls = 0;
        List<Recording> recordings = Recording.withCalls(0);
        for (Recording recording : recordings) {
            replay(recording);
            calls += recording.calls().size();
        }

        assertThat(differences).isEmpty();
        assertThat(recordings).hasSize(152);
        assertThat(calls).isEqualTo(1_024);
    }

    private void replay(Recording recording) throws Exception {
        String world = "tools " + recording.id();
        String run = run(world);
        List<AirlineData.Done> done = new ArrayList<>();
        for (int i = 0; i < recording.calls().size(); i++) {
            Recording.Call call = recording.calls().get(i);
            ToolCatalog.Entry tool = catalog.find(call.tool());
            String key = world + " " + i;
            String result = call(tool, call.arguments(), run, key);
            compare(recording.id() + " call " + i + " " + call.tool(), plain(call.result()), plain(result));
            if (tool.description().effect() == EffectClass.TRANSACTIONAL && !result.startsWith("Error: ")) {
                done.add(new AirlineData.Done(key, call.tool()));
            }
        }
        compare(recording.id() + " end", recording.endState(), data.changes(world));
        compare(recording.id() + " effects", done, data.done(world));
    }

    private static String call(ToolCatalog.Entry tool, String arguments, String run, String key) throws Exception {
        Reading.Fit fit = (Reading.Fit) tool.schema().read(arguments);
        boolean effect = tool.description().effect() == EffectClass.TRANSACTIONAL;
        try (Connection transaction = TestDatabase.source().getConnection()) {
            transaction.setAutoCommit(false);
            ToolContext context = new ToolContext(
                    run,
                    Caller.LOCAL,
                    effect ? new ToolContext.Effect(key, transaction) : null,
                    Deadline.after(Duration.ofSeconds(30), System::nanoTime),
                    new Cancellation(),
                    Map.of());
            try {
                String result = tool.tool().run(new Arguments(fit.json()), context);
                transaction.commit();
                return result;
            } catch (ToolFailed e) {
                transaction.commit(); // so that a tool that wrote before it said no is caught
                return e.getMessage();
            }
        }
    }

    private static String run(String session) throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection connection = TestDatabase.source().getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into run (id, root_id, caller_id, strategy, session, state)"
                                + " values (?, ?, 'airline', 'sequential', ?, 'SUCCEEDED')")) {
            insert.setObject(1, id);
            insert.setObject(2, id);
            insert.setString(3, session);
            insert.executeUpdate();
        }
        return id.toString();
    }

    private static Object plain(String result) {
        return result.startsWith("{") || result.startsWith("[") ? Json.tree(result) : result;
    }

    private void compare(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + "\n  expected " + expected + "\n  was      " + actual);
        }
    }
}
