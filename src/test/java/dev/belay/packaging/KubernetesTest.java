package dev.belay.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The manifests are ones that Kubernetes knows, agree with each other, and pass the restricted pod security
/// standard.
class KubernetesTest {
    private static final String BASE = "k8s/base";
    private static final String DEV = "k8s/overlays/dev";
    private static final String PROD = "k8s/overlays/prod";

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PROD})
    void areStrictlyWhatKubernetesKnows(String overlay) throws Exception {
        List<HasMetadata> all = Manifests.of(Path.of(overlay)).all();
        assertThat(all).isNotEmpty().doesNotHaveAnyElementsOfTypes(GenericKubernetesResource.class);
        for (HasMetadata manifest : all) {
            String name = manifest.getKind() + " " + manifest.getMetadata().getName();
            assertThat(StrictModel.unknownProperties(manifest)).as(name).isEmpty();
        }
    }

    @Test
    void strictnessBites() {
        HasMetadata misspelt = Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: x}
                spec: {template: {spec: {containers: [{name: x, imagePullPolice: Always}]}}}
                """);
        assertThat(StrictModel.unknownProperties(misspelt))
                .singleElement()
                .asString()
                .contains("imagePullPolice");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PROD})
    void podsAreRestricted(String overlay) throws Exception {
        Manifests manifests = Manifests.of(Path.of(overlay));
        assertThat(manifests.of(Namespace.class)).singleElement().satisfies(namespace -> assertThat(
                        namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted"));
        assertThat(manifests.workloads()).isNotEmpty().allSatisfy((name, pod) -> restricted(pod.getSpec()));
    }

    private static void restricted(PodSpec pod) {
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getVolumes())
                .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
        assertThat(pod.getContainers()).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PROD})
    void servicesReachPodsAndPorts(String overlay) throws Exception {
        Manifests manifests = Manifests.of(Path.of(overlay));
        for (Service service : manifests.of(Service.class)) {
            List<PodTemplateSpec> behind = selected(manifests, service.getSpec().getSelector());
            assertThat(behind).as(service.getMetadata().getName()).hasSize(1);
            Set<String> ports =
                    ports(behind.getFirst()).map(ContainerPort::getName).collect(Collectors.toSet());
            assertThat(service.getSpec().getPorts())
                    .extracting(port -> port.getTargetPort().getStrVal())
                    .isSubsetOf(ports);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PROD})
    void whatIsNamedIsThere(String overlay) throws Exception {
        Manifests manifests = Manifests.of(Path.of(overlay));
        Set<String> maps = names(manifests.of(ConfigMap.class));
        for (PodTemplateSpec pod : manifests.workloads().values()) {
            List<Volume> volumes = pod.getSpec().getVolumes();
            assertThat(volumes.stream()
                            .map(Volume::getConfigMap)
                            .filter(Objects::nonNull)
                            .map(map -> map.getName()))
                    .isSubsetOf(maps);
        }
        assertThat(manifests
                        .of(Deployment.class)
                        .getFirst()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getServiceAccountName())
                .isIn(names(manifests.of(ServiceAccount.class)));
        assertThat(manifests.of(PodDisruptionBudget.class)).singleElement().satisfies(budget -> assertThat(
                        selected(manifests, budget.getSpec().getSelector().getMatchLabels()))
                .hasSize(1));
        assertThat(manifests.of(HorizontalPodAutoscaler.class)).singleElement().satisfies(scaler -> assertThat(
                        scaler.getSpec().getScaleTargetRef().getName())
                .isIn(manifests.workloads().keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PROD})
    void secretsAreReferredToAndNotContained(String overlay) throws Exception {
        Manifests manifests = Manifests.of(Path.of(overlay));
        assertThat(manifests.of(Secret.class)).isEmpty();
        Set<String> keys = env(manifests.workloads().get("belay"))
                .map(EnvVar::getValueFrom)
                .filter(Objects::nonNull)
                .peek(from -> assertThat(from.getSecretKeyRef().getName()).isEqualTo("belay-secrets"))
                .map(from -> from.getSecretKeyRef().getKey())
                .collect(Collectors.toSet());
        assertThat(keys)
                .containsExactlyInAnyOrder("database-username", "database-password", "admin-key", "openai-api-key");
        assertThat(Files.readString(Path.of("docs/how-to/kubernetes.md")))
                .contains(
                        keys.stream().map(key -> "--from-literal=" + key + "=").toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PROD})
    void nothingTalksUnlessAPolicySaysSo(String overlay) throws Exception {
        Manifests manifests = Manifests.of(Path.of(overlay));
        List<NetworkPolicy> policies = manifests.of(NetworkPolicy.class);
        assertThat(policies).anySatisfy(policy -> {
            assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEmpty();
            assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
            assertThat(policy.getSpec().getIngress()).isEmpty();
            assertThat(policy.getSpec().getEgress()).isEmpty();
        });
        for (NetworkPolicy policy : policies) {
            Map<String, String> labels = policy.getSpec().getPodSelector().getMatchLabels();
            if (!labels.isEmpty()) {
                List<PodTemplateSpec> pods = selected(manifests, labels);
                assertThat(pods).as(policy.getMetadata().getName()).hasSize(1);
                Set<Integer> ports = ports(pods.getFirst())
                        .map(ContainerPort::getContainerPort)
                        .collect(Collectors.toSet());
                assertThat(policy.getSpec().getIngress())
                        .flatExtracting(rule -> rule.getPorts())
                        .extracting(port -> port.getPort().getIntVal())
                        .isSubsetOf(ports);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PROD})
    void belayIsProbedAndGivenTimeToStop(String overlay) throws Exception {
        PodSpec pod = Manifests.of(Path.of(overlay)).workloads().get("belay").getSpec();
        Container belay = pod.getContainers().getFirst();
        assertThat(belay.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
        assertThat(belay.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(belay.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
        assertThat(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds()))
                .isGreaterThan(shutdownTimeout().plusSeconds(5));
        assertThat(pod.getTopologySpreadConstraints()).isNotEmpty();
        assertThat(belay.getEnv())
                .contains(new EnvVar("BELAY_CONFIG", "/etc/belay/belay.yaml", null))
                .contains(new EnvVar("QUARKUS_SHUTDOWN_DELAY", "5s", null));
    }

    @Test
    void developmentTracesGoThroughTheCollectorToJaeger() throws Exception {
        Manifests manifests = Manifests.of(Path.of(DEV));
        assertThat(manifests.workloads()).containsKeys("belay", "postgresql", "opentelemetry-collector", "jaeger");
        assertThat(names(manifests.of(Service.class))).contains("postgresql", "opentelemetry-collector", "jaeger");
        assertThat(manifests.of(ConfigMap.class)).anySatisfy(map -> assertThat(map.getData())
                .hasEntrySatisfying(
                        "collector-config.yaml", config -> assertThat(config).contains("jaeger:4317")));
    }

    @Test
    void theDashboardIsFoundByGrafana() throws Exception {
        assertThat(Manifests.of(Path.of(BASE)).of(ConfigMap.class)).anySatisfy(map -> {
            assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
            assertThat(map.getData()).containsKey("belay.json");
        });
    }

    private static Duration shutdownTimeout() throws IOException {
        try (InputStream yaml = KubernetesTest.class.getResourceAsStream("/application.yaml")) {
            String timeout = Serialization.yamlMapper()
                    .readTree(yaml)
                    .at("/quarkus/shutdown/timeout")
                    .asText();
            return Duration.parse("PT" + timeout);
        }
    }

    private static List<PodTemplateSpec> selected(Manifests manifests, Map<String, String> labels) {
        return manifests.workloads().values().stream()
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static java.util.stream.Stream<ContainerPort> ports(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().stream().flatMap(container -> container.getPorts().stream());
    }

    private static java.util.stream.Stream<EnvVar> env(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().stream().flatMap(container -> container.getEnv().stream());
    }

    private static Set<String> names(List<? extends HasMetadata> manifests) {
        return manifests.stream().map(it -> it.getMetadata().getName()).collect(Collectors.toSet());
    }
}
