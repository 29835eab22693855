package dev.belay.edge.rest.statistics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.http.Paging;
import dev.belay.edge.http.Turnstile;
import dev.belay.edge.rest.Problems;
import dev.belay.exchange.Caller;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.caller.Callers;
import dev.belay.platform.Json;
import dev.belay.platform.text.Durations;
import dev.belay.statistics.Statistics;
import dev.belay.statistics.StatisticsConfig;
import dev.belay.statistics.alert.Alert;
import dev.belay.statistics.alert.Alerts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/tiers/statistics` and `/api/v1/alerts`, for callers with the scope `admin`.
@Path("/api/v1")
@Tag(name = "Statistics")
public class StatisticsResource {
    private final Turnstile turnstile;
    private final Statistics statistics;
    private final Alerts alerts;
    private final Duration keep;

    StatisticsResource(
            Callers callers, Problems errors, Statistics statistics, Alerts alerts, StatisticsConfig config) {
        this.turnstile = new Turnstile(callers, errors);
        this.statistics = statistics;
        this.alerts = alerts;
        this.keep = config.keep();
    }

    @GET
    @Path("/tiers/statistics")
    @RunOnVirtualThread
    @Operation(
            summary = "What attempts of tiers came to, in all processes",
            description = "window: such as 15m, 1h or 7d, in whole spans of five minutes; by: kind of task, or tools.")
    public Response tiers(
            @QueryParam("window") @DefaultValue("1h") String window,
            @QueryParam("by") @DefaultValue("tier") String by,
            @Context HttpHeaders headers) {
        return turnstile.pass(headers, Caller.Scope.ADMIN, _ -> {
            Duration span = span(window);
            ObjectNode json = Json.object().put("window_seconds", span.toSeconds());
            ArrayNode data = json.putArray("data");
            statistics.figures(span, by(by)).forEach(tier -> data.add(FiguresJson.of(tier)));
            return ok(json);
        });
    }

    @GET
    @Path("/alerts")
    @RunOnVirtualThread
    @Operation(
            summary = "List what somebody has to look at, then what is over, the latest first",
            description = "cleared: whether those that are over are listed, too.")
    public Response alerts(
            @QueryParam("cleared") @DefaultValue("false") String cleared,
            @QueryParam("limit") @DefaultValue("50") String limit,
            @Context HttpHeaders headers) {
        return turnstile.pass(headers, Caller.Scope.ADMIN, _ -> {
            int most = Paging.read(limit, null, "an alert").limit();
            ObjectNode json = Json.object();
            ArrayNode data = json.putArray("data");
            alerts.list(flag(cleared), most).forEach(alert -> data.add(json(alert)));
            return ok(json);
        });
    }

    private Duration span(String text) {
        return Durations.read(text)
                .filter(span -> span.compareTo(keep) <= 0)
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.INVALID,
                        "window",
                        "window must be a time such as 15m, 1h or 7d, and no longer than they are kept, "
                                + keep.toHours() + "h"));
    }

    private static Statistics.By by(String text) {
        return switch (text) {
            case "tier" -> Statistics.By.TIER;
            case "kind" -> new Statistics.By(true, false);
            case "tools" -> new Statistics.By(false, true);
            default -> throw new Refusal(Refusal.Kind.INVALID, "by", "by must be tier, kind or tools");
        };
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Refusal(Refusal.Kind.INVALID, "cleared", "cleared must be true or false");
        };
    }

    private static ObjectNode json(Alert alert) {
        ObjectNode json = Json.object()
                .put("id", alert.id())
                .put("kind", alert.subject().kindWord())
                .put("subject", alert.subject().id())
                .put("cause", alert.cause())
                .put("what", alert.what())
                .put("raised_at", alert.raisedAt().toString());
        return json.put(
                "cleared_at",
                alert.clearedAt() == null ? null : alert.clearedAt().toString());
    }

    private static Response ok(ObjectNode json) {
        return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}
