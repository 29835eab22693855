package dev.belay.edge.openai;

import dev.belay.edge.http.Awaited;
import dev.belay.exchange.Caller;
import dev.belay.gateway.Gateway;
import dev.belay.platform.Time;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/// Gives a rendering what it needs beside the report: the time, and what a person has yet to decide.
@ApplicationScoped
class Answers {
    private final Awaited awaited;
    private final Time time;

    Answers(Awaited awaited, Time time) {
        this.awaited = awaited;
        this.time = time;
    }

    Response of(ChatRequest chat, Gateway.Report report, Caller caller) {
        var approval = awaited.of(report.runId(), report.outcome().state(), caller);
        return new Rendering(chat, report, approval, time.now()).response();
    }
}
