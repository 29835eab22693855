package dev.belay.drill.score.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.belay.drill.StandIn;
import dev.belay.drill.log.Seen;
import dev.belay.drill.score.caller.Client;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.caller.Question;
import dev.belay.drill.score.check.CallerChecks;
import dev.belay.drill.score.check.Points;
import dev.belay.drill.score.check.ProviderChecks;
import dev.belay.exchange.Cancellation;
import dev.belay.platform.Json;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// One exercise, played once in one mode. Used by one thread.
public final class Trial {
    /// How long the provider's view may take to settle after the caller has its answer.
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final Exercise exercise;
    private final Setting setting;
    private final Question question;
    private final Points points = new Points();

    /// Where trials take place.
    ///
    /// @param own whether the gateway is a Belay server
    /// @param ways in which the gateway goes at once by its strategy
    /// @param scale by which the durations of faults are multiplied
    public record Setting(StandIn provider, Client caller, Workers workers, boolean own, int ways, double scale) {}

    /// Of the stand-in; this trial's alone while it is played.
    private final String scope;

    private final Instant began = Time.SYSTEM.now();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    /// @param scope of the stand-in, nobody else's while the trial is played
    public Trial(Exercise exercise, Setting setting, Question question, String scope) {
        this.exercise = exercise;
        this.setting = setting;
        this.question = question;
        this.scope = scope;
    }

    /// Plays it in a scope where nobody has asked before.
    public void play() throws InterruptedException {
        setting.provider.reset(scope);
        exercise.play().play(this);
    }

    public Points points() {
        return points;
    }

    public String scope() {
        return scope;
    }

    public Setting setting() {
        return setting;
    }

    public Question question() {
        return question;
    }

    public boolean own() {
        return setting.own;
    }

    /// In how many ways the gateway goes at once: each may ask each model once before it can know of the others.
    public int ways() {
        return setting.ways;
    }

    public Heard ask() {
        return ask(question);
    }

    public Heard ask(Question other) {
        long at = since(Time.SYSTEM.now());
        Heard response = setting.caller.ask(other);
        heard.add(line(at, "caller asks"));
        heard.add(line(at + response.took().toMillis(), "caller has " + response.summary()));
        return response;
    }

    public CallerChecks caller() {
        return new CallerChecks(points);
    }

    /// The catalogue's time, as the stand-in plays it; what has nothing to do with its faults is not scaled.
    public Duration scaled(Duration duration) {
        return Duration.ofNanos((long) (duration.toNanos() * setting.scale));
    }

    /// What the provider saw, once everything has ended, or has had time to.
    public List<Seen> settled() {
        long start = Time.SYSTEM.nanos();
        while (Time.SYSTEM.since(start).compareTo(SETTLING) < 0
                && seen().stream().anyMatch(seen -> seen.times().ended() == null)) {
            rest(Duration.ofMillis(20));
        }
        return seen();
    }

    public List<Seen> seen() {
        return setting.provider.log(scope);
    }

    /// Of these the attempts at the model with the fault.
    public List<Seen> primary(List<Seen> seen) {
        return of(exercise.cast().primary(), seen);
    }

    public static List<Seen> of(String model, List<Seen> seen) {
        return seen.stream().filter(some -> some.model().equals(model)).toList();
    }

    /// Attempts whose response went out whole, with an answer in it.
    public static List<Seen> whole(List<Seen> seen) {
        return seen.stream()
                .filter(some -> some.played().complete() && some.played().outputTokens() > 0)
                .toList();
    }

    public ProviderChecks provider(List<Seen> attempts) {
        return new ProviderChecks(points, attempts, setting.ways);
    }

    public Exercise exercise() {
        return exercise;
    }

    /// The gateway's own account of the run behind a response; empty for other gateways.
    public String explanation(Heard heard) {
        String run = heard.said().told().belay().path("run").asText("");
        return !own() || run.isEmpty() ? "" : setting.caller.page("/api/v1/runs/" + run + "/explain");
    }

    /// What the gateway has raised about models of this trial, as lines of its metrics; empty for other gateways.
    public List<String> alerts() {
        return !own()
                ? List.of()
                : setting.caller
                        .page("/q/metrics")
                        .lines()
                        .filter(line -> line.startsWith("belay_alerts_total{") && line.contains("\"" + scope + "-"))
                        .toList();
    }

    /// What happened, in the order of time.
    public List<String> timeline() {
        List<String> lines = new ArrayList<>(heard);
        for (Seen seen : seen()) {
            long at = since(seen.times().at());
            lines.add(line(
                    at,
                    "provider is asked for " + seen.model() + " and plays "
                            + seen.played().what() + " (" + seen.played().status() + ")"));
            if (seen.times().ended() != null) {
                lines.add(line(
                        at + seen.times().ended() - seen.times().started(),
                        "provider has sent "
                                + seen.sent().tokens() + " tokens of " + seen.model()
                                + (seen.cancelled() ? ", and the gateway left" : "")));
            }
        }
        return lines.stream().sorted().toList();
    }

    private long since(Instant at) {
        return Math.max(0, Duration.between(began, at).toMillis());
    }

    private static String line(long millis, String what) {
        return "%8d ms  %s".formatted(millis, what);
    }

    /// Tokens of answers in the gateway's own account of the run; -1 for other gateways. The account of a run without a
    /// journal is written after the answer.
    public long booked(Heard heard) {
        return books(heard).path("output_tokens").asLong(-1);
    }

    /// Whether the gateway says that its account holds estimates.
    public boolean bookedByEstimate(Heard heard) {
        return books(heard).path("estimated").asBoolean();
    }

    private JsonNode books(Heard heard) {
        String run = heard.said().told().belay().path("run").asText("");
        long start = Time.SYSTEM.nanos();
        while (own() && !run.isEmpty() && Time.SYSTEM.since(start).compareTo(SETTLING) < 0) {
            String page = setting.caller.page("/api/v1/runs/" + run);
            if (!page.isEmpty() && Json.tree(page).hasNonNull("ended_at")) {
                return Json.tree(page).path("usage");
            }
            rest(Duration.ofMillis(50));
        }
        return MissingNode.getInstance();
    }

    public void rest(Duration duration) {
        Pause.REAL.await(duration, new Cancellation());
    }
}
