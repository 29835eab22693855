package dev.belay.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Times of all ways as a table: what each adds to a direct call, and how that compares.
final class Latency {
    private Latency() {}

    static List<String> report(String title, Map<Way, Taken> taken) {
        List<String> lines = new ArrayList<>();
        lines.add("\n" + title + "\n");
        lines.add(
                "| way | p50 ms | p99 ms | added to p50 | added to p99 | p50, p99 to floor | p50, p99 to peer | failed |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|--:|");
        for (Way way : taken.keySet()) {
            Taken own = taken.get(way);
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %+.2f | %+.2f | %s | %s | %d |",
                    way.kind().title(),
                    own.millis(0.5),
                    own.millis(0.99),
                    added(own, taken, 0.5),
                    added(own, taken, 0.99),
                    ratios(way, taken, Way.Kind.FLOOR),
                    ratios(way, taken, Way.Kind.PEER),
                    own.misses()));
        }
        return lines;
    }

    private static double added(Taken own, Map<Way, Taken> all, double share) {
        return own.millis(share) - of(all, Way.Kind.DIRECT).millis(share);
    }

    /// Of what is added; a dash where the other adds nothing that could be told from noise.
    private static String ratios(Way way, Map<Way, Taken> all, Way.Kind to) {
        Taken other = of(all, to);
        if (other == null || way.kind() == Way.Kind.DIRECT) {
            return "–";
        }
        return ratio(all.get(way), other, all, 0.5) + ", " + ratio(all.get(way), other, all, 0.99);
    }

    private static String ratio(Taken own, Taken other, Map<Way, Taken> all, double share) {
        double base = added(other, all, share);
        return base < 0.01 ? "–" : String.format(Locale.ROOT, "%.2f", added(own, all, share) / base);
    }

    private static Taken of(Map<Way, Taken> all, Way.Kind kind) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
