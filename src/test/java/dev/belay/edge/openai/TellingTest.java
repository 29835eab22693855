package dev.belay.edge.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Usage;
import dev.belay.gateway.Streaming;
import dev.belay.support.EndedTicket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TellingTest {
    private static final ChatRequest CHAT = new ChatRequest(
            "belay",
            new ChatRequest.Stream(false, Streaming.Wish.NONE),
            new Request(null, Request.Offer.NOTHING, Request.Way.DEFAULT, Request.Terms.DEFAULT));

    /// To render a run that rests means to ask the database what a person has yet to decide.
    @Test
    void aRunThatRestsBeforeAnythingWasSaidIsRenderedOnce() {
        AtomicInteger rendered = new AtomicInteger();
        var line = new Telling.Line(() -> false, () -> {});
        Telling telling = Telling.of(
                CHAT,
                new EndedTicket(new Outcome.NeedsHuman("may it?", "write_file"), Usage.NONE, 1),
                Duration.ofSeconds(5),
                Instant.EPOCH,
                report -> {
                    rendered.incrementAndGet();
                    return new Rendering(CHAT, report, Optional.empty(), Instant.EPOCH);
                },
                line);

        assertThat(telling.response().getStatus()).isEqualTo(409);
        assertThat(rendered).hasValue(1);
    }
}
