package dev.belay.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.bench.Report;
import dev.belay.bench.Samples;
import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.Tempo;
import dev.belay.drill.log.Seen;
import dev.belay.platform.Json;
import dev.belay.strategy.race.Losers;
import dev.belay.support.BelayProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The slowest calls with and without hedging, and the tokens that the provider was asked for and sent more, where
/// 2 % of its answers begin after 5 s and all others within 300 ms; what our books say of them, which is never less;
/// and how soon the provider sees the losers leave. Fails where hedging does not bring what it is for.
class HedgeBench {
    private static final int CALLS = Integer.getInteger("belay.bench.race.calls", 1_000);
    private static final int WARM_UP = Integer.getInteger("belay.bench.race.warm-up", 100);
    private static final int CALLERS = Integer.getInteger("belay.bench.race.callers", 16);
    /// Of the 20 s that the fault takes.
    private static final double FIVE_SECONDS = 0.25;
    /// With which the stand-in draws 21 slow answers among the first thousand.
    private static final long SEED = 8;

    /// How much sooner the slowest have to be answered with hedging, for how many more tokens, in percent.
    private static final double TIMES_FASTER = 3;

    private static final double MORE_TOKENS = 10;
    /// After the winner's answer, for all losers but one in a hundred.
    private static final double LEFT_MILLIS = 100;

    private static final List<String> WAYS = List.of("sequential", "fallback", "latency", "dynamic", "parallel");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Report report = new Report("hedging");
    private final SoftAssertions missed = new SoftAssertions();
    private StandIn provider;

    @TempDir
    Path folder;

    @BeforeEach
    void provide() throws Exception {
        provider = StandIn.start(StandInOptions.onAnyPort()
                .withSeed(SEED)
                .with(new Tempo(Duration.ZERO, Duration.ZERO, 0, FIVE_SECONDS)));
    }

    @AfterEach
    void tell() throws Exception {
        provider.close();
        client.close();
        report.tell();
    }

    @Test
    void hedging() throws Exception {
        report.begin(", %d calls each, %d at once\n", CALLS, CALLERS);
        report.add(
                "| way | p50 ms | p95 ms | p99 ms | tokens a call | in the books | cancelled | losers left after p50, p99 ms |");
        report.add("|---|--:|--:|--:|--:|--:|--:|--:|");
        Files.writeString(folder.resolve("belay.yaml"), configuration());
        try (BelayProcess belay = BelayProcess.serve(
                        folder,
                        Map.of(),
                        "--config",
                        folder.resolve("belay.yaml").toString());
                ExecutorService callers =
                        Executors.newFixedThreadPool(CALLERS, Thread.ofVirtual().factory())) {
            Measured alone = null;
            for (String way : WAYS) {
                measured(belay, callers, way, WARM_UP);
                Measured measured = measured(belay, callers, way, CALLS);
                report.add(measured.row(way));
                alone = alone == null ? measured : alone;
                if (way.equals("latency") || way.equals("dynamic")) {
                    report.add(measured.against(alone));
                    judged(way, measured, alone);
                }
            }
        }
        missed.assertAll();
    }

    private void judged(String way, Measured measured, Measured alone) {
        missed.assertThat(measured.timesFaster(alone))
                .as("how many times faster p99 is with %s", way)
                .isGreaterThanOrEqualTo(TIMES_FASTER);
        missed.assertThat(measured.moreTokens(alone))
                .as("percent more tokens with %s", way)
                .isLessThanOrEqualTo(MORE_TOKENS);
        missed.assertThat(measured.booked())
                .as("tokens a call in the books with %s", way)
                .isGreaterThanOrEqualTo(measured.tokens());
        missed.assertThat(measured.left().millis(0.99))
                .as("ms after which the losers of %s have left", way)
                .isLessThanOrEqualTo(LEFT_MILLIS);
    }

    private String configuration() {
        return """
                belay:
                  models:
                    primary: {base-url: "%s", api-key: bench, name: "standin-w07@p2@l50-300", concurrency: 1000}
                  calls: {limits: {first-token: 30s}, breaker: {requests: 100000}}
                  policies:
                    sequential: {strategy: sequential}
                    fallback: {strategy: race}
                    latency: {strategy: race}
                    dynamic: {strategy: race}
                    parallel: {strategy: race}
                  strategies:
                    race:
                      policies:
                        fallback: {mode: fallback}
                        latency: {mode: latency, delay: 300ms}
                        dynamic: {mode: dynamic}
                        parallel: {mode: parallel}
                """.formatted(provider.baseUrl());
    }

    private Measured measured(BelayProcess belay, ExecutorService callers, String way, int calls) throws Exception {
        provider.reset();
        double before = booked(belay);
        List<Future<Long>> answers = new ArrayList<>();
        for (int n = 0; n < calls; n++) {
            answers.add(callers.submit(() -> ask(belay.uri("/v1/chat/completions"), way)));
        }
        Samples times = new Samples(calls);
        for (Future<Long> answer : answers) {
            times.add(answer.get());
        }
        List<Seen> log = provider.log();
        assertThat(log)
                .as("nothing goes on unheard")
                .allMatch(seen -> seen.times().ended() != null);
        long cancelled = log.stream().filter(Seen::cancelled).count();
        double tokens = tokens(log);
        return new Measured(times, tokens / calls, (booked(belay) - before) / calls, cancelled, left(log));
    }

    /// How late the losers of each race left: attempts of one run have one trace.
    private static Samples left(List<Seen> log) {
        Samples left = new Samples(log.size());
        log.stream()
                .collect(
                        Collectors.groupingBy(seen -> seen.asked().traceparent().split("-")[1]))
                .values()
                .stream()
                .filter(race -> race.stream().anyMatch(Seen::cancelled))
                .forEach(race -> left.add(1_000_000 * Losers.late(race)));
        return left;
    }

    /// Of the prompts, which are all the same, also where the caller left before a word; and of what was sent.
    private static long tokens(List<Seen> log) {
        long prompt = log.stream()
                .mapToLong(seen -> seen.played().inputTokens())
                .max()
                .orElse(0);
        return log.stream()
                .mapToLong(seen -> prompt
                        + (seen.played().complete()
                                ? seen.played().outputTokens()
                                : seen.sent().tokens()))
                .sum();
    }

    /// Everything that calls to models have used so far as we count it, those of losers included.
    private double booked(BelayProcess belay) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(belay.uri("/q/metrics")).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("gen_ai_client_token_usage_sum"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private long ask(URI address, String way) throws Exception {
        ObjectNode body = Json.object().put("model", way);
        body.putArray("messages").addObject().put("role", "user").put("content", "How are you?");
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        long took = System.nanoTime() - begun;
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return took;
    }

    /// @param tokens of a call, as the provider counts
    /// @param booked of a call, as we count
    /// @param left how late losers left, one for each race with any
    private record Measured(Samples times, double tokens, double booked, long cancelled, Samples left) {

        String row(String way) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f | %.1f | %.1f | %d | %s |",
                    way,
                    times.millis(0.5),
                    times.millis(0.95),
                    times.millis(0.99),
                    tokens,
                    booked,
                    cancelled,
                    left.count() == 0
                            ? ""
                            : String.format(Locale.ROOT, "%.0f, %.0f", left.millis(0.5), left.millis(0.99)));
        }

        String against(Measured alone) {
            return String.format(
                    Locale.ROOT,
                    "| – against sequential | | | %.1f times faster | %+.1f %% | %+.1f %% | | |",
                    timesFaster(alone),
                    moreTokens(alone),
                    100 * (booked / alone.booked() - 1));
        }

        double timesFaster(Measured alone) {
            return alone.times().millis(0.99) / times.millis(0.99);
        }

        double moreTokens(Measured alone) {
            return 100 * (tokens / alone.tokens() - 1);
        }
    }
}
