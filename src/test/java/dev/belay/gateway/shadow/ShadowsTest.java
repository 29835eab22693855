package dev.belay.gateway.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.budget.Budgets;
import dev.belay.budget.limit.Limits;
import dev.belay.edge.scripted.ScriptedKnown;
import dev.belay.exchange.Answer;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolResult;
import dev.belay.gateway.admission.Admission;
import dev.belay.gateway.admission.Admitted;
import dev.belay.gateway.experiment.Shade;
import dev.belay.gateway.load.Places;
import dev.belay.gateway.policy.Policies;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.run.shadow.Recorded;
import dev.belay.run.shadow.ShadowJournals.ShadowJournal;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import dev.belay.tier.support.Calls;
import dev.belay.tier.support.MemoryJournal;
import dev.belay.tool.ToolCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ShadowsTest {
    private static final Caller APP = new Caller("app", Set.of(Caller.Scope.ASK), null);
    private static final Passage.Act PAY = new Passage.Act("pay", "KEYED", "{\"amount\":5}", 1, List.of());
    private static final Passage.Act LOOK = new Passage.Act("look", "PURE", "{\"at\":1}", 1, List.of());

    private final Workers workers = new Workers();
    private final Places places = new Places(new Places.Limits(1, 1, 0, Duration.ZERO, 1_000));
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void sameCallsGetTheRunsResultsAndOthersEndIt() throws Exception {
        var paid = call("pay", "{\"amount\":5.0}", true);
        assertThat(end(held("Done.", paid), call -> {
                    assertThat(instead(call, PAY).content()).isEqualTo("ok");
                    assertThat(instead(call, LOOK)).as("it only reads").isNull();
                    return answer("done");
                }))
                .isEqualTo("agreed");
        assertThat(end(held("Done."), call -> answer(instead(call, PAY).content())))
                .isEqualTo("call_differs");
        assertThat(end(held("Done.", paid), _ -> answer("Done."))).isEqualTo("call_missing");
        assertThat(end(held("Done."), _ -> answer("Order 8 is lost."))).isEqualTo("answer_differs");
    }

    @Test
    void equalCallsGetTheirResultsInTurn() {
        var first = new Recorded.Call("look", "{\"at\":1}", result("one"), false);
        var second = new Recorded.Call("look", "{\"at\":1}", result("two"), false);
        Replay replay = new Replay(new Recorded(List.of(first, second)), comparing());
        assertThat(replay.next("look", "{\"at\":1}").content()).isEqualTo("one");
        assertThat(replay.next("look", "{\"at\":1}").content()).isEqualTo("two");
        assertThat(replay.next("look", "{\"at\":1}").content()).isEqualTo("two");
        assertThat(replay.next("look", "{\"at\":2}")).isNull();
        assertThat(replay.left()).isFalse();
    }

    @Test
    void nothingIsCalledWhereThatIsSwitchedOff() throws Exception {
        Shade blind = shade(new Shade.Bounds(1, Duration.ofSeconds(9), false, null));
        assertThat(end(held("Done."), blind, call -> answer(instead(call, LOOK).content())))
                .isEqualTo("call_differs");
    }

    @Test
    void nothingActsWhateverAsks() throws Exception {
        assertThat(end(held("Done."), call -> {
                    call.work().passage().permit(PAY, call.work().limits().cancellation());
                    return answer("Done.");
                }))
                .isEqualTo("call_differs");
    }

    @Test
    void whoHeldIsTold() throws Exception {
        var failed = new Shadow.Original(
                "run",
                Scopes.SILENT,
                APP,
                new Outcome.Failed(new Failure.Unavailable("no"), null),
                () -> Recorded.NOTHING);
        assertThat(end(failed, _ -> answer("Done."))).isEqualTo("alone");
        assertThat(end(failed, _ -> falls(new Failure.Unavailable("no")))).isEqualTo("both_failed");
        assertThat(end(held("Done."), _ -> falls(new Failure.Unavailable("no"))))
                .isEqualTo("failed");
        assertThat(end(held("Done."), _ -> falls(new Failure.Saturated("full"))))
                .isEqualTo("dropped");
        assertThat(end(held("Done."), _ -> {
                    throw new ControlFlow.BudgetStopped("used up");
                }))
                .isEqualTo("dropped");
        assertThat(end(held("Done."), _ -> {
                    throw new IllegalStateException("broke");
                }))
                .isEqualTo("dropped");
    }

    @Test
    void oneThatFindsNoRoomIsDropped() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CompletableFuture<Void> entered = new CompletableFuture<>();
        Shadows shadows = shadows(_ -> {
            entered.complete(null);
            gate.join();
            return answer("Done.");
        });
        shadows.begin(held("Done."), shade());
        entered.join();
        shadows.begin(held("Done."), shade());
        assertThat(next()).as("there is room for one").isEqualTo("dropped");
        gate.complete(null);
        assertThat(next()).isEqualTo("agreed");

        places.enter("app", 1, Duration.ZERO);
        shadows.begin(held("Done."), shade());
        assertThat(next()).as("runs have all places").isEqualTo("dropped");
    }

    @Test
    void allAreGivenUpWhenTheProcessStops() throws Exception {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        Shadows shadows = shadows(call -> {
            CompletableFuture<Answer> never = new CompletableFuture<>();
            call.work().limits().cancellation().onCancel(() -> never.complete(null));
            entered.complete(null);
            never.join();
            throw new ControlFlow.Cancelled("given up");
        });
        shadows.begin(held("Done."), shade());
        entered.join();

        shadows.leave();

        assertThat(next()).isEqualTo("dropped");
        shadows.begin(held("Done."), shade());
        assertThat(ends.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    private static ToolResult instead(TierCall call, Passage.Act act) {
        assertThat(call.work().passage().aside()).isTrue();
        return call.work().passage().instead(act);
    }

    private String end(Shadow.Original original, Function<TierCall, Answer> tiers) throws InterruptedException {
        return end(original, shade(), tiers);
    }

    private String end(Shadow.Original original, Shade shade, Function<TierCall, Answer> tiers)
            throws InterruptedException {
        shadows(tiers).begin(original, shade);
        return next();
    }

    private String next() throws InterruptedException {
        return ends.poll(10, TimeUnit.SECONDS);
    }

    private Shadows shadows(Function<TierCall, Answer> tiers) {
        var means = new Shadow.Means(
                tiers, () -> new ShadowJournal(new MemoryJournal("shadow")), Budgets.NONE, Time.SYSTEM, comparing());
        return new Shadows(means, places, (_, end, _, _) -> ends.add(end), workers);
    }

    private static Comparing comparing() {
        return new Comparing(new ToolCatalog(List.of()).complete(), 0.8);
    }

    private static Shadow.Original held(String text, Recorded.Call... calls) {
        return new Shadow.Original(
                "run", Scopes.SILENT, APP, new Outcome.Succeeded(answer(text)), () -> new Recorded(List.of(calls)));
    }

    private static Recorded.Call call(String tool, String arguments, boolean acts) {
        return new Recorded.Call(tool, arguments, result("ok"), acts);
    }

    private static ToolResult result(String content) {
        return new ToolResult("c1", "tool", content, ToolResult.Status.OK, ToolResult.Source.EXECUTED);
    }

    private static Answer falls(Failure failure) {
        throw new TierFailed(failure);
    }

    private static Answer answer(String text) {
        var provenance = new Answer.Provenance("loop", "m", null, List.of());
        return new Answer(new Message.Assistant(text), FinishReason.STOP, Usage.NONE, provenance);
    }

    private static Shade shade() {
        return shade(new Shade.Bounds(1, Duration.ofSeconds(9), true, null));
    }

    private static Shade shade(Shade.Bounds bounds) {
        var admission = new Admission(new ScriptedKnown(), new Policies(Map.of()), List.of("sequential"), Limits.NONE);
        Request plain = Calls.request(0, "hello");
        var terms = new Request.Terms(Duration.ofSeconds(9), null, null, null, null);
        Admitted admitted =
                admission.admit(new Request(plain.conversation(), plain.tools(), Request.Way.DEFAULT, terms), APP);
        return new Shade("try", "try/candidate#1", admitted, bounds);
    }
}
