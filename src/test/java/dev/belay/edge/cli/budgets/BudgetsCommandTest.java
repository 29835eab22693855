package dev.belay.edge.cli.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.edge.cli.Screen;
import dev.belay.edge.cli.ServerDouble;
import dev.belay.edge.cli.ServerDouble.Answer;
import dev.belay.platform.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BudgetsCommandTest {
    private static final String BUDGETS = """
            {"data":[
              {"scope":"caller","subject":"key_1","period":"2026-11-21","measure":"usd","limit":5,"spent":1.2345678,
               "presumed":0,"reserved":0.01,"over":0,"left":3.7554322},
              {"scope":"request","subject":"r1","period":"total","measure":"model_calls","limit":3,"spent":3,
               "presumed":1,"reserved":0,"over":2,"left":0}]}""";

    private final Screen screen = Screen.plain();
    private final ServerDouble server = new ServerDouble();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void showsWhatIsLeftToTheLastDigit() {
        server.on("GET /api/v1/budgets?limit=50", Answer.json(BUDGETS));
        assertThat(run()).isZero();
        List<String> lines = screen.out()
                .lines()
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
        assertThat(lines)
                .containsExactly(
                        "BUDGET OF PERIOD LIMIT SPENT RESERVED LEFT",
                        "caller usd key_1 2026-11-21 $5 $1.2345678 $0.01 $3.7554322",
                        "request model calls r1 total 3 3 0 0",
                        "request model calls of r1: providers billed 2 beyond what they had been allowed");
    }

    @Test
    void saysThatThereIsNone() {
        server.on("GET /api/v1/budgets?limit=2", Answer.json("{\"data\":[]}"));
        assertThat(run("--limit", "2")).isZero();
        assertThat(screen.out()).isEqualTo("No budget has been used.\n");
    }

    @Test
    void givesWhatTheServerSaid() {
        server.on("GET /api/v1/budgets?limit=50", Answer.json(BUDGETS));
        assertThat(run("--json")).isZero();
        assertThat(Json.tree(screen.out())).isEqualTo(Json.tree(BUDGETS));
    }

    private int run(String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--server", server.url()))
                .toArray(String[]::new);
        return new CommandLine(new BudgetsCommand(screen.terminal())).execute(all);
    }
}
