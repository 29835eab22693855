package dev.belay.bench.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.StandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Some clients at once, each with one run after another, of one tool call each. As many of them, whether they turn to
/// one process or share two.
final class Crowd {
    private static final int CLIENTS = Integer.getInteger("belay.bench.durability.clients", 8);
    private static final int ROUNDS = Integer.getInteger("belay.bench.durability.rounds", 5);
    private static final int RUNS = Integer.getInteger("belay.bench.durability.runs", 400);
    private static final String QUESTION = """
            {"model": "bench", "stream": true, "messages": [{"role": "user", "content": "How are you?"}]}""";

    private final HttpClient client;
    private final StandIn provider;
    private final List<URI> servers;
    private int calls;

    Crowd(HttpClient client, StandIn provider, List<URI> servers) {
        this.client = client;
        this.provider = provider;
        this.servers = servers;
    }

    /// How many tool calls were made in all.
    int calls() {
        return calls;
    }

    List<String> report(List<Flow> flows) throws Exception {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way("provider asked directly, twice (floor)", 0, null, new double[ROUNDS]));
        for (Flow flow : flows) {
            for (int processes = 1; processes <= servers.size(); processes++) {
                ways.add(new Way(flow.name(), processes, flow, new double[ROUNDS]));
            }
        }
        for (int round = -1; round < ROUNDS; round++) {
            for (Way way : ways) {
                double rate = rate(way);
                if (round >= 0) {
                    way.rates()[round] = rate;
                }
            }
        }
        return table(ways);
    }

    private List<String> table(List<Way> ways) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "\nRuns per second, %d clients, one tool call each; median of %d rounds of %d runs, the first not counted\n"
                        .formatted(CLIENTS, ROUNDS, RUNS));
        lines.add("| way | processes | runs/s | slowest | fastest | to floor |");
        lines.add("|---|--:|--:|--:|--:|--:|");
        double floor = ways.getFirst().median();
        for (Way way : ways) {
            double[] sorted = way.sorted();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.0f | %.0f | %.2f |",
                    way.name(),
                    way.processes(),
                    way.median(),
                    sorted[0],
                    sorted[ROUNDS - 1],
                    way.median() / floor));
        }
        return lines;
    }

    private double rate(Way way) throws Exception {
        long begun = System.nanoTime();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> ends = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                ends.add(clients.submit((Callable<Void>) () -> work(way, number)));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
        }
        return RUNS / CLIENTS * CLIENTS / ((System.nanoTime() - begun) / 1e9);
    }

    private Void work(Way way, int number) throws Exception {
        for (int i = 0; i < RUNS / CLIENTS; i++) {
            if (way.flow() == null) {
                ask();
                ask();
            } else {
                way.flow().run(client, servers.get(number % way.processes()), 1);
                counted();
            }
        }
        return null;
    }

    private synchronized void counted() {
        calls++;
    }

    private void ask() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(provider.baseUrl() + "/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .contains("end");
    }

    /// @param flow `null`: the provider without Belay
    /// @param rates runs per second, by round
    private record Way(String name, int processes, Flow flow, double[] rates) {
        double median() {
            return sorted()[rates.length / 2];
        }

        double[] sorted() {
            double[] sorted = rates.clone();
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
