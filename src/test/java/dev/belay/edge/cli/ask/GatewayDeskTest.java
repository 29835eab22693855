package dev.belay.edge.cli.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.belay.edge.cli.Screen;
import dev.belay.edge.cli.panel.Progress;
import dev.belay.edge.cli.terminal.Style;
import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.vote.Ballot;
import dev.belay.gateway.Gateway;
import dev.belay.run.follow.Happening;
import dev.belay.run.follow.Happenings;
import dev.belay.support.EndedTicket;
import dev.belay.support.Interrupts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sun.misc.Signal;

class GatewayDeskTest {
    private static final Usage USAGE = new Usage(12, 3, new BigDecimal("0.0021"), false);

    private final List<Progress> seen = new ArrayList<>();
    private Gateway.Submission submitted;

    @Test
    void eventsBecomeProgressAndTheReportARunObject() {
        Reply reply = desk(new Outcome.Succeeded(answer("42", null))).ask(question(), seen::add);

        assertThat(submitted.caller()).isEqualTo(Caller.LOCAL);
        assertThat(submitted.request().conversation().messages()).containsExactly(new Message.User("What is it?"));
        assertThat(submitted.request().way().policy()).isEqualTo("belay");
        assertThat(reply.run().toString())
                .isEqualTo("{\"id\":\"r1\",\"state\":\"SUCCEEDED\",\"tier\":\"adk\","
                        + "\"model\":\"gpt\",\"degraded\":false,\"answer\":{\"text\":\"42\",\"finish_reason\":\"stop\"},"
                        + "\"usage\":{\"input_tokens\":12,\"output_tokens\":3,\"cost_usd\":0.0021,\"estimated\":false},"
                        + "\"attempts\":2,\"strategy\":\"sequential\"}");
        assertThat(seen)
                .containsExactly(
                        new Progress.Started("r1", "sequential"),
                        new Progress.Trying(1, "native", 0),
                        new Progress.ToolRan("read_file", true, "ok"),
                        new Progress.Spent(new BigDecimal("0.0021")),
                        new Progress.Fell("native", "overloaded", "503"),
                        new Progress.Held("adk", false));
    }

    /// Events carry nothing of what was said; the run tells it to whoever may see it.
    @Test
    void votersAreShownWithWhatTheySaid() {
        var votes = List.of(
                new Ballot.Vote(1, "native", "native", 1, 1.0, null, null),
                new Ballot.Vote(2, "adk", "adk", 1, 1.0, null, null));
        var ballot = new Ballot(Ballot.Subject.ANSWER, votes, 2, 1, 1, "2 of 2 say the same", null);
        var run = new Told(List.of("""
                {"branch":1,"fact":{"kind":"decision","message":{"text":"\\u001b[2J\\n  It is Paris.\\nReally."}}}""", """
                {"branch":2,"fact":{"kind":"decision","message":{"text":"","tool_calls":[{"name":"pay"}]}}}"""));

        List<Progress> shown = shown(ballot, Optional.of(run));

        assertThat(shown).singleElement().isInstanceOfSatisfying(Progress.Voted.class, voted -> assertThat(
                        voted.votes())
                .extracting(Progress.Vote::said)
                .containsExactly("It is Paris.", "calls pay"));
        assertThat(shown(ballot, Optional.empty()))
                .singleElement()
                .isInstanceOfSatisfying(Progress.Voted.class, voted -> assertThat(voted.votes())
                        .extracting(Progress.Vote::said)
                        .containsOnly(""));
        assertThat(run.closed).isTrue();
    }

    private List<Progress> shown(Ballot ballot, Optional<Happenings> run) {
        List<Progress> shown = new ArrayList<>();
        Gateway gateway = submission -> {
            submission.listener().accept(new BelayEvent.Voted("r1", ballot, false));
            return new EndedTicket(new Outcome.Succeeded(answer("Paris", null)), USAGE, 2);
        };
        new GatewayDesk(gateway, _ -> Optional.empty(), _ -> run).ask(question(), shown::add);
        return shown;
    }

    /// A run that goes on.
    private static final class Told implements Happenings {
        private final Deque<String> left;
        private boolean closed;

        Told(List<String> branches) {
            this.left = new ArrayDeque<>(branches);
        }

        @Override
        public Happening next(Duration timeout) {
            String next = left.poll();
            return next == null ? null : new Happening(left.size(), Instant.EPOCH, "in_branch", next);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void failuresAreToldOnStandardErrorAndAnswersAloneOnStandardOutput() {
        Screen screen = Screen.plain();
        desk(new Outcome.Failed(new Failure.NoMatch("no rule"), new Outcome.Guidance("all", "later", "the key")))
                .ask(question(), seen::add)
                .print(screen.terminal(), false);

        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).isEqualTo("""
                what failed: all
                what to try: later
                what to check: the key
                """);
    }

    @Test
    void aDegradedAnswerIsLabelled() {
        Screen screen = new Screen(new Style(true, false, false));
        Answer.Degradation label = new Answer.Degradation("cache", "every model was silent", Duration.ofMinutes(5));
        Reply reply = desk(new Outcome.Degraded(answer("\u001b[31mold\u001b[0m", label)))
                .ask(question(), seen::add);
        reply.print(screen.terminal(), false);

        assertThat(screen.out()).isEqualTo("old\n");
        assertThat(screen.err()).isEqualTo("degraded to cache: every model was silent\n");
        assertThat(reply.exitCode()).isEqualTo(3);
        assertThat(reply.run().path("degraded").path("age_seconds").asInt()).isEqualTo(300);
    }

    /// A process that was started with SIGINT ignored, as by `nohup` or `&` in a script, never sees one.
    @Test
    @Timeout(30)
    void ctrlCCancelsTheRun() {
        assumeThat(Interrupts.IGNORED).as("SIGINT is ignored").isFalse();
        Gateway gateway = _ -> new EndedTicket(null, USAGE, 2) {
            private final java.util.concurrent.CompletableFuture<String> cancelled =
                    new java.util.concurrent.CompletableFuture<>();

            @Override
            public Gateway.Report await() {
                Signal.raise(Interrupts.SIGNAL);
                return new Gateway.Report("r1", new Outcome.Cancelled(cancelled.join()), Usage.NONE, 1, false);
            }

            @Override
            public void cancel(String reason) {
                cancelled.complete(reason);
            }
        };

        Reply reply = new GatewayDesk(gateway, _ -> Optional.empty(), _ -> Optional.empty()).ask(question(), seen::add);

        assertThat(reply.exitCode()).isEqualTo(130);
        assertThat(reply.run().path("error").path("detail").asText()).contains("interrupted");
    }

    private GatewayDesk desk(Outcome outcome) {
        return new GatewayDesk(
                submission -> {
                    submitted = submission;
                    List.of(
                                    new BelayEvent.RunStarted("r1", "sequential", "belay", null),
                                    new BelayEvent.AttemptStarted("r1", "native", 1, 0, 0),
                                    new BelayEvent.ToolEnded(
                                            "r1", "read_file", ToolResult.Status.OK, ToolResult.Source.EXECUTED),
                                    new BelayEvent.ModelCallEnded("r1", null, null, USAGE, null, null),
                                    new BelayEvent.AttemptEnded(
                                            "r1", "native", 1, new Failure.Overloaded("503", null), USAGE, 1),
                                    new BelayEvent.TierHeld("r1", "adk", false))
                            .forEach(submission.listener());
                    return new EndedTicket(outcome, USAGE, 2);
                },
                _ -> Optional.empty(),
                _ -> Optional.empty());
    }

    private static Question question() {
        return new Question("What is it?", null, Question.Way.DEFAULT, Question.Terms.DEFAULT);
    }

    private static Answer answer(String text, Answer.Degradation degradation) {
        return new Answer(
                new Message.Assistant(text),
                FinishReason.STOP,
                USAGE,
                new Answer.Provenance("adk", "gpt", degradation, List.of()));
    }
}
