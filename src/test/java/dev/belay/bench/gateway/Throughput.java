package dev.belay.bench.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Calls per second of many callers, each of whom asks again as soon as the answer is there, of a provider that takes
/// 20 ms.
final class Throughput {
    private static final int CALLERS = Integer.getInteger("belay.bench.gateway.callers", 256);
    private static final int SECONDS = Integer.getInteger("belay.bench.gateway.seconds", 10);
    private static final int ROUNDS = Integer.getInteger("belay.bench.gateway.rounds", 3);

    private Throughput() {}

    /// @param rates calls per second, by round
    /// @param processor seconds of processor time of the gateway, in all rounds
    record Passed(Way way, Taken taken, double[] rates, double[] processor) {
        double median() {
            double[] sorted = rates.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }

        double microsPerCall() {
            return processor[0] * 1e6 / taken.count();
        }
    }

    /// The first round, in which whatever compiles late is compiled, is not counted.
    static List<Passed> measure(List<Way> ways) throws Exception {
        List<Passed> all = new ArrayList<>();
        for (Way way : ways) {
            all.add(new Passed(way, new Taken(), new double[ROUNDS], new double[1]));
            load(way, new Taken());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Passed passed : all) {
                int before = passed.taken.count();
                Duration processor = passed.way.through().processorTime();
                double seconds = load(passed.way, passed.taken);
                passed.processor[0] +=
                        passed.way.through().processorTime().minus(processor).toNanos() / 1e9;
                passed.rates[round] = (passed.taken.count() - before) / seconds;
            }
        }
        return all;
    }

    private static double load(Way way, Taken taken) throws Exception {
        long begun = System.nanoTime();
        long end = begun + Duration.ofSeconds(SECONDS).toNanos();
        Callers.all(CALLERS, () -> {
            try (Caller caller = way.caller(Question.SLOW)) {
                while (System.nanoTime() < end) {
                    long asked = System.nanoTime();
                    try {
                        taken.took(caller.ask() - asked);
                    } catch (IOException e) {
                        taken.missed(e);
                    }
                }
            }
        });
        return (System.nanoTime() - begun) / 1e9;
    }

    static List<String> report(List<Passed> all) {
        List<String> lines = new ArrayList<>();
        lines.add("\n%d callers, provider takes 20 ms; median of %d rounds of %d s\n"
                .formatted(CALLERS, ROUNDS, SECONDS));
        lines.add("| way | calls/s | slowest | fastest | to floor | to peer | p50 ms | p99 ms |"
                + " processor µs per call | failed |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (Passed passed : all) {
            double[] sorted = passed.rates.clone();
            Arrays.sort(sorted);
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f | %s | %s | %.1f | %.1f | %.0f | %d |",
                    passed.way.kind().title(),
                    passed.median(),
                    sorted[0],
                    sorted[ROUNDS - 1],
                    ratio(passed, all, Way.Kind.FLOOR),
                    ratio(passed, all, Way.Kind.PEER),
                    passed.taken.millis(0.5),
                    passed.taken.millis(0.99),
                    passed.microsPerCall(),
                    passed.taken.misses()));
        }
        return lines;
    }

    private static String ratio(Passed passed, List<Passed> all, Way.Kind to) {
        return all.stream()
                .filter(other -> other.way.kind() == to)
                .findFirst()
                .map(other -> String.format(Locale.ROOT, "%.2f", passed.median() / other.median()))
                .orElse("–");
    }
}
