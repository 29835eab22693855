package dev.belay.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.edge.cli.ServerDouble.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What `runs fork` and `runs rewind` send and print.
class HistoryCommandsTest {
    private final Screen screen = Screen.plain();
    private final ServerDouble server = new ServerDouble();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aForkIsShownAsTheRunThatItIs() {
        accepts("fork", "{\"id\":\"r2\",\"state\":\"RUNNING\",\"undone\":[]}");

        assertThat(run("runs", "fork", "r1", "--seq", "7")).isZero();
        assertThat(screen.out()).isEqualTo("run    r2\nstate  running\n");
        assertThat(server.asked().getLast().body()).isEqualTo("{\"seq\":7,\"effects\":\"ask\"}");
    }

    @Test
    void aForkSaysWhatItIsToDo() {
        accepts("fork", "{\"id\":\"r2\",\"state\":\"RUNNING\",\"undone\":[]}");

        assertThat(run(
                        "runs",
                        "fork",
                        "r1",
                        "--seq",
                        "0",
                        "--message",
                        "Take the other flight.",
                        "--allow-effects",
                        "--tier-order",
                        "loop,rules",
                        "--deadline",
                        "90s",
                        "--json"))
                .isZero();
        assertThat(screen.out()).isEqualTo("{\"id\":\"r2\",\"state\":\"RUNNING\",\"undone\":[]}\n");
        assertThat(server.asked().getLast().body())
                .isEqualTo("{\"seq\":0,\"deadline_ms\":90000,\"effects\":\"allow\","
                        + "\"message\":\"Take the other flight.\",\"tier_order\":[\"loop\",\"rules\"]}");
    }

    @Test
    void aRewindListsWhatItUndoes() {
        accepts("rewind", """
                {"id":"r1","state":"RUNNING","undone":[
                 {"tool":"pay","arguments":"{\\"order\\":\\"8\\"}","state":"DONE","undone_by":"refund"},
                 {"tool":"pay","arguments":"{\\"order\\":\\"7\\"}","state":"DONE","undone_by":"refund"}]}""");

        assertThat(run("runs", "rewind", "r1", "--seq", "1", "--compensate", "--resume"))
                .isZero();
        assertThat(screen.out()).isEqualTo("""
                run    r1
                state  running
                undoes pay {"order":"8"} by refund
                undoes pay {"order":"7"} by refund
                """);
        assertThat(server.asked().getLast().body()).isEqualTo("{\"seq\":1,\"compensate\":true,\"resume\":true}");
    }

    @Test
    void whatIsInTheWayIsToldAndNothingIsDone() {
        server.on(
                "POST /api/v1/runs/r1/rewind",
                Answer.problem(
                        409,
                        "{\"type\":\"urn:belay:effects-since\",\"detail\":\"compensate: true has it undone,"
                                + " in this order: pay by refund\",\"effects\":[{\"tool\":\"pay\"}]}"));

        assertThat(run("runs", "rewind", "r1", "--seq", "1")).isEqualTo(1);
        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).isEqualTo("belay: compensate: true has it undone, in this order: pay by refund\n");
    }

    @Test
    void aStepThatIsNotWholeIsUsage() {
        server.on(
                "POST /api/v1/runs/r1/fork",
                Answer.problem(400, "{\"field\":\"seq\",\"detail\":\"seq must be the end of a whole step\"}"));

        assertThat(run("runs", "fork", "r1", "--seq", "2")).isEqualTo(2);
        assertThat(screen.err()).isEqualTo("belay: seq: seq must be the end of a whole step\n");
        assertThat(run("runs", "fork", "r1")).as("without --seq").isEqualTo(2);
    }

    private void accepts(String turn, String body) {
        server.on("POST /api/v1/runs/r1/" + turn, new Answer(202, "application/json", body));
    }

    private int run(String... args) {
        String[] whole = java.util.Arrays.copyOf(args, args.length + 2);
        whole[args.length] = "--server";
        whole[args.length + 1] = server.url();
        return new Program(screen.terminal(), Facades.NOT_STARTED).run(whole);
    }
}
