package dev.belay.edge.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.budget.Budgets;
import dev.belay.edge.http.StreamConfig;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Usage;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.Said;
import dev.belay.gateway.Streaming;
import dev.belay.gateway.work.Launch;
import dev.belay.platform.Time;
import dev.belay.support.EndedTicket;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        var line = new Telling.Line(() -> {}, () -> false, () -> {});
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

    @Test
    void byDefaultACommentIsSentAfterFiveSecondsInWhichNothingWasSaid() throws IOException {
        List<Duration> comments = comments(byDefault(), Duration.ofSeconds(16), Duration.ofSeconds(7));

        assertThat(comments)
                .describedAs("every five seconds, counted anew from the word at seven")
                .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(12));
    }

    @Test
    void howLongNothingMayBeSaidIsConfigured() throws IOException {
        assertThat(comments(Duration.ofSeconds(1), Duration.ofMillis(3_500), Duration.ofHours(1)))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    /// Its deadline is shorter than that of the run, which an earlier request started.
    @Test
    void anAttachedStreamEndsAtItsOwnDeadlineAndLooksSeldomUntilThen() throws IOException {
        var runs = new EndlessRuns();
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        var line = new Telling.Line(() -> {}, () -> looks.incrementAndGet() > 1_000, broken::incrementAndGet);
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), runs.now::get);
        Gateway.Ticket ticket = new Launch(Map.of(), null, null, Time.SYSTEM, Duration.ZERO, Budgets.NONE)
                .attach("r1", Caller.LOCAL, runs, deadline, null);
        Telling telling = Telling.of(CHAT, ticket, Duration.ofSeconds(5), Instant.EPOCH, _ -> null, line);
        var out = new ByteArrayOutputStream();

        ((StreamingOutput) telling.response().getEntity()).write(out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith(": keep-alive\n\n")
                .containsOnlyOnce("\"code\":\"run_in_progress\"")
                .endsWith("}\n\n");
        assertThat(broken).hasValue(1);
        assertThat(runs.asked).as("for ten seconds").hasValueLessThan(15);
        assertThat(runs.after).as("nobody tells what happens").hasValue(Long.MAX_VALUE);
    }

    @Test
    void anAttachedCallerWhoseDeadlinePassesBeforeAnythingWasSaidIsRefused() {
        var runs = new EndlessRuns();
        Deadline deadline = Deadline.after(Duration.ofSeconds(3), runs.now::get);
        Gateway.Ticket ticket = new Launch(Map.of(), null, null, Time.SYSTEM, Duration.ZERO, Budgets.NONE)
                .attach("r1", Caller.LOCAL, runs, deadline, null);
        var line = new Telling.Line(() -> {}, () -> false, () -> {});
        Telling telling = Telling.of(CHAT, ticket, Duration.ofSeconds(5), Instant.EPOCH, _ -> null, line);

        assertThatThrownBy(telling::response)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT));
    }

    /// While it is here, words come at any time. Once another process has it, looking means to ask the database.
    @Test
    void aRunThatWasLeftIsLookedAtSeldomFromThenOn() throws IOException {
        List<Duration> looks = new ArrayList<>();
        var ticket = new LeftTicket(looks);
        var line = new Telling.Line(() -> {}, () -> looks.size() > 5, () -> {});
        Telling telling = Telling.of(CHAT, ticket, Duration.ofSeconds(5), Instant.EPOCH, _ -> null, line);
        var out = new ByteArrayOutputStream();

        ((StreamingOutput) telling.response().getEntity()).write(out);

        assertThat(looks)
                .startsWith(Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofMillis(50))
                .endsWith(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void aStreamThatFailsInTheMiddleSaysSo() throws IOException {
        AtomicInteger broken = new AtomicInteger();
        var ticket = new EndedTicket(new Outcome.Cancelled("never heard"), Usage.NONE, 1) {
            private boolean begun;

            @Override
            public Optional<Said> hear(Duration limit) {
                if (begun) {
                    throw new IllegalStateException("the database is away");
                }
                begun = true;
                return Optional.of(new Said.Words("Well", "m"));
            }
        };
        var line = new Telling.Line(() -> {}, () -> false, broken::incrementAndGet);
        Telling telling = Telling.of(CHAT, ticket, Duration.ofSeconds(5), Instant.EPOCH, _ -> null, line);
        var out = new ByteArrayOutputStream();

        ((StreamingOutput) telling.response().getEntity()).write(out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Well")
                .containsOnlyOnce("\"code\":\"internal_error\"")
                .doesNotContain("database", "[DONE]");
        assertThat(broken).hasValue(1);
    }

    private static Duration byDefault() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(StreamConfig.class)
                .build()
                .getConfigMapping(StreamConfig.class)
                .keepAlive();
    }

    /// When comments are sent, by the time that the run has been waited for.
    ///
    /// @param over when the caller is gone
    /// @param word when something is said, once
    private static List<Duration> comments(Duration silence, Duration over, Duration word) throws IOException {
        var ticket = new QuietTicket(word);
        var line = new Telling.Line(() -> {}, () -> ticket.now.compareTo(over) >= 0, () -> {});
        Telling telling = Telling.of(CHAT, ticket, silence, Instant.EPOCH, _ -> null, line);
        List<Duration> comments = new ArrayList<>();

        ((StreamingOutput) telling.response().getEntity()).write(new ByteArrayOutputStream() {
            @Override
            public void flush() {
                if (toString(StandardCharsets.UTF_8).equals(": keep-alive\n\n")) {
                    comments.add(ticket.now);
                }
                reset();
            }
        });
        return comments;
    }

    /// A run that goes on and says a single word. Waiting for it takes no time but its own.
    private static final class QuietTicket extends EndedTicket {
        private final Duration word;
        private Duration now = Duration.ZERO;
        private boolean said;

        private QuietTicket(Duration word) {
            super(new Outcome.Cancelled("nobody waits for the end"), Usage.NONE, 1);
            this.word = word;
        }

        @Override
        public Optional<Said> hear(Duration limit) {
            now = now.plus(limit);
            boolean speaks = !said && now.compareTo(word) >= 0;
            said |= speaks;
            return speaks ? Optional.of(new Said.Words("Well", "m")) : Optional.empty();
        }
    }

    /// A run that is left to another process after the third look.
    private static final class LeftTicket extends EndedTicket {
        private final List<Duration> looks;

        private LeftTicket(List<Duration> looks) {
            super(new Outcome.Cancelled("nobody waits for the end"), Usage.NONE, 1);
            this.looks = looks;
        }

        @Override
        public boolean far() {
            return looks.size() > 2;
        }

        @Override
        public Optional<Said> hear(Duration limit) {
            looks.add(limit);
            return Optional.empty();
        }
    }
}
