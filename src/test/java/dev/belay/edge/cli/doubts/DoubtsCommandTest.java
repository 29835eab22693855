package dev.belay.edge.cli.doubts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.edge.cli.Screen;
import dev.belay.edge.cli.ServerDouble;
import dev.belay.edge.cli.ServerDouble.Answer;
import dev.belay.edge.cli.render.Confirm;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.Json;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DoubtsCommandTest {
    private static final String DOUBT = """
            {"key":"k1","run":"r1","run_state":"IN_DOUBT","tool":"pay","arguments":{"cents":5,"to":"A\u202eB"},
             "effect_class":"UNSAFE","known":"no answer within 2 s","started_at":"2026-01-02T00:00:00Z"}""";

    private final Screen screen = Screen.plain();
    private final ServerDouble server = new ServerDouble();

    @BeforeEach
    void answers() {
        server.on("GET /api/v1/doubts/k1", Answer.json(DOUBT));
        server.on("POST /api/v1/doubts/k1", Answer.json("{\"run\":\"r1\",\"left\":0}"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void listsWhatIsInDoubt() {
        server.on("GET /api/v1/doubts?limit=20", Answer.json("{\"data\":[" + DOUBT + "]}"));
        server.on("GET /api/v1/doubts?limit=5", Answer.json("{\"data\":[]}"));

        assertThat(run("", "list")).isZero();
        assertThat(screen.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .first()
                .isEqualTo("DOUBT TOOL CLASS RUN BEGUN");
        assertThat(screen.out()).contains("k1     pay   unsafe  r1   Jan ");
        assertThat(run("", "list", "--limit", "5")).isZero();
        assertThat(screen.out()).endsWith("Nothing is in doubt.\n");
    }

    @Test
    void showsWhatWasToHappen() {
        assertThat(run("", "show", "k1")).isZero();
        assertThat(screen.out()).isEqualTo("""
                doubt k1

                Nobody knows whether the tool pay has acted with:
                  {
                    "cents" : 5,
                    "to" : "A\\u202eB"
                  }

                class  unsafe
                known  no answer within 2 s
                begun  2026-01-02T00:00:00Z
                run    r1 · in doubt
                """);
    }

    @Test
    void settlesAfterShowingAndAsking() {
        assertThat(run("y\n", "settle", "k1", "--happened", "--text", "paid, receipt 12", "--notes", "by phone"))
                .isZero();
        assertThat(screen.err()).isEqualTo("Did it happen? [y/N] ");
        assertThat(screen.out())
                .contains("Nobody knows whether the tool pay has acted with:")
                .endsWith("It is written down that it happened. The run goes on with: belay runs resume r1\n");
        assertThat(server.asked().getLast().body())
                .isEqualTo("{\"happened\":true,\"text\":\"paid, receipt 12\",\"notes\":\"by phone\"}");
    }

    @Test
    void tellsHowManyAreLeft() {
        server.on("POST /api/v1/doubts/k1", Answer.json("{\"run\":\"r1\",\"left\":2}"));

        assertThat(run("", "settle", "k1", "--not-happened", "--text", "no trace", "--yes"))
                .isZero();
        assertThat(screen.out())
                .endsWith(
                        "It is written down that it did not happen. Of the run r1 and its kin, 2 more are in doubt.\n");
        assertThat(server.asked().getLast().body()).isEqualTo("{\"happened\":false,\"text\":\"no trace\"}");
    }

    @Test
    void settlesNothingWithoutAYes() {
        for (String said : new String[] {"n\n", ""}) {
            assertThat(run(said, "settle", "k1", "--not-happened", "--text", "no trace"))
                    .isEqualTo(1);
        }
        assertThat(screen.err()).endsWith("Nothing was decided.\n");
        Terminal piped = new Terminal(screen.terminal().out(), screen.terminal().err(), false, 80);
        assertThat(line(piped, "").execute("settle", "k1", "--happened", "--text", "x", "--server", server.url()))
                .isEqualTo(2);
        assertThat(run("y\n", "settle", "k1", "--text", "which of the two")).isEqualTo(2);
        assertThat(server.asked()).noneMatch(asked -> asked.line().startsWith("POST"));
    }

    @Test
    void jsonIsOneObjectAndNothingElse() {
        assertThat(run("y\n", "settle", "k1", "--happened", "--text", "paid", "--json"))
                .isZero();
        assertThat(Json.tree(screen.out()).path("run").asText()).isEqualTo("r1");
        assertThat(screen.err()).contains("has acted with:", "Did it happen? [y/N] ");
    }

    private int run(String input, String... args) {
        String[] whole = Arrays.copyOf(args, args.length + 2);
        whole[args.length] = "--server";
        whole[args.length + 1] = server.url();
        return line(screen.terminal(), input).execute(whole);
    }

    private static CommandLine line(Terminal terminal, String input) {
        Confirm confirm = new Confirm(terminal, () -> new BufferedReader(new StringReader(input)));
        return new CommandLine(new DoubtsCommand(terminal)).addSubcommand(new SettleCommand(terminal, confirm));
    }
}
