package dev.belay.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The manifests of one overlay: as `kubectl kustomize` renders them where there is a kubectl, otherwise the plain
/// files that the kustomization names, unpatched, with its generated config maps.
record Manifests(List<HasMetadata> all) {

    static Manifests of(Path overlay) throws IOException, InterruptedException {
        List<HasMetadata> all = new ArrayList<>();
        if (hasKubectl()) {
            parse(rendered(overlay), all);
        } else {
            plain(overlay, all);
        }
        return new Manifests(all);
    }

    static boolean hasKubectl() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    <T extends HasMetadata> List<T> of(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// Name of the workload to its pods.
    Map<String, PodTemplateSpec> workloads() {
        Map<String, PodTemplateSpec> pods = new LinkedHashMap<>();
        of(Deployment.class)
                .forEach(it -> pods.put(it.getMetadata().getName(), it.getSpec().getTemplate()));
        of(StatefulSet.class)
                .forEach(it -> pods.put(it.getMetadata().getName(), it.getSpec().getTemplate()));
        return pods;
    }

    private static String rendered(Path overlay) throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", overlay.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kubectl.waitFor() != 0) {
            throw new IllegalStateException("kubectl kustomize " + overlay + " failed");
        }
        return out;
    }

    private static void plain(Path folder, List<HasMetadata> into) throws IOException {
        JsonNode kustomization = Serialization.yamlMapper()
                .readTree(folder.resolve("kustomization.yaml").toFile());
        for (JsonNode resource : kustomization.path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            if (Files.isDirectory(path)) {
                plain(path, into);
            } else {
                parse(Files.readString(path), into);
            }
        }
        for (JsonNode generator : kustomization.path("configMapGenerator")) {
            into.add(generated(folder, generator));
        }
    }

    private static ConfigMap generated(Path folder, JsonNode generator) throws IOException {
        ConfigMapBuilder map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(generator.path("name").asText())
                .endMetadata();
        for (JsonNode label : generator.path("options").path("labels")) {
            map.editMetadata().addToLabels("grafana_dashboard", label.asText()).endMetadata();
        }
        for (JsonNode file : generator.path("files")) {
            Path path = folder.resolve(file.asText());
            map.addToData(path.getFileName().toString(), Files.readString(path));
        }
        return map.build();
    }

    private static void parse(String yaml, List<HasMetadata> into) {
        for (String document : yaml.split("(?m)^---$")) {
            if (!document.isBlank()) {
                into.add(Serialization.unmarshal(document));
            }
        }
    }
}
