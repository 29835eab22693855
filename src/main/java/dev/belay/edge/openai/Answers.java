package dev.belay.edge.openai;

import dev.belay.edge.http.Awaited;
import dev.belay.edge.http.StreamConfig;
import dev.belay.exchange.Caller;
import dev.belay.gateway.Gateway;
import dev.belay.platform.Time;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/// Gives a rendering what it needs beside the report: the time, and what a person has yet to decide.
@ApplicationScoped
class Answers {
    private final Awaited awaited;
    private final Time time;
    private final StreamConfig config;

    Answers(Awaited awaited, Time time, StreamConfig config) {
        this.awaited = awaited;
        this.time = time;
        this.config = config;
    }

    Response of(ChatRequest chat, Gateway.Report report, Caller caller) {
        return rendering(chat, report, caller, time.now()).response();
    }

    Response told(ChatRequest chat, Gateway.Ticket ticket, Caller caller, Telling.Line line) {
        Instant created = time.now();
        return Telling.of(
                        chat,
                        ticket,
                        config.keepAlive(),
                        created,
                        report -> rendering(chat, report, caller, created),
                        line)
                .response();
    }

    private Rendering rendering(ChatRequest chat, Gateway.Report report, Caller caller, Instant created) {
        var approval = awaited.of(report.runId(), report.outcome().state(), caller);
        return new Rendering(chat, report, approval, created);
    }
}
