package dev.belay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.Request;
import dev.belay.platform.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenFactTest {

    @Test
    void aChoiceIsReadAsItWasWritten() {
        var fact = new Entry.Chosen(new Choice("smart", List.of("loop", "native"), true, null, "simple: 0 tools"));
        assertThat(Facts.kind(fact)).isEqualTo("chosen");
        assertThat(Facts.read(Facts.json(fact))).isEqualTo(fact);
    }

    /// Requests of runs that an older release began say nothing of a kind.
    @Test
    void aWayWithoutAMarkIsRead() {
        Request.Way way = Json.read(
                "{\"policy\":\"belay\",\"strategy\":\"sequential\",\"tierOrder\":[\"native\"]}", Request.Way.class);
        assertThat(way.mark()).isEqualTo(Request.Mark.NONE);
        Request.Way marked = way.marked(new Request.Mark("simple", true, "try/control#1"));
        assertThat(Json.read(Json.write(marked), Request.Way.class)).isEqualTo(marked);
    }
}
