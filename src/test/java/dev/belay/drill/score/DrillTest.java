package dev.belay.drill.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.score.catalogue.Programme;
import dev.belay.drill.score.gateway.ForeignGateway;
import dev.belay.drill.score.gateway.Mapping;
import dev.belay.drill.score.play.Exercise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The scorer against gateways whose conduct is known: the stand-in itself, which passes every fault on as a proxy that
/// does nothing would, and the stand-in under a good name.
class DrillTest {
    private final StandIn provider = StandIn.start(StandInOptions.onAnyPort());
    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void a_gateway_that_does_nothing_fails_where_a_cut_answer_looks_whole() throws Exception {
        Scorecard card = run("{primary}", "W08", "W13", "W18", "W19", "W22", "W24");

        assertThat(line(card, "W08").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(missed(card, "W08"))
                .contains("stream: clean-error", "clean stream: no-false-success", "plain: whole-answer");
        assertThat(line(card, "W13").verdict())
                .as("the provider's own error is clean")
                .isEqualTo(Verdict.PASS);
        assertThat(missed(card, "W18")).contains("stream: no-false-success", "empty plain: no-false-success");
        assertThat(missed(card, "W19")).contains("plain: no-garbage", "plain: well-formed");
        assertThat(missed(card, "W22")).contains("stream: exact-frames");
        assertThat(line(card, "W24").verdict()).as("a refusal that says so").isEqualTo(Verdict.SAFE);
    }

    @Test
    void whoever_never_asks_the_broken_model_passes_unless_it_should_have() throws Exception {
        Scorecard card = run("standin-ok", "W03", "W08", "W11", "W25");

        assertThat(line(card, "W08").verdict()).isEqualTo(Verdict.PASS);
        assertThat(line(card, "W11").verdict()).isEqualTo(Verdict.PASS);
        assertThat(line(card, "W25").verdict()).isEqualTo(Verdict.PASS);
        assertThat(missed(card, "W03")).containsExactlyInAnyOrder("plain: retried", "stream: retried");
        assertThat(progress).as("a line for each trial").hasSize(12);
    }

    @Test
    void nothing_is_left_of_tool_faults_where_tools_do_not_run() throws Exception {
        Scorecard card = run("standin-ok", "T05");

        assertThat(line(card, "T05").verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(line(card, "T05").skipped()).contains("passed through");
    }

    private Scorecard run(String model, String... only) throws InterruptedException {
        List<Exercise> programme = Programme.of(Set.of(only));
        ForeignGateway itself = new ForeignGateway(
                provider.baseUrl(), "scope-drill", Mapping.read("""
                        model: "%s"
                        scope: drill
                        """.formatted(model)), provider.baseUrl());
        return new Drill(provider, itself, new Drill.Extent(1, 1), progress::add).run(programme);
    }

    private static Line line(Scorecard card, String fault) {
        return card.lines().stream()
                .filter(line -> line.fault().equals(fault))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> missed(Scorecard card, String fault) {
        return line(card, fault).reasons().stream()
                .map(reason -> reason.replaceAll(" \\(.*", ""))
                .collect(Collectors.toSet());
    }
}
