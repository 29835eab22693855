package dev.belay.edge.cli.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.edge.cli.Screen;
import dev.belay.edge.cli.terminal.Columns;
import dev.belay.edge.cli.terminal.Style;
import dev.belay.exchange.RunState;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTest {
    private static final String RUN = "0199d3a1-0000-7000-8000-000000007f3a";
    private final long[] now = {0};
    private final Climb climb = new Climb(() -> now[0]);

    @Test
    void aFallAndAHold() {
        for (Progress progress : fallAndHold()) {
            now[0] += progress instanceof Progress.Held ? 2_345_000_000L : 0;
            climb.note(progress);
        }

        assertThat(drawn(80)).isEqualTo("""
                ╭─ run 7f3a · sequential ──────────────────────────────────────────────╮
                │ [1] native   ✗ silent: no first token in 5 s                         │
                │ [2] adk      ✓ answered · 2.3 s · 1 carried over · 2 tools · $0.0021 │
                ╰──────────────────────────────────────────────────────────────────────╯
                """);
    }

    @Test
    void everyLineIsAsWideAsTheOthersAndNoWiderThanTheTerminal() {
        fallAndHold().forEach(climb::note);
        climb.note(new Progress.Fell("規則", "no_match", "這是一個很長的理由 ".repeat(9)));
        climb.note(new Progress.Ended(RunState.FAILED, "no tier held"));

        for (int width : new int[] {20, 33, 40, 80, 200}) {
            assertThat(new Panel(Style.PLAIN, width).draw(climb))
                    .as("width %d", width)
                    .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(width))
                    .extracting(Columns::of)
                    .containsOnly(
                            Columns.of(new Panel(Style.PLAIN, width).draw(climb).getFirst()));
        }
    }

    @Test
    void aTierThatWasNotTriedHasNoNumber() {
        climb.note(new Progress.Started(RUN, "sequential"));
        climb.note(new Progress.Fell("native", "breaker_open", ""));

        assertThat(drawn(80)).contains("│ [-] native   ✗ breaker_open ");
    }

    @Test
    void aCancelledRunShowsItsAttemptAsStopped() {
        climb.note(new Progress.Trying(1, "native", 0));
        climb.note(new Progress.Ended(RunState.CANCELLED, "cancelled"));

        assertThat(drawn(80)).contains("│ [1] native   ✗ stopped ").contains("│ → cancelled ");
    }

    @Test
    void theSameFallIsShownOnce() {
        climb.note(new Progress.Trying(1, "native", 0));
        climb.note(new Progress.Fell("native", "overloaded", "503"));
        climb.note(new Progress.Fell("native", "overloaded", "503"));

        assertThat(climb.rows()).hasSize(1);
    }

    @Test
    void anAttemptThatIsTriedAgainIsNotLeftOpen() {
        climb.note(new Progress.Trying(1, "native", 0));
        climb.note(new Progress.Trying(2, "native", 0));

        assertThat(drawn(80)).contains("[1] native   ✗ broke: tried again").contains("[2] native   ▸ …");
    }

    @Test
    void aRaceShowsWhoRunsAndWhoWon() {
        climb.note(new Progress.Branched(1, "native", "started", "it is the first"));
        climb.note(new Progress.Trying(1, "native", 0));
        climb.note(new Progress.Branched(2, "adk", "started", "native is slower than 300 ms"));
        climb.note(new Progress.Trying(2, "adk", 0));
        assertThat(drawn(80)).contains("[1] native   ▸ …").contains("[2] adk      ▸ …");

        climb.note(new Progress.Held("adk", false));
        climb.note(new Progress.Branched(2, "adk", "won", "its answer is the first valid one"));
        climb.note(new Progress.Fell("native", "unavailable", "stopped"));
        climb.note(new Progress.Branched(1, "native", "cancelled", "the run goes on in branch 2"));

        assertThat(drawn(80))
                .contains("[1] native   ✗ cancelled: the run goes on in branch 2")
                .contains("[2] adk      ✓ answered, won");
        assertThat(climb.rows()).hasSize(2);
    }

    @Test
    void aClaimerThatFallsIsFollowed() {
        climb.note(new Progress.Branched(1, "native", "started", "it is the first"));
        climb.note(new Progress.Branched(2, "adk", "started", "all start at once"));
        climb.note(new Progress.Branched(1, "native", "claimed", "it asks for pay"));
        climb.note(new Progress.Branched(2, "adk", "cancelled", "the run goes on in branch 1"));
        climb.note(new Progress.ToolRan("pay", true, "ok"));
        assertThat(drawn(80)).contains("[1] native   ▸ claims the run … · 1 tool");

        climb.note(new Progress.Fell("native", "overloaded", "503"));
        climb.note(new Progress.Fell("native", "overloaded", "503"));
        climb.note(new Progress.Trying(3, "adk", 1));

        assertThat(drawn(80)).contains("[1] native   ✗ overloaded: 503").contains("[3] adk      ▸ … · 1 carried over");
    }

    @Test
    void aVoteIsShownWithItsGroups() {
        climb.note(new Progress.Branched(1, "native", "started", "native votes"));
        climb.note(new Progress.Branched(2, "adk", "started", "a votes"));
        climb.note(new Progress.Branched(3, "adk", "started", "b votes"));
        climb.note(new Progress.Held("native", false));
        climb.note(new Progress.Voted(
                "vote on the answer: native and a agree against b (2 of 3)",
                List.of(
                        new Progress.Vote(1, "native", "native", 1, 0.5, "Paris"),
                        new Progress.Vote(2, "a", "adk", 1, 0.5, "It is \u001b[31mParis, " + "x".repeat(99)),
                        new Progress.Vote(3, "b", "adk", 2, null, ""))));
        climb.note(new Progress.Branched(1, "native", "won", "2 of 3"));
        climb.note(new Progress.Branched(2, "adk", "cancelled", "the run does not go on in it"));
        climb.note(new Progress.Branched(3, "adk", "cancelled", "the run does not go on in it"));

        assertThat(drawn(160))
                .contains("[1] native   ✓ answered, chosen · group 1, confidence 0.50 · “Paris” · 0.0 s")
                .contains("[2] adk      ✓ not chosen · a · group 1, confidence 0.50 · “It is Paris, xxx")
                .contains("xxx…” · 0.0 s")
                .contains("[3] adk      ✓ not chosen · b · group 2 · 0.0 s")
                .contains("→ vote on the answer: native and a agree against b (2 of 3)");
    }

    @Test
    void whatOthersWroteCannotDriveTheTerminal() {
        climb.note(new Progress.Trying(1, "native", 0));
        climb.note(new Progress.Fell("native", "bad_answer", "\u001b[2Jfirst\nsecond\u0007"));

        assertThat(drawn(80)).contains("bad_answer: first second").doesNotContain("\u001b", "\u0007");
    }

    @Test
    void aLivePanelIsDrawnOverItself() {
        Screen screen = new Screen(new Style(true, false, true));
        try (Watcher watcher = Watcher.on(screen.terminal(), () -> 0)) {
            watcher.accept(new Progress.Started(RUN, "sequential"));
            watcher.accept(new Progress.Trying(1, "native", 0));
        }

        assertThat(screen.err()).containsOnlyOnce("\u001b[2A\r\u001b[J");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void whereNobodyLooksThereIsALinePerEvent() {
        Screen screen = Screen.plain();
        try (Watcher watcher = Watcher.on(screen.terminal(), () -> now[0])) {
            fallAndHold().forEach(watcher);
            watcher.accept(new Progress.Ended(RunState.DEGRADED, "cache"));
        }

        assertThat(screen.err()).isEqualTo("""
                run 7f3a · sequential
                [1] native ▸ …
                [1] native ✗ silent: no first token in 5 s
                [2] adk ▸ … · 1 carried over
                [2] adk ✓ answered · 0.0 s · 1 carried over · 2 tools · $0.0021
                → degraded: cache
                """);
    }

    @Test
    void aPanelThatIsClosedSaysNothingMore() {
        Screen screen = Screen.plain();
        Watcher watcher = Watcher.on(screen.terminal(), () -> 0);
        watcher.close();
        watcher.accept(new Progress.Started(RUN, "sequential"));

        assertThat(screen.err()).isEmpty();
    }

    private static List<Progress> fallAndHold() {
        return List.of(
                new Progress.Started(RUN, "sequential"),
                new Progress.Trying(1, "native", 0),
                new Progress.Spent(new BigDecimal("0.0001")),
                new Progress.Fell("native", "silent", "no first token in 5 s"),
                new Progress.Trying(2, "adk", 1),
                new Progress.ToolRan("read_file", false, "ok"),
                new Progress.ToolRan("calculate", true, "ok"),
                new Progress.ToolRan("write_file", true, "ok"),
                new Progress.Spent(new BigDecimal("0.00205")),
                new Progress.Held("adk", false));
    }

    private String drawn(int width) {
        return String.join("\n", new Panel(Style.PLAIN, width).draw(climb)) + "\n";
    }
}
