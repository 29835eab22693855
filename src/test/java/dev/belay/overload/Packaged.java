package dev.belay.overload;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.platform.Json;
import dev.belay.support.BelayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The packaged application beside a stand-in provider, with a policy for each thing that is played.
record Packaged(StandIn provider, BelayProcess process, HttpClient client) implements AutoCloseable {

    /// @param java options of its virtual machine
    /// @param more configuration, in YAML
    static Packaged start(Path scratch, String java, String more, String... plays) throws IOException {
        StandIn provider = StandIn.start(StandInOptions.onAnyPort());
        StringBuilder yaml = new StringBuilder("belay:\n");
        yaml.append("  models:\n");
        for (String play : plays) {
            yaml.append("    ").append(play).append(": {base-url: '").append(provider.baseUrl());
            yaml.append("', api-key: k, name: ").append(play).append("}\n");
        }
        yaml.append("  routes:\n");
        for (String play : plays) {
            yaml.append("    ").append(play).append(": {models: [").append(play).append("]}\n");
        }
        yaml.append("  policies:\n");
        for (String play : plays) {
            yaml.append("    ").append(play).append(": {route: ").append(play).append("}\n");
        }
        Path config = Files.writeString(scratch.resolve("belay.yaml"), yaml + more);
        try {
            BelayProcess process =
                    BelayProcess.serve(scratch, Map.of("JAVA_TOOL_OPTIONS", java), "--config", config.toString());
            return new Packaged(provider, process, HttpClient.newHttpClient());
        } catch (RuntimeException e) {
            provider.close();
            throw e;
        }
    }

    CompletableFuture<HttpResponse<String>> chat(String play, String text, String... headers) {
        var body = Json.object().put("model", play);
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return post(HttpRequest.BodyPublishers.ofString(Json.write(body)), headers);
    }

    CompletableFuture<HttpResponse<String>> post(BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(process.uri("/v1/chat/completions"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(120))
                .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.sendAsync(request.POST(body).build(), BodyHandlers.ofString());
    }

    int ready() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(process.uri("/q/health/ready"))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    /// Megabytes of the process in memory, by the operating system.
    long residentMegabytes() {
        return megabytes("VmRSS");
    }

    /// The most it has ever been.
    long peakMegabytes() {
        return megabytes("VmHWM");
    }

    private long megabytes(String name) {
        try {
            String status = Files.readString(Path.of("/proc", "" + process.pid(), "status"));
            Matcher line = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
            return line.find() ? Long.parseLong(line.group(1)) / 1024 : -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        process.close();
        provider.close();
    }
}
