package dev.belay.telemetry;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.AttemptEnded;
import dev.belay.exchange.BelayEvent.AttemptStarted;
import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.BelayEvent.Branched;
import dev.belay.exchange.BelayEvent.CacheAnswer;
import dev.belay.exchange.BelayEvent.CacheAsked;
import dev.belay.exchange.BelayEvent.Endpoint;
import dev.belay.exchange.BelayEvent.ModelCallEnded;
import dev.belay.exchange.BelayEvent.ModelCallStarted;
import dev.belay.exchange.BelayEvent.RetryRefused;
import dev.belay.exchange.BelayEvent.RunEnded;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.BelayEvent.TierFell;
import dev.belay.exchange.BelayEvent.TierHeld;
import dev.belay.exchange.BelayEvent.ToolEnded;
import dev.belay.exchange.BelayEvent.ToolStarted;
import dev.belay.exchange.BelayEvent.Voted;
import dev.belay.exchange.Failure;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Scopes.Scope;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.exchange.vote.Ballot;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One run as the core would tell it: `native` calls a tool and falls silent, `adk` carries its result over and
/// answers.
final class Played {
    static final String RUN = "0190a000-0000-7000-8000-000000000001";
    static final Endpoint PRIMARY = new Endpoint("primary", "gpt-large", "openai", "models.example", 8443);
    static final Endpoint SECONDARY = new Endpoint("secondary", "llama", "ollama", "localhost", 11434);
    static final Endpoint EMBEDDING =
            new Endpoint("embedding", "text-embedding-3-small", "openai", "vectors.example", 443);
    static final Usage EMBEDDED = new Usage(40, 0, new BigDecimal("0.0000008"), false);
    static final Usage PRICED = new Usage(120, 30, new BigDecimal("0.0021"), false);
    static final Usage UNPRICED = new Usage(200, 40, null, true);
    static final Failure SILENT =
            new Failure.Silent("no first token in 5 s from the canary-secret", Failure.Silent.Phase.FIRST_TOKEN);

    private Played() {}

    static void fallThenAnswer(Scopes scopes, Map<String, String> inbound) {
        Scope run = scopes.open(new RunStarted(RUN, "sequential", "belay", "session-1"), inbound);
        fallingAttempt(run);
        run.announce(new TierFell(RUN, "native", SILENT, "adk"));
        Scope second = run.open(new AttemptStarted(RUN, "adk", 2, 1, 1));
        call(second, "adk", SECONDARY, 1, null, UNPRICED);
        second.announce(new TierHeld(RUN, "adk", false));
        second.close(new AttemptEnded(RUN, "adk", 2, null, UNPRICED, 0));
        run.close(new RunEnded(RUN, RunState.SUCCEEDED, "adk", null, PRICED.plus(UNPRICED), 2));
    }

    /// A run that has a shadow after its end.
    static void shadow(Scopes scopes) {
        Scope run = scopes.open(new RunStarted(RUN, "sequential", "belay", null), Map.of());
        run.close(new RunEnded(RUN, RunState.SUCCEEDED, "native", null, Usage.NONE, 1));
        Scope shadow = run.open(new BelayEvent.ShadowStarted(RUN, "twin", "belay", "twin/candidate#1"));
        Scope attempt = shadow.open(new AttemptStarted(RUN, "loop", 1, 0, 0));
        call(attempt, "loop", PRIMARY, 1, null, PRICED);
        tool(attempt, "pay", "KEYED", Status.OK, Source.LEDGER);
        attempt.close(new AttemptEnded(RUN, "loop", 1, null, PRICED, 1));
        shadow.close(new BelayEvent.ShadowEnded(RUN, "agreed", PRICED));
    }

    private static void fallingAttempt(Scope run) {
        Scope first = run.open(new AttemptStarted(RUN, "native", 1, 0, 0));
        call(first, "native", PRIMARY, 1, null, PRICED);
        tool(first, "write_file", "RECONCILABLE", Status.OK, Source.EXECUTED);
        call(first, "native", PRIMARY, 2, SILENT, Usage.NONE);
        first.close(new AttemptEnded(RUN, "native", 1, SILENT, PRICED, 1));
    }

    static void call(Scope attempt, String tier, Endpoint endpoint, int number, Failure failure, Usage usage) {
        Scope call = attempt.open(new ModelCallStarted(RUN, tier, endpoint, number, true));
        Duration first = failure == null ? Duration.ofMillis(250) : null;
        call.close(new ModelCallEnded(RUN, endpoint, failure, usage, first, failure == null ? "gpt-large-v7" : null));
    }

    static void tool(Scope attempt, String name, String effect, Status status, Source source) {
        Scope tool = attempt.open(new ToolStarted(RUN, name, "call_1", effect));
        tool.close(new ToolEnded(RUN, name, status, source));
    }

    /// Every kind of event with every label that is always there, so that a registry holds every metric there is.
    static void everything(Scopes scopes) {
        fallThenAnswer(scopes, Map.of());
        shadow(scopes);
        Scope run = scopes.open(new RunStarted(RUN, "sequential", null, null), Map.of());
        Scope attempt = run.open(new AttemptStarted(RUN, "rules", 1, 3, 0));
        tool(attempt, "invented_by_a_model", null, Status.ERROR, Source.REFUSED);
        attempt.announce(new RetryRefused(RUN, "primary"));
        attempt.announce(new BelayEvent.BudgetReached(RUN, "caller", "usd", 80, "caller:usd:total:app"));
        attempt.announce(new CacheAsked(RUN, "native", "look_up", CacheAnswer.HIT));
        Scope embedding = run.open(new BelayEvent.EmbeddingStarted(RUN, EMBEDDING, 3, 1));
        embedding.close(new BelayEvent.EmbeddingEnded(RUN, EMBEDDING, null, EMBEDDED, 256, "text-embedding-3-small"));
        run.announce(new Branched(RUN, 1, "native", BranchStage.STARTED, "it is the first"));
        run.announce(new Voted(RUN, new Ballot(Ballot.Subject.ANSWER, List.of(), 2, 0, 0, "none agree", null), false));
        Failure noMatch = new Failure.NoMatch("nothing matches");
        attempt.close(new AttemptEnded(RUN, "rules", 1, noMatch, Usage.NONE, 1));
        run.announce(new TierFell(RUN, "rules", noMatch, null));
        run.close(new RunEnded(RUN, RunState.FAILED, null, "no_match", Usage.NONE, 1));
    }
}
