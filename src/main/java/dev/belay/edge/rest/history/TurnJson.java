package dev.belay.edge.rest.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.rest.Problem;
import dev.belay.edge.rest.RunsResource;
import dev.belay.exchange.RunState;
import dev.belay.gateway.Refusal;
import dev.belay.platform.Json;
import dev.belay.run.history.Turn;
import dev.belay.run.history.Undo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;

/// What became of a wish, as the native API shows it.
final class TurnJson {
    private TurnJson() {}

    static Response response(Turn turn, String id) {
        return switch (turn) {
            case Turn.Begun begun -> begun(begun);
            case Turn.Unknown _ -> throw RunsResource.unknown(id);
            case Turn.NotWhole notWhole ->
                throw new Refusal(Refusal.Kind.INVALID, "seq", "seq must be the end of a whole step" + near(notWhole));
            case Turn.NoJournal _ ->
                refused("no-journal", "No past to go back to", "the run kept no journal", List.of());
            case Turn.Busy busy ->
                refused(
                        "busy",
                        "Not now",
                        "a run of this tree is " + busy.state() + " and at work or "
                                + "has changed meanwhile; try again",
                        List.of());
            case Turn.Unconfirmed told ->
                refused(
                        "effects-since",
                        "Something was done since",
                        "compensate: true has it undone, in this order: "
                                + told.effects().stream().map(TurnJson::line).collect(Collectors.joining(", ")),
                        told.effects());
            case Turn.Stuck stuck ->
                refused(
                        "not-undoable",
                        "Something that was done since cannot be undone",
                        stuck.effects().stream()
                                .filter(undo -> !undo.possible())
                                .map(undo -> undo.tool() + ": " + undo.obstacle())
                                .collect(Collectors.joining("; ")),
                        stuck.effects());
            case Turn.KeyReused reused ->
                throw new Refusal(
                        Refusal.Kind.KEY_REUSED,
                        "idempotency_key",
                        "this key was used with another body, for run " + reused.runId());
        };
    }

    private static String line(Undo undo) {
        return undo.tool() + " by " + undo.call().name();
    }

    private static String near(Turn.NotWhole notWhole) {
        String nearest = notWhole.nearest().stream().map(String::valueOf).collect(Collectors.joining(" and "));
        return "; the nearest are " + nearest;
    }

    private static Response begun(Turn.Begun begun) {
        ObjectNode json = Json.object().put("id", begun.runId()).put("state", RunState.RUNNING.name());
        json.set("undone", effects(begun.undone()));
        return Response.accepted(json.toString())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Location", "/api/v1/runs/" + begun.runId())
                .header("Belay-Run", begun.runId())
                .header("Belay-State", RunState.RUNNING.name())
                .build();
    }

    private static Response refused(String code, String title, String detail, List<Undo> effects) {
        Problem problem = new Problem(409, code, title, detail, null);
        return problem.reply(problem.json().set("effects", effects(effects))).response();
    }

    private static ArrayNode effects(List<Undo> undone) {
        ArrayNode effects = Json.mapper().createArrayNode();
        undone.forEach(undo -> {
            ObjectNode effect = effects.addObject()
                    .put("tool", undo.tool())
                    .put("arguments", undo.arguments())
                    .put("state", undo.state())
                    .put("undone_by", undo.call() == null ? null : undo.call().name());
            if (!undo.possible()) {
                effect.put("obstacle", undo.obstacle());
            }
        });
        return effects;
    }
}
