package dev.belay.drill.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.score.check.Point;
import dev.belay.drill.score.check.Point.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
    @ParameterizedTest
    @CsvSource({
        "true, true, true, pass",
        "true, true, false, partial",
        "false, true, true, safe",
        "false, true, false, safe",
        "true, false, true, fail",
        "false, false, false, fail"
    })
    void the_worst_kind_of_point_missed_decides(boolean answer, boolean conduct, boolean advisory, String verdict) {
        List<Point> points = List.of(
                new Point("whole-answer", Kind.ANSWER, answer, ""),
                new Point("attempts", Kind.CONDUCT, conduct, ""),
                new Point("usage", Kind.ADVISORY, advisory, ""));

        assertThat(Verdict.of(points)).hasToString(verdict);
    }

    @Test
    void what_was_missed_once_is_missed_and_says_how_often() {
        Line line =
                Line.of("W08", "cut", List.of(trial(1, true, ""), trial(2, false, "0 characters"), trial(3, true, "")));

        assertThat(line.verdict()).isEqualTo(Verdict.SAFE);
        assertThat(line.reasons()).containsExactly("stream: whole-answer (1 of 3: 0 characters)");
        assertThat(line.timeline()).containsExactly("stream, round 1", "asked", "stream, round 2", "asked");
    }

    @Test
    void what_was_not_played_is_neither_good_nor_bad() {
        Scorecard card = new Scorecard(
                "http://gateway/v1",
                1,
                1,
                Duration.ofSeconds(3),
                List.of(
                        Line.skipped("T01", "a|b", "runs no tools"),
                        Line.of("W08", "cut", List.of(trial(1, true, "")))));

        assertThat(card.totals()).isEqualTo("1 pass, 0 partial, 0 safe, 0 fail, 1 skipped");
        assertThat(card.markdown()).contains("| T01 | a\\|b | skipped | runs no tools |");
        assertThat(card.json().path("faults").path(0).path("verdict").asText()).isEqualTo("skipped");
        assertThat(card.json()
                        .path("faults")
                        .path(1)
                        .path("points")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("stream: whole-answer");
        assertThat(card.json().path("totals").path("pass").asInt()).isOne();
    }

    private static Line.Played trial(int round, boolean ok, String detail) {
        return new Line.Played(
                "stream", round, List.of(new Point("whole-answer", Kind.ANSWER, ok, detail)), List.of("asked"));
    }
}
