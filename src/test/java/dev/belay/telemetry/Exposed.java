package dev.belay.telemetry;

import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import dev.belay.platform.Time;
import dev.belay.telemetry.content.ContentRecorder;
import dev.belay.telemetry.health.HealthMeters;
import dev.belay.telemetry.meter.Descriptions;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Prometheus that scrapes Belay would see after every kind of event has happened.
final class Exposed {
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern HELP = Pattern.compile("^# HELP (\\S+) (.*)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"([^\"]*)\"");

    private final Map<String, Set<String>> labels = new TreeMap<>();
    private final String text;

    Exposed() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new Descriptions());
        Played.everything(new TracedScopes(OpenTelemetry.noop(), registry, Time.SYSTEM, ContentRecorder.OFF));
        HealthMeters health = new HealthMeters(registry);
        Subject model = Subject.model("primary");
        health.heard(new HealthEvent.Guarded(model, () -> Breaker.OPEN));
        health.heard(new HealthEvent.Opened(model, true));
        health.heard(new HealthEvent.Alert(model, "breaker_open", "look"));
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        text = registry.scrape();
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            Set<String> names = labels.computeIfAbsent(sample.group(1), _ -> new TreeSet<>());
            Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
            while (label.find()) {
                names.add(label.group(1));
            }
        }
    }

    /// Name of the sample to names of its labels.
    Map<String, Set<String>> samples() {
        return labels;
    }

    /// Name of the metric to what it says of itself.
    Map<String, String> help() {
        Map<String, String> all = new TreeMap<>();
        Matcher line = HELP.matcher(text);
        while (line.find()) {
            all.put(line.group(1), line.group(2).strip());
        }
        return all;
    }
}
