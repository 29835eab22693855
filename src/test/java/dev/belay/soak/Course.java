package dev.belay.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was seen in the course of time.
final class Course {
    private static final int MOST_ROWS = 24;

    private final List<Reading> readings = new ArrayList<>();

    /// @param at since the load began
    /// @param seen a gauge that was not looked at this time is missing
    private record Reading(Duration at, Map<Gauge, Long> seen) {}

    void add(Duration at, Map<Gauge, Long> seen) {
        readings.add(new Reading(at, seen));
    }

    /// What grows, in words; empty is good.
    List<String> growing() {
        List<String> growing = new ArrayList<>();
        for (Gauge gauge : Gauge.values()) {
            List<Long> values = values(gauge);
            if (values.size() >= Trend.FEWEST) {
                Trend trend = Trend.of(values, gauge.slack());
                if (trend.grows()) {
                    growing.add("%s grew from %d to %d, at most %d is allowed"
                            .formatted(gauge.title(), trend.first(), trend.last(), trend.limit()));
                }
            }
        }
        return growing;
    }

    /// As many rows as can be read, evenly spread; then the trends.
    List<String> report() {
        List<String> lines = new ArrayList<>(List.of("", header("second", ""), ruler(Gauge.values().length)));
        int step = Math.max(1, (readings.size() + MOST_ROWS - 1) / MOST_ROWS);
        for (int i = 0; i < readings.size(); i += step) {
            lines.add(row(i));
        }
        lines.add("\n| | first third | last third | at most | |\n|---|--:|--:|--:|---|");
        for (Gauge gauge : Gauge.values()) {
            lines.add(trend(gauge));
        }
        return lines;
    }

    /// All of it, as CSV.
    List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add("second" + String.join("", titles(",")));
        for (Reading reading : readings) {
            StringBuilder line = new StringBuilder().append(reading.at.toSeconds());
            for (Gauge gauge : Gauge.values()) {
                Long value = reading.seen.get(gauge);
                line.append(',').append(value == null ? "" : value);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private String trend(Gauge gauge) {
        List<Long> values = values(gauge);
        if (values.size() < Trend.FEWEST) {
            return "| %s | | | | too short: %d of %d values |".formatted(gauge.title(), values.size(), Trend.FEWEST);
        }
        Trend trend = Trend.of(values, gauge.slack());
        return "| %s | %d | %d | %d | %s |"
                .formatted(gauge.title(), trend.first(), trend.last(), trend.limit(), trend.grows() ? "GROWS" : "flat");
    }

    private List<Long> values(Gauge gauge) {
        return readings.stream()
                .filter(reading -> reading.seen.containsKey(gauge))
                .map(reading -> reading.seen.get(gauge))
                .toList();
    }

    /// A value that was not taken this time is that of the last time.
    private String row(int index) {
        StringBuilder row = new StringBuilder(
                String.format(Locale.ROOT, "| %d |", readings.get(index).at.toSeconds()));
        for (Gauge gauge : Gauge.values()) {
            Long latest = null;
            for (int i = 0; i <= index; i++) {
                latest = readings.get(i).seen.getOrDefault(gauge, latest);
            }
            row.append(" %s |".formatted(latest == null ? "" : latest));
        }
        return row.toString();
    }

    private static String header(String first, String rest) {
        return "| " + first + String.join("", titles(" | ")) + " |" + rest;
    }

    private static List<String> titles(String before) {
        List<String> titles = new ArrayList<>();
        for (Gauge gauge : Gauge.values()) {
            titles.add(before + (before.equals(",") ? gauge.title().replace(",", "") : gauge.title()));
        }
        return titles;
    }

    private static String ruler(int columns) {
        return "|--:|" + "--:|".repeat(columns);
    }
}
