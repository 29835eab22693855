package dev.belay.crash;

import dev.belay.support.BelayProcess;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A person who decides on every call once, and says the same again elsewhere where no answer came.
final class Reviewer {
    private static final String PENDING = """
            select a.id::text, r.idempotency_key, a.arguments, r.state from approval a join run r on r.id = a.run_id
            where a.state = 'PENDING' and r.idempotency_key like 'mark-%'""";

    private static final String SAID = """
            select r.idempotency_key, count(a.id)::text,
                (select count(*) from approval_vote v join approval b on b.id = v.approval
                    where b.run_id = r.id)::text,
                (select count(*) from journal j where j.run_id = r.id and j.kind = 'person_asked')::text,
                (select count(*) from journal j where j.run_id = r.id and j.kind = 'person_decided')::text
            from run r join approval a on a.run_id = r.id where r.idempotency_key like 'mark-%' group by r.id""";

    private final Scene scene;
    private final Map<String, Asked> runs;
    private final Map<String, Click> clicks = new ConcurrentHashMap<>();

    Reviewer(Scene scene, List<Asked> runs) {
        this.scene = scene;
        this.runs = runs.stream().collect(Collectors.toMap(asked -> asked.run().mark(), Function.identity()));
    }

    /// A call that waits.
    ///
    /// @param resting whether its run rests already
    record Pending(String id, Asked asked, int call, boolean resting) {}

    private record Click(Asked asked, BelayProcess at, CompletableFuture<HttpResponse<String>> answer) {
        boolean answered() {
            return answer.isDone() && !answer.isCompletedExceptionally();
        }

        /// Without an answer from the process, or with one that says that it could not.
        boolean failed() {
            return answer.isDone() && (!answered() || answer.join().statusCode() >= 500);
        }
    }

    List<Pending> pending() {
        return scene.database().rows(PENDING).stream()
                .filter(row -> runs.containsKey(row.get(1)))
                .map(row -> new Pending(
                        row.get(0),
                        runs.get(row.get(1)),
                        call(row.get(2)),
                        row.get(3).equals("NEEDS_HUMAN")))
                .toList();
    }

    /// The arguments are `{"mark":"mark-00007.2"}`.
    private static int call(String arguments) {
        return Integer.parseInt(arguments.replaceFirst(".*\\.(\\d+)\".*", "$1"));
    }

    /// Decides, unless that was done before, and does not wait.
    void decide(BelayProcess at, Pending pending) {
        clicks.compute(
                pending.id(),
                (id, before) -> before == null || before.failed() ? click(at, id, pending.asked()) : before);
    }

    /// Says again what the process that is gone has not answered.
    void again(BelayProcess at) {
        clicks.replaceAll((id, click) -> click.at() != at && !click.answered() ? click(at, id, click.asked()) : click);
    }

    private Click click(BelayProcess at, String id, Asked asked) {
        String verdict = asked.yes() ? "approve" : "reject";
        return new Click(asked, at, scene.client().post(at, "/api/v1/approvals/" + id + "/" + verdict, "{}"));
    }

    /// Whether everything that was said here has been answered.
    boolean heard(BelayProcess at) {
        return clicks.values().stream().filter(click -> click.at() == at).allMatch(click -> click.answer()
                .isDone());
    }

    /// Answers of this process that did not take the decision, or confirm it.
    List<String> refusals(BelayProcess at) {
        return clicks.values().stream()
                .filter(click -> click.at() == at)
                .filter(click -> !click.answered() || click.answer().join().statusCode() != 200)
                .map(click -> click.asked() + ": "
                        + (click.answered() ? click.answer().join().body() : "no answer"))
                .toList();
    }

    /// By the mark of the run.
    Map<String, Asked.Said> said() {
        return scene.database().rows(SAID).stream()
                .collect(Collectors.toMap(
                        List::getFirst,
                        row -> new Asked.Said(
                                Integer.parseInt(row.get(1)),
                                Integer.parseInt(row.get(2)),
                                Integer.parseInt(row.get(3)),
                                Integer.parseInt(row.get(4)))));
    }
}
