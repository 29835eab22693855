package dev.belay.telemetry;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Makes OpenTelemetry's own environment variables and `belay.telemetry.logs` mean to Quarkus what they say.
///
/// Quarkus reads `quarkus.otel.*` and exports to a default address even if nobody named one. Here tracing is on
/// exactly when `OTEL_EXPORTER_OTLP_ENDPOINT` or `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` is set and
/// `OTEL_SDK_DISABLED` is not true. What is set under Quarkus' own name wins. Source of the variables: the
/// specification's "SDK environment variables" and "OTLP exporter" pages.
@Priority(Priorities.APPLICATION)
public final class StandardEnvironment implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1;
    private static final String OTEL = "quarkus.otel.";
    private static final String OTLP = OTEL + "exporter.otlp.";
    private static final String DISABLED = OTEL + "sdk.disabled";
    private static final String JSON_LOG = "quarkus.log.console.json.enabled";
    private static final String TRACES_PATH = "v1/traces";

    /// Settings of the exporter, which Quarkus reads with and without `traces.` before them.
    private static final List<String> EXPORTER = List.of("endpoint", "protocol", "headers", "timeout", "compression");

    private static final List<String> OTHERS =
            List.of("service.name", "resource.attributes", "traces.sampler.arg", "bsp.schedule.delay");

    /// Quarkus' name, and those of the specification, of which the first that is set counts.
    private static final Map<String, List<String>> NAMES = names();

    private static Map<String, List<String>> names() {
        Map<String, List<String>> names = new TreeMap<>();
        for (String setting : EXPORTER) {
            List<String> standard = List.of("otel.exporter.otlp.traces." + setting, "otel.exporter.otlp." + setting);
            names.put(OTLP + setting, standard);
            names.put(OTLP + "traces." + setting, standard);
        }
        OTHERS.forEach(setting -> names.put(OTEL + setting, List.of("otel." + setting)));
        return names;
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue own = context.proceed(name);
        if (explicit(own)) {
            return own;
        }
        String value =
                switch (name) {
                    case DISABLED -> String.valueOf(!exporting(context));
                    case JSON_LOG -> String.valueOf("json".equalsIgnoreCase(text(context, "belay.telemetry.logs")));
                    default -> NAMES.containsKey(name) ? translated(context, name) : null;
                };
        return value == null ? own : value(name, value);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Set<String> names = new LinkedHashSet<>();
        context.iterateNames().forEachRemaining(names::add);
        for (String name : NAMES.keySet()) {
            if (translated(context, name) != null) {
                names.add(name);
            }
        }
        return names.iterator();
    }

    private static boolean exporting(ConfigSourceInterceptorContext context) {
        boolean endpoint = standard(context, OTLP + "endpoint") != null || explicit(context.proceed(OTLP + "endpoint"));
        return endpoint && !"true".equalsIgnoreCase(text(context, "otel.sdk.disabled"));
    }

    private static String translated(ConfigSourceInterceptorContext context, String name) {
        String value = standard(context, name);
        String setting = name.substring(name.lastIndexOf('.') + 1);
        return switch (setting) {
            case "endpoint" -> value == null ? null : withoutPath(value);
            case "protocol" -> value == null ? protocol(context) : value;
            case "compression" -> "none".equals(value) ? null : value;
            case "timeout", "delay" -> value == null ? null : value + "ms";
            default -> value;
        };
    }

    /// The specification's default, except at the port that only ever speaks gRPC.
    private static String protocol(ConfigSourceInterceptorContext context) {
        String endpoint = standard(context, OTLP + "endpoint");
        if (endpoint == null) {
            return null;
        }
        return URI.create(endpoint).getPort() == 4317 ? "grpc" : "http/protobuf";
    }

    /// The variable for traces names the whole address; Quarkus adds the path itself.
    private static String withoutPath(String endpoint) {
        return endpoint.endsWith(TRACES_PATH)
                ? endpoint.substring(0, endpoint.length() - TRACES_PATH.length())
                : endpoint;
    }

    private static String standard(ConfigSourceInterceptorContext context, String name) {
        for (String candidate : NAMES.get(name)) {
            String value = text(context, candidate);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /// An empty variable counts as not set.
    private static String text(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        return value == null || value.getValue() == null || value.getValue().isBlank()
                ? null
                : value.getValue().strip();
    }

    /// Defaults of mappings have the lowest ordinal there is, everything that somebody wrote down a positive one.
    private static boolean explicit(ConfigValue value) {
        return value != null && value.getValue() != null && value.getConfigSourceOrdinal() > 0;
    }

    private static ConfigValue value(String name, String value) {
        return ConfigValue.builder()
                .withName(name)
                .withValue(value)
                .withRawValue(value)
                .withConfigSourceName(StandardEnvironment.class.getSimpleName())
                .withConfigSourceOrdinal(300)
                .build();
    }

    /// Tells which properties telemetry has; beside one limit, their types say all that can be wrong with them.
    public static final class Words implements ConfigCheck {
        /// Below it, not even an empty message fits.
        private static final int SHORTEST_CONTENT = 256;

        @Override
        public List<Class<?>> mappings() {
            return List.of(TelemetryConfig.class);
        }

        @Override
        public List<Problem> problems(SmallRyeConfig config) {
            int limit = config.getConfigMapping(TelemetryConfig.class).contentLimit();
            return limit >= SHORTEST_CONTENT
                    ? List.of()
                    : List.of(new Problem("belay.telemetry.content-limit", "must be at least " + SHORTEST_CONTENT));
        }
    }
}
