package dev.belay.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.crash.rig.Site;
import dev.belay.platform.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process is killed in the middle of tool calls that a budget counts. What it had begun is found out about, counts
/// once, and does not happen again when its run goes on with a larger budget.
class BudgetKillIT {
    private static final int LEASE = Integer.getInteger("crash.lease", 3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Each wants two calls and may make one. Of those that are under way, one never arrives.
    private static final List<Case> UNDER_WAY = List.of(
            new Case(1, Effect.KEYED, LoopPoint.TOOL_CALLED, true, true, 2, 1),
            new Case(2, Effect.KEYED, LoopPoint.TOOL_CALLED, true, false, 2, 1),
            new Case(3, Effect.RECONCILABLE, LoopPoint.TOOL_CALLED, true, true, 2, 1));

    private static final Case STOPPED = Case.free(4, Effect.TRANSACTIONAL, 2);
    private static final List<Case> ALL = List.of(UNDER_WAY.get(0), UNDER_WAY.get(1), UNDER_WAY.get(2), STOPPED);

    @TempDir
    Path scratch;

    @Test
    void whatIsPaidForHappensOnce() {
        Plan plan = new Plan();
        plan.arm(ALL);
        try (Scene scene = new Scene(scratch, Path.of("target/crash/budget"), Conversations.of(ALL), LEASE);
                Site dies = scene.site("dies", plan.watches());
                Site stays = scene.site("stays", Site.Watches.NONE)) {
            ALL.forEach(one -> submit(scene, dies, one));
            boolean parked = Scene.within(
                    PATIENCE,
                    () -> UNDER_WAY.stream().allMatch(plan::parked) && state(scene, STOPPED, "BUDGET_STOPPED"));
            assertThat(parked).as(scene.states()).isTrue();
            dies.kill();
            plan.release(UNDER_WAY, Case::late);

            assertThat(all(scene, "BUDGET_STOPPED")).as(scene.states()).isTrue();
            assertThat(scene.effects())
                    .as("the first of each")
                    .isEqualTo(Map.of(mark(1, 1), 1, mark(2, 1), 1, mark(3, 1), 1, mark(4, 1), 1));
            assertThat(spent(scene)).containsOnly(List.of("1", "0")).hasSize(ALL.size());

            ALL.forEach(one -> resume(scene, stays, one));
            assertThat(all(scene, "SUCCEEDED")).as(scene.states()).isTrue();
            assertThat(scene.effects()).hasSize(2 * ALL.size());
            assertThat(scene.effects().values()).as("none twice").containsOnly(1);
            assertThat(spent(scene)).containsOnly(List.of("2", "0")).hasSize(ALL.size());
        }
    }

    private static void submit(Scene scene, Site site, Case one) {
        ObjectNode body = Client.body(one);
        body.putObject("budget").put("tool_calls", 1);
        assertThat(scene.client()
                        .post(site.process(), "/api/v1/runs", Json.write(body), "Idempotency-Key", one.mark())
                        .join()
                        .statusCode())
                .isEqualTo(202);
    }

    private static void resume(Scene scene, Site site, Case one) {
        String run = scene.runs().get(one.mark()).id();
        ObjectNode more = Json.object();
        more.putObject("budget").put("tool_calls", 2);
        assertThat(scene.client()
                        .post(site.process(), "/api/v1/runs/" + run + "/resume", Json.write(more))
                        .join()
                        .statusCode())
                .isEqualTo(202);
    }

    private static boolean all(Scene scene, String state) {
        return Scene.within(PATIENCE, () -> ALL.stream().allMatch(one -> state(scene, one, state)));
    }

    private static boolean state(Scene scene, Case one, String state) {
        Scene.Known run = scene.runs().get(one.mark());
        return run != null && run.state().equals(state);
    }

    private static List<List<String>> spent(Scene scene) {
        return scene.database()
                .rows("select trim_scale(spent)::text, trim_scale(reserved)::text from budget"
                        + " where scope = 'request' and measure = 'tool_calls'");
    }

    private static String mark(int number, int call) {
        return ALL.get(number - 1).mark(call);
    }
}
