package dev.belay.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.budget.Budgets;
import dev.belay.budget.limit.Limits;
import dev.belay.edge.scripted.ScriptedKnown;
import dev.belay.edge.scripted.ScriptedRuns;
import dev.belay.edge.scripted.ScriptedStrategy;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.admission.Admission;
import dev.belay.gateway.experiment.Trials;
import dev.belay.gateway.load.Places;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.PoliciesConfig;
import dev.belay.gateway.policy.PoliciesConfig.PolicyConfig;
import dev.belay.gateway.work.Announcer;
import dev.belay.gateway.work.Launch;
import dev.belay.journal.JournalUnavailable;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontDoorTest {
    private static final Duration UNWIND = Duration.ofMillis(50);

    private final Queue<String> written = new ConcurrentLinkedQueue<>();
    private volatile boolean away;
    private final ScriptedRuns runs = new ScriptedRuns() {
        @Override
        public boolean cancel(String runId, Caller caller, String reason) {
            boolean known = super.cancel(runId, caller, reason);
            if (away) {
                throw new JournalUnavailable("away", null);
            }
            written.add(reason);
            return known;
        }
    };
    private final Workers workers = new Workers();
    private final Queue<BelayEvent> events = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        workers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "hello, SUCCEEDED",
        "weather, SUCCEEDED",
        "degraded, DEGRADED",
        "reject, REJECTED",
        "fail, FAILED",
        "boom, FAILED",
        "human, NEEDS_HUMAN",
        "budget, BUDGET_STOPPED"
    })
    void namesEveryEnd(String text, RunState state) throws Exception {
        Gateway.Report report = submit(door(8), text).await();
        assertThat(report.outcome().state()).isEqualTo(state);
        assertThat(runs.ended(report.runId())).isEqualTo(report.outcome());
    }

    @Test
    void anUnexpectedExceptionIsNamedWithoutWhatItSays() {
        Gateway.Report report = submit(door(8), "boom").await();
        assertThat(report.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.cause()).isInstanceOf(Failure.TierBroken.class);
            assertThat(failed.cause().detail()).contains("IllegalStateException", report.runId());
            assertThat(failed.toString()).doesNotContain(ScriptedStrategy.CANARY);
        });
    }

    @Test
    void countsWhatFailedAttemptsUsed() {
        Gateway.Report report = submit(door(8), "fall").await();
        assertThat(report.attempts()).isEqualTo(2);
        assertThat(report.usage().inputTokens()).isEqualTo(107);
    }

    @Test
    void announcesTheTreeInOrder() throws Exception {
        Gateway.Report report = submit(door(8), "fall").await();
        runs.ended(report.runId());
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "RunStarted",
                        "AttemptStarted",
                        "AttemptEnded",
                        "TierFell",
                        "AttemptStarted",
                        "AttemptEnded",
                        "TierHeld",
                        "RunEnded");
    }

    @Test
    void aPolicyMayForbidDegradedAnswers() {
        Gateway door = door(
                8, Map.of("belay.policies.strict.degraded", "forbid", "belay.policies.strict.strategy", "scripted"));
        Gateway.Report report = door.submit(
                        submission("degraded", new Request.Way("strict", null, null, List.of()), terms(null)))
                .await();
        assertThat(report.outcome()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void theDeadlineEndsARunThatStopsWhenTold() throws Exception {
        Gateway.Report report = submit(door(8), "hang", Duration.ofMillis(60)).await();
        assertThat(report.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.cause())
                .isInstanceOf(Failure.DeadlinePassed.class));
        assertThat(runs.ended(report.runId())).isEqualTo(report.outcome());
        assertThat(runs.cancellation(report.runId()).cancelled()).isTrue();
    }

    @Test
    void theDeadlineEndsARunThatDoesNotStop() throws Exception {
        Gateway.Report report = submit(door(8), "stuck", Duration.ofMillis(60)).await();
        assertThat(report.outcome().state()).isEqualTo(RunState.FAILED);
        assertThat(runs.ended(report.runId()).state()).isEqualTo(RunState.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "torn"})
    void cancellingEndsARun(String text) throws Exception {
        Gateway.Ticket ticket = submit(door(8), text);
        ticket.cancel("enough");
        assertThat(ticket.await().outcome()).isEqualTo(new Outcome.Cancelled("enough"));
    }

    /// The process may be gone before the run has come to its end.
    @Test
    void cancellingIsWrittenDown() {
        Gateway.Ticket ticket = submit(door(8), "hang");

        ticket.cancel("enough");

        assertThat(written).containsExactly("enough");
    }

    @Test
    void cancellingStopsARunThoughItCannotBeWrittenDown() {
        Gateway door = door(8);
        Request.Terms keyed = new Request.Terms(null, null, null, null, "key-4");
        Gateway.Ticket own = submit(door, "hang");
        door.submit(submission("hang", Request.Way.DEFAULT, keyed));
        Gateway.Ticket attached = door.submit(submission("hang", Request.Way.DEFAULT, keyed));
        away = true;

        own.cancel("enough");
        attached.cancel("enough");

        assertThat(runs.cancellation(own.runId()).cancelled()).isTrue();
        assertThat(attached.attached()).isTrue();
        assertThat(runs.cancellation(attached.runId()).cancelled()).isTrue();
    }

    @Test
    void aRunStopsWhenTheLastWhoWaitsForItHangsUp() {
        Gateway door = door(8);
        Gateway.Ticket first = submit(door, "hang");
        Gateway.Ticket again = door.submit(retry("hang"));
        assertThat(again.runId()).isEqualTo(first.runId());

        first.hungUp("gone");
        first.hungUp("gone, told twice");
        assertThat(runs.cancellation(first.runId()).cancelled()).isFalse();
        again.hungUp("gone as well");

        assertThat(first.await().outcome()).isEqualTo(new Outcome.Cancelled("gone as well"));
    }

    @Test
    void whoAsksAgainAfterTheLastHasHungUpHasARunOfTheirOwn() {
        Gateway door = door(8);
        Gateway.Ticket first = submit(door, "stuck", Duration.ofSeconds(1));
        first.hungUp("gone");

        Gateway.Ticket again = door.submit(retry("stuck"));

        assertThat(again.attached()).isFalse();
        assertThat(again.runId()).isNotEqualTo(first.runId());
        again.cancel("enough");
    }

    @Test
    void hangingUpStopsNoRunThatSomebodyMayComeBackTo() {
        Gateway door = door(8);
        Request.Terms keyed = new Request.Terms(null, null, null, null, "key-3");
        Gateway.Ticket ticket = door.submit(submission("hang", Request.Way.DEFAULT, keyed));

        ticket.hungUp("gone");

        assertThat(runs.cancellation(ticket.runId()).cancelled()).isFalse();
        ticket.cancel("enough");
    }

    @ParameterizedTest
    @CsvSource({"hello, IN_DOUBT", "fail, IN_DOUBT", "reject, IN_DOUBT", "human, NEEDS_HUMAN"})
    void anEffectInDoubtIsNeverHidden(String text, RunState state) {
        runs.effects = List.of(ScriptedRuns.effect("DONE"), ScriptedRuns.effect("IN_DOUBT"));
        Gateway.Report report = door(8).submit(acting(text)).await();
        assertThat(report.outcome().state()).isEqualTo(state);
        assertThat(report.effectsStarted()).isTrue();
    }

    @Test
    void anEffectThatCertainlyFailedIsNoEffect() {
        runs.effects = List.of(ScriptedRuns.effect("FAILED"));
        Gateway.Report report = door(8).submit(acting("hello")).await();
        assertThat(report.outcome().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(report.effectsStarted()).isFalse();
    }

    @Test
    void attachesByKeyAndRefusesAReusedOne() {
        Gateway door = door(8);
        Request.Terms keyed = new Request.Terms(null, null, null, null, "key-1");
        Gateway.Ticket first = door.submit(submission("hello", Request.Way.DEFAULT, keyed));
        Gateway.Ticket second = door.submit(submission("hello", Request.Way.DEFAULT, keyed));
        assertThat(second.attached()).isTrue();
        assertThat(second.runId()).isEqualTo(first.runId());
        assertThat(second.await().outcome()).isEqualTo(first.await().outcome());
        assertThatThrownBy(() -> door.submit(submission("other", Request.Way.DEFAULT, keyed)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.KEY_REUSED));
        assertThat(runs.count()).isEqualTo(1);
    }

    @Test
    void anAttachedCallerHearsByItsOwnDeadline() {
        Gateway door = door(8);
        Request.Terms keyed = new Request.Terms(Duration.ofSeconds(20), null, null, null, "key-2");
        Gateway.Ticket first = door.submit(submission("hang", Request.Way.DEFAULT, keyed));
        Request.Terms shorter = new Request.Terms(Duration.ofMillis(50), null, null, null, "key-2");
        Gateway.Ticket second = door.submit(submission("hang", Request.Way.DEFAULT, shorter));
        assertThatThrownBy(second::await).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.kind())
                .isEqualTo(Refusal.Kind.CONFLICT));
        assertThat(first.await(Duration.ofMillis(1))).isEmpty();
        second.cancel("over");
        assertThat(first.await().outcome()).isEqualTo(new Outcome.Cancelled("over"));
    }

    @Test
    void takesOnlySoManyRunsAndGivesPlacesBack() throws Exception {
        Gateway door = door(1);
        Gateway.Ticket first = submit(door, "hang");
        assertThatThrownBy(() -> submit(door, "hello"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.OVERLOADED));
        first.cancel("room");
        first.await();
        org.awaitility.Awaitility.await()
                .ignoreExceptionsInstanceOf(Refusal.class)
                .until(() -> submit(door, "hello").await().outcome().state() == RunState.SUCCEEDED);
    }

    @Test
    void aSessionRemembers() {
        Gateway door = door(8);
        Request.Terms session = new Request.Terms(null, null, null, "s-1", null);
        door.submit(submission("hello", Request.Way.DEFAULT, session)).await();
        Gateway.Report report =
                door.submit(submission("count", Request.Way.DEFAULT, session)).await();
        assertThat(report.outcome()).isInstanceOfSatisfying(Outcome.Succeeded.class, answered -> assertThat(
                        answered.answer().message().text())
                .isEqualTo("messages: 3"));
    }

    private Gateway door(int places) {
        return door(places, Map.of());
    }

    private Gateway door(int places, Map<String, String> config) {
        Map<String, String> all = new java.util.HashMap<>(config);
        all.put("belay.policies.belay.strategy", "scripted");
        Map<String, PolicyConfig> policies = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(PoliciesConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(PoliciesConfig.class)
                .policies();
        ScriptedStrategy strategy = new ScriptedStrategy();
        Admission admission =
                new Admission(new ScriptedKnown(), new Policies(policies), List.of("scripted"), Limits.NONE);
        Launch launch = new Launch(
                Map.of("scripted", strategy),
                new Announcer((_, _) -> Scopes.SILENT, events::add),
                workers,
                Time.SYSTEM,
                UNWIND,
                Budgets.NONE);
        return new FrontDoor(
                admission,
                new FrontDoor.Before(new History(runs, 100_000), Trials.NONE, (run, _, _) -> run),
                runs,
                runs,
                launch,
                new Places(new Places.Limits(places, 1, 0, Duration.ZERO, 1_000_000)));
    }

    private Gateway.Ticket submit(Gateway door, String text) {
        return submit(door, text, null);
    }

    private Gateway.Ticket submit(Gateway door, String text, Duration deadline) {
        return door.submit(submission(text, Request.Way.DEFAULT, terms(deadline)));
    }

    private static Request.Terms terms(Duration deadline) {
        return new Request.Terms(deadline, null, null, null, null);
    }

    /// What the client's library sends again by itself.
    private static Gateway.Submission retry(String text) {
        Gateway.Submission first = submission(text, Request.Way.DEFAULT, terms(null));
        return new Gateway.Submission(first.request(), first.caller(), Map.of(), first.bodyHash(), true, null, null);
    }

    private static Gateway.Submission acting(String text) {
        Request.Offer offer = new Request.Offer(List.of("write_file"), List.of(), ToolChoice.AUTO);
        Request request = new Request(
                Request.Conversation.of(List.of(new Message.User(text))), offer, Request.Way.DEFAULT, terms(null));
        return new Gateway.Submission(request, Caller.LOCAL, Map.of(), text, false, null, null);
    }

    private static Gateway.Submission submission(String text, Request.Way way, Request.Terms terms) {
        Request request = new Request(
                Request.Conversation.of(List.of(new Message.User(text))), Request.Offer.NOTHING, way, terms);
        return new Gateway.Submission(request, Caller.LOCAL, Map.of(), text, false, null, null);
    }
}
