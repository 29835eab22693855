package dev.belay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.platform.Database;
import dev.belay.platform.Json;
import dev.belay.support.BelayProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three processes, many callers, one dollar: first in peace, against the provider's own ledger to the cent; then with
/// one process killed in the middle of its calls. `-Dcrash.callers=64` is the whole proof.
class OneDollarIT {
    private static final int CALLERS = Integer.getInteger("crash.callers", 24);
    private static final BigDecimal IN = new BigDecimal("0.00001");
    private static final BigDecimal OUT = new BigDecimal("0.0001");
    private static final BigDecimal DOLLAR = BigDecimal.ONE;

    @TempDir
    Path scratch;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

    @Test
    void nobodySpendsMoreThanThereIs() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                StandIn provider = StandIn.start(StandInOptions.onAnyPort());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Database database = new Database(postgres.getPostgresDatabase());
            List<BelayProcess> processes = start(callers, postgres, provider);
            try {
                inPeace(callers, processes, provider, database);
                withAKill(callers, processes, provider, database);
            } finally {
                processes.forEach(BelayProcess::close);
            }
        }
    }

    private void inPeace(ExecutorService callers, List<BelayProcess> processes, StandIn provider, Database database)
            throws Exception {
        for (Future<Integer> end : ask(callers, processes, CALLERS)) {
            assertThat(end.get()).isEqualTo(200);
        }
        Row row = row(database);
        assertThat(row.spent()).as("to the cent").isEqualByComparingTo(billed(provider));
        assertThat(row.reserved().add(row.presumed()).add(row.over())).isEqualByComparingTo("0");
    }

    private void withAKill(ExecutorService callers, List<BelayProcess> processes, StandIn provider, Database database)
            throws Exception {
        List<Future<Integer>> ends = ask(callers, processes, 240);
        await().until(() -> reservedBy(database, processes.getFirst().pid()) > 0);
        processes.getFirst().kill();
        List<BelayProcess> left = processes.subList(1, 3);
        ends.forEach(end -> statuses.merge(status(end), 1, Integer::sum));
        ask(callers, left, CALLERS).forEach(end -> statuses.merge(status(end), 1, Integer::sum));
        await().atMost(Duration.ofSeconds(90))
                .until(() -> row(database).reserved().signum() == 0);

        Row row = row(database);
        System.out.printf(
                "one dollar, %d callers: %s; spent %s, of which presumed %s; billed %s, and %s written and cut%n",
                CALLERS, statuses, row.spent(), row.presumed(), billed(provider), cut(provider));
        assertThat(row.spent()).isLessThanOrEqualTo(DOLLAR);
        assertThat(row.over()).as("overspent").isEqualByComparingTo("0");
        assertThat(row.presumed()).as("what the dead process had set aside").isPositive();
        assertThat(row.spent())
                .as("what was written of answers that were cut may be billed")
                .isGreaterThanOrEqualTo(billed(provider).add(cut(provider)));
        assertThat(billed(provider))
                .isLessThanOrEqualTo(row.spent())
                .isGreaterThanOrEqualTo(row.spent().subtract(row.presumed()));
        assertThat(statuses).as("some were refused").containsKey(402);
    }

    private List<BelayProcess> start(ExecutorService starters, EmbeddedPostgres postgres, StandIn provider)
            throws Exception {
        Path config = scratch.resolve("belay.yaml");
        Files.writeString(config, """
                belay:
                  models:
                    m: {base-url: "%s", name: "standin-ok@l150-400", input-price: 10, output-price: 100}
                  routes: {default: {models: [m]}}
                  ownership: {lease: 2s}
                  load: {caller-share: 1}
                  budgets: {limits: {house: {per: installation, every: total, usd: 1}}}
                """.formatted(provider.baseUrl()));
        Map<String, String> environment = Map.of(
                "JAVA_TOOL_OPTIONS", "-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                "QUARKUS_DATASOURCE_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"),
                "QUARKUS_DATASOURCE_USERNAME", "postgres",
                "QUARKUS_DATASOURCE_PASSWORD", "postgres");
        List<Future<BelayProcess>> starting = IntStream.range(0, 3)
                .mapToObj(i -> starters.submit(() -> {
                    Path folder = Files.createDirectory(scratch.resolve("process-" + i));
                    return BelayProcess.serve(folder, environment, "--config", config.toString());
                }))
                .toList();
        List<BelayProcess> processes = new ArrayList<>();
        for (Future<BelayProcess> each : starting) {
            processes.add(each.get());
        }
        return processes;
    }

    private List<Future<Integer>> ask(ExecutorService callers, List<BelayProcess> processes, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(call -> callers.submit(() -> chat(processes.get(call % processes.size()))))
                .toList();
    }

    private int chat(BelayProcess process) throws IOException, InterruptedException {
        var body = Json.object().put("model", "belay").put("max_tokens", 80);
        body.putArray("messages").addObject().put("role", "user").put("content", "hello");
        HttpRequest request = HttpRequest.newBuilder(process.uri("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode answer = Json.tree(response.body());
        assertThat(answer.isObject()).isTrue();
        return response.statusCode();
    }

    /// @return 0 if the process was gone
    private static int status(Future<Integer> end) {
        try {
            return end.get();
        } catch (Exception _) {
            return 0;
        }
    }

    private static BigDecimal billed(StandIn provider) {
        return provider.log().stream()
                .filter(seen -> seen.played().complete())
                .map(seen -> IN.multiply(BigDecimal.valueOf(seen.played().inputTokens()))
                        .add(OUT.multiply(BigDecimal.valueOf(seen.played().outputTokens()))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// What was written of answers that nobody heard to their end.
    private static BigDecimal cut(StandIn provider) {
        return provider.log().stream()
                .filter(seen -> !seen.played().complete())
                .map(seen -> OUT.multiply(BigDecimal.valueOf(seen.sent().tokens())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long reservedBy(Database database, long pid) throws SQLException {
        return database.query(
                        "select count(*) from reservation r join process p on p.fence = r.owner where p.name like ?",
                        row -> row.getLong(1),
                        pid + "@%")
                .getFirst();
    }

    private static Row row(Database database) throws SQLException {
        return database.query(
                        "select spent, reserved, presumed, over from budget where scope = 'installation'",
                        row -> new Row(
                                row.getBigDecimal(1), row.getBigDecimal(2), row.getBigDecimal(3), row.getBigDecimal(4)))
                .getFirst();
    }

    private record Row(BigDecimal spent, BigDecimal reserved, BigDecimal presumed, BigDecimal over) {}
}
