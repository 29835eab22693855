package dev.belay.edge.cli.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.edge.cli.Screen;
import dev.belay.edge.cli.ServerDouble;
import dev.belay.edge.cli.ServerDouble.Answer;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ApprovalsCommandTest {
    private static final String SHOWN = """
            {"id":"a1","state":"PENDING","kind":"TOOL_CALL","tool":"refund","arguments":{"cents":500,"to":"A\u202eB"},
             "hash":"h1","risk":"HIGH","caller":"app","run_id":"r1","reviewers":"support","quorum":1,
             "decide_by":"2026-01-02T00:00:00Z","request":"Please refund 5 EUR",
             "reasons":[{"code":"risk","text":"the risk is high: refund"}],
             "steps":[{"tool":"look_up","effect_class":"PURE","status":"OK","result":"order 7"}],
             "error":null,"confidence":null,
             "on_yes":"refund is called with exactly these arguments","on_no":"refund is not called","votes":[]}""";
    private static final String APPROVED =
            "{\"id\":\"a1\",\"state\":\"APPROVED\",\"run_id\":\"r1\",\"decided_by\":\"ann\"}";

    @TempDir
    Path scratch;

    private final Screen screen = Screen.plain();
    private final ServerDouble server = new ServerDouble();

    @BeforeEach
    void answers() {
        server.on("GET /api/v1/approvals/a1", Answer.json(SHOWN));
        for (String verdict : List.of("approve", "edit", "reject", "answer")) {
            server.on("POST /api/v1/approvals/a1/" + verdict, Answer.json(APPROVED));
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void listsWhatWaits() {
        server.on("GET /api/v1/approvals?limit=20&state=pending", Answer.json("{\"data\":[" + SHOWN + "]}"));
        server.on("GET /api/v1/approvals?limit=5&group=a%20b", Answer.json("{\"data\":[]}"));

        assertThat(run("", "list")).isZero();
        assertThat(screen.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .first()
                .isEqualTo("APPROVAL STATE ASKS FOR RISK GROUP DECIDE BY");
        assertThat(screen.out()).contains("a1        pending  refund    high  support  Jan ");
        assertThat(run("", "list", "--state", "all", "--group", "a b", "--limit", "5"))
                .isZero();
        assertThat(screen.out()).endsWith("Nothing waits for a person.\n");
    }

    @Test
    void showsExactlyWhatWillBeCalled() {
        assertThat(run("", "show", "a1")).isZero();
        assertThat(screen.out()).isEqualTo("""
                approval a1 · pending

                The tool refund will be called with:
                  {
                    "cents" : 500,
                    "to" : "A\\u202eB"
                  }

                risk       high
                why        risk: the risk is high: refund
                on yes     refund is called with exactly these arguments
                on no      refund is not called
                request    Please refund 5 EUR
                done       look_up (pure) ok: order 7
                caller     app
                run        r1
                to decide  support, until 2026-01-02T00:00:00Z
                """);
    }

    @Test
    void approvesWhatWasShownAfterAsking() {
        assertThat(run("y\n", "approve", "a1", "--notes", "as agreed")).isZero();
        assertThat(screen.err()).isEqualTo("Approve? [y/N] ");
        assertThat(screen.out())
                .contains("The tool refund will be called with:")
                .endsWith("The approval a1 is approved; the run r1 goes on with it.\n");
        assertThat(server.asked().getLast().body()).isEqualTo("{\"hash\":\"h1\",\"notes\":\"as agreed\"}");
    }

    @Test
    void decidesNothingWithoutAYes() {
        for (String said : List.of("n\n", "\n", "")) {
            assertThat(run(said, "approve", "a1")).isEqualTo(1);
        }
        assertThat(screen.err()).endsWith("Nothing was decided.\n");
        assertThat(server.asked()).noneMatch(asked -> asked.line().startsWith("POST"));
    }

    @Test
    void needsAYesWhereNobodyCanBeAsked() {
        Terminal piped = new Terminal(screen.terminal().out(), screen.terminal().err(), false, 80);

        assertThat(line(piped, "").execute("approve", "a1", "--server", server.url()))
                .isEqualTo(2);
        assertThat(server.asked()).isEmpty();
        assertThat(line(piped, "").execute("approve", "a1", "--yes", "--server", server.url()))
                .isZero();
    }

    @Test
    void jsonIsOneObjectAndNothingElse() {
        assertThat(run("y\n", "approve", "a1", "--json")).isZero();
        assertThat(Json.tree(screen.out()).path("state").asText()).isEqualTo("APPROVED");
        assertThat(screen.out().lines()).hasSize(1);
        assertThat(screen.err()).contains("The tool refund will be called with:", "Approve? [y/N] ");
    }

    @Test
    void tellsHowManyMoreHaveToSayYes() {
        server.on(
                "POST /api/v1/approvals/a1/approve",
                new Answer(202, "application/json", "{\"id\":\"a1\",\"state\":\"PENDING\",\"missing\":1}"));

        assertThat(run("", "approve", "a1", "--yes")).isZero();
        assertThat(screen.out()).endsWith("Your yes to a1 counts; 1 more reviewer has to say yes.\n");
    }

    @Test
    void showsOtherArgumentsBesideTheModelsBeforeItAsks() throws IOException {
        Path file = Files.writeString(scratch.resolve("arguments.json"), "{\"cents\": 250}");

        assertThat(run("yes\n", "edit", "a1", "--arguments-file", file.toString()))
                .isZero();
        assertThat(screen.out()).contains("The tool refund will be called with:\n  {\n    \"cents\" : 250\n  }\n");
        assertThat(screen.out()).contains("The model asked for:\n  {\n    \"cents\" : 500,");
        assertThat(server.asked().getLast().body()).isEqualTo("{\"hash\":\"h1\",\"arguments\":{\"cents\":250}}");
        assertThat(run("", "edit", "a1", "--arguments", "{\"cents\":9}", "--yes"))
                .isZero();
        assertThat(server.asked().getLast().body()).isEqualTo("{\"hash\":\"h1\",\"arguments\":{\"cents\":9}}");
        assertThat(run("", "edit", "a1", "--text", "half", "--yes")).isZero();
        assertThat(server.asked().getLast().body()).isEqualTo("{\"hash\":\"h1\",\"text\":\"half\"}");
    }

    @Test
    void rejectsAndAnswersAtOnce() {
        assertThat(run("", "reject", "a1", "--notes", "too much")).isZero();
        assertThat(server.asked().getLast().body()).isEqualTo("{\"notes\":\"too much\"}");
        assertThat(run("", "answer", "a1", "the first")).isZero();
        assertThat(server.asked().getLast().body()).isEqualTo("{\"text\":\"the first\"}");
    }

    private int run(String input, String... args) {
        String[] whole = java.util.Arrays.copyOf(args, args.length + 2);
        whole[args.length] = "--server";
        whole[args.length + 1] = server.url();
        return line(screen.terminal(), input).execute(whole);
    }

    private static CommandLine line(Terminal terminal, String input) {
        Deciding deciding = new Deciding(terminal, () -> new BufferedReader(new StringReader(input)));
        return new CommandLine(new ApprovalsCommand(terminal, deciding))
                .addSubcommand(new ApproveCommand(deciding))
                .addSubcommand(new EditCommand(deciding));
    }
}
