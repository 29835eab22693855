package dev.belay.edge.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void saysHowManyAnswersWereFoundGood() {
        ObjectNode answer = Json.object();
        var data = answer.putArray("data");
        data.addObject().put("tier", "native").putObject("quality").put("rate", 0.875);
        data.addObject().put("tier", "rules").putObject("quality").putNull("rate");

        assertThat(Figures.tiers(answer))
                .satisfiesExactly(
                        head -> assertThat(head).contains(" GOOD "),
                        line -> assertThat(line).contains(" 87.5 % "),
                        line -> assertThat(line).doesNotContain("%"));
    }

    @Test
    void saysHowOftenTheCacheOfToolResultsWasHit() {
        ObjectNode answer = Json.object();
        var data = answer.putArray("data");
        ObjectNode asked = data.addObject().put("tier", "native");
        asked.putObject("cache").put("asked", 10).put("hits", 3);
        data.addObject().put("tier", "adk").putObject("cache").put("asked", 0).put("hits", 0);

        assertThat(Figures.tiers(answer))
                .satisfiesExactly(
                        head -> assertThat(head).contains(" CACHE "),
                        line -> assertThat(line).startsWith("native").contains(" 3 of 10 "),
                        line -> assertThat(line).startsWith("adk").doesNotContain(" of "));
    }
}
