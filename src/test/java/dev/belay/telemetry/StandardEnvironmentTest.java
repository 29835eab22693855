package dev.belay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandardEnvironmentTest {

    @Test
    void tracesNothingUnlessAnEndpointIsNamed() {
        assertThat(with(Map.of()).getRawValue("quarkus.otel.sdk.disabled")).isEqualTo("true");
        assertThat(with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "")).getRawValue("quarkus.otel.sdk.disabled"))
                .isEqualTo("true");
    }

    @Test
    void anEndpointSwitchesTracingOn() {
        SmallRyeConfig config = with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"));
        assertThat(config.getRawValue("quarkus.otel.sdk.disabled")).isEqualTo("false");
        assertThat(config.getRawValue("quarkus.otel.exporter.otlp.endpoint")).isEqualTo("http://collector:4318");
        assertThat(config.getRawValue("quarkus.otel.exporter.otlp.protocol")).isEqualTo("http/protobuf");
    }

    @Test
    void theEndpointForTracesWinsAndNamesTheWholeAddress() {
        SmallRyeConfig config = with(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://other:4318",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://collector:4318/tenant/v1/traces"));
        assertThat(config.getRawValue("quarkus.otel.exporter.otlp.endpoint"))
                .isEqualTo("http://collector:4318/tenant/");
    }

    @Test
    void thePortOfGrpcSpeaksGrpcUnlessToldOtherwise() {
        Map<String, String> port = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317");
        assertThat(with(port).getRawValue("quarkus.otel.exporter.otlp.protocol"))
                .isEqualTo("grpc");
        Map<String, String> told = Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317",
                "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        assertThat(with(told).getRawValue("quarkus.otel.exporter.otlp.protocol"))
                .isEqualTo("http/protobuf");
    }

    @Test
    void theSpecificationsSwitchTurnsItOff() {
        SmallRyeConfig config =
                with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318", "OTEL_SDK_DISABLED", "true"));
        assertThat(config.getRawValue("quarkus.otel.sdk.disabled")).isEqualTo("true");
    }

    @Test
    void readsTheOtherVariables() {
        SmallRyeConfig config = with(Map.of(
                "OTEL_EXPORTER_OTLP_HEADERS", "x-team=climbing",
                "OTEL_EXPORTER_OTLP_TIMEOUT", "2500",
                "OTEL_SERVICE_NAME", "belay-eu",
                "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test",
                "OTEL_TRACES_SAMPLER_ARG", "0.25"));
        assertThat(config.getRawValue("quarkus.otel.exporter.otlp.headers")).isEqualTo("x-team=climbing");
        assertThat(config.getRawValue("quarkus.otel.exporter.otlp.timeout")).isEqualTo("2500ms");
        assertThat(config.getRawValue("quarkus.otel.service.name")).isEqualTo("belay-eu");
        assertThat(config.getRawValue("quarkus.otel.resource.attributes"))
                .isEqualTo("deployment.environment.name=test");
        assertThat(config.getRawValue("quarkus.otel.traces.sampler.arg")).isEqualTo("0.25");
        assertThat(config.getPropertyNames()).contains("quarkus.otel.resource.attributes");
    }

    @Test
    void quarkusOwnNamesWin() {
        SmallRyeConfig config = with(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://other:4318",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"));
        assertThat(config.getRawValue("quarkus.otel.exporter.otlp.endpoint")).isEqualTo("http://collector:4318");
        assertThat(with(Map.of("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"))
                        .getRawValue("quarkus.otel.sdk.disabled"))
                .isEqualTo("false");
    }

    @Test
    void logsAsJsonWhereAskedTo() {
        assertThat(with(Map.of("BELAY_TELEMETRY_LOGS", "json")).getRawValue("quarkus.log.console.json.enabled"))
                .isEqualTo("true");
        assertThat(with(Map.of("BELAY_TELEMETRY_LOGS", "text")).getRawValue("quarkus.log.console.json.enabled"))
                .isEqualTo("false");
    }

    private static SmallRyeConfig with(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(
                        Map.of("quarkus.log.console.json.enabled", "false"), "defaults", Integer.MIN_VALUE))
                .withInterceptors(new StandardEnvironment())
                .build();
    }
}
