package dev.belay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheus.PrometheusNamingConvention;
import io.smallrye.faulttolerance.core.metrics.MetricsConstants;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A dashboard or an alert over a metric that does not exist is silent for ever; here it is a failing test.
class DashboardTest {
    private static final Path DASHBOARD = Path.of("k8s/base/dashboards/belay.json");
    private static final Path RULES = Path.of("k8s/components/prometheus-operator/prometheusrule.yaml");
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-z_]+)\\b\\s*(?:\\{([^}]*)})?(?!\\s*\\()");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)\\s*(?:=~|!=|=)");
    private static final Set<String> SCRAPER = Set.of("instance", "job", "namespace", "pod");
    private static final Map<String, Set<String>> EXPOSED = exposed();

    @Test
    void findsTheExpressions() throws IOException {
        assertThat(dashboard()).hasSizeGreaterThan(20);
        assertThat(rules()).hasSizeGreaterThan(3);
    }

    @Test
    void wouldNoticeAMetricThatIsNotThere() {
        assertThat(metrics("sum by (tier) (rate(belay_no_such_total{tier=\"a\"}[5m]))"))
                .containsKey("belay_no_such_total");
    }

    @ParameterizedTest
    @MethodSource({"dashboard", "rules"})
    void namesOnlyMetricsAndLabelsThatAreExposed(String expression) {
        metrics(expression).forEach((metric, labels) -> {
            assertThat(EXPOSED).as(expression).containsKey(metric);
            assertThat(EXPOSED.get(metric)).as(expression).containsAll(labels);
        });
    }

    @Test
    void showsEveryMetricOfOurs() throws IOException {
        String all = String.join("\n", dashboard());
        assertThat(new Exposed().samples().keySet())
                .filteredOn(name -> name.matches("(belay|gen_ai)_.*_(total|bucket|active|count)"))
                .allSatisfy(name -> assertThat(all).contains(name.replaceAll("_(bucket|count)$", "_")));
    }

    static List<String> dashboard() throws IOException {
        return Json.tree(Files.readString(DASHBOARD)).findValuesAsText("expr");
    }

    static List<String> rules() throws IOException {
        JsonNode rules = Serialization.yamlMapper().readTree(RULES.toFile());
        return rules.findValuesAsText("expr");
    }

    /// Metric to the labels that are asked of it. Grouping labels are asked of every metric of the expression.
    private static Map<String, Set<String>> metrics(String expression) {
        Set<String> grouping = new TreeSet<>();
        Matcher by = GROUPING.matcher(expression);
        while (by.find()) {
            grouping.addAll(List.of(by.group(1).split(",\\s*")));
        }
        grouping.removeAll(SCRAPER);
        String bare = by.replaceAll("").replaceAll("\\[[^]]*]", "").replaceAll("\\b(offset \\w+|or|unless)\\b", "");
        Map<String, Set<String>> found = new TreeMap<>();
        Matcher selector =
                SELECTOR.matcher(bare.replaceAll("\\b(sum|rate|increase|clamp_min|histogram_quantile)\\s*\\(", "("));
        while (selector.find()) {
            Set<String> labels = found.computeIfAbsent(selector.group(1), _ -> new TreeSet<>(grouping));
            Matcher label = LABEL.matcher(selector.group(2) == null ? "" : selector.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
        }
        return found;
    }

    private static Map<String, Set<String>> exposed() {
        Map<String, Set<String>> all = new TreeMap<>(new Exposed().samples());
        all.put("http_server_requests_seconds_count", Set.of("method", "outcome", "status", "uri"));
        for (String name : faultTolerance()) {
            all.put(
                    new PrometheusNamingConvention().name(name, Meter.Type.COUNTER),
                    Set.of("method", "result", "retried", "retryResult", "timedOut", "circuitBreakerResult", "state"));
        }
        return all;
    }

    /// The names that SmallRye Fault Tolerance itself registers.
    private static List<String> faultTolerance() {
        List<String> names = new ArrayList<>();
        for (Field field : MetricsConstants.class.getFields()) {
            try {
                names.add((String) field.get(null));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return names;
    }
}
