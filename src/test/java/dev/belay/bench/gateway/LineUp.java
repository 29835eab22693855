package dev.belay.bench.gateway;

import dev.belay.support.BelayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The provider, and what stands between it and a caller, each a process of its own.
///
/// nginx and the peer take part if `belay.bench.gateway.nginx` names the program and `belay.bench.gateway.peer` the
/// script that starts `@portkey-ai/gateway`.
final class LineUp implements AutoCloseable {
    private static final String NGINX = System.getProperty("belay.bench.gateway.nginx", "");
    private static final String PEER = System.getProperty("belay.bench.gateway.peer", "");
    private static final String JVM = System.getProperty("belay.bench.jvm", "");

    private final Path scratch;
    private final List<Way> ways = new ArrayList<>();
    private final List<AutoCloseable> started = new ArrayList<>();

    LineUp(Path scratch) throws IOException {
        this.scratch = scratch;
        Started provider = provider();
        ways.add(new Way(Way.Kind.DIRECT, provider.port(), Map.of(), provider));
        if (!NGINX.isEmpty()) {
            ways.add(nginx(provider.port()));
        }
        Way belay = belay(provider.port());
        ways.add(belay);
        ways.add(new Way(Way.Kind.BELAY_WHOLE, belay.port(), Map.of(), belay.through()));
        if (!PEER.isEmpty()) {
            ways.add(peer(provider.port()));
        }
    }

    List<Way> ways() {
        return ways;
    }

    private Started provider() {
        int port = Started.freePort();
        return begin(
                port,
                "provider",
                BelayProcess.java(),
                "-Xmx512m",
                "-jar",
                jar(),
                "drill",
                "provider",
                "--port",
                "" + port);
    }

    /// Without a log, and with kept connections on both sides: what a proxy takes that does nothing else.
    private Way nginx(int provider) throws IOException {
        int port = Started.freePort();
        Path folder = Files.createDirectories(scratch.resolve("nginx"));
        String root = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; pid nginx.pid; error_log stderr error; worker_processes auto; %s
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  upstream provider { server 127.0.0.1:%d; keepalive 1024; keepalive_requests 100000000; }
                  server {
                    listen 127.0.0.1:%d backlog=1024; keepalive_requests 100000000;
                    location / {
                      proxy_pass http://provider; proxy_buffering off;
                      proxy_http_version 1.1; proxy_set_header Connection "";
                    }
                  }
                }
                """.formatted(root, provider, port));
        Started nginx = begin(port, "nginx", NGINX, "-e", "stderr", "-p", folder.toString(), "-c", "nginx.conf");
        return new Way(Way.Kind.FLOOR, port, Map.of(), nginx);
    }

    /// As a user has it, with the embedded database. More calls at the same time than the default are let through to
    /// the provider, as the others let them through; and streams are passed on as they come.
    private Way belay(int provider) throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("belay"));
        StringBuilder models = new StringBuilder();
        StringBuilder routes = new StringBuilder();
        StringBuilder policies = new StringBuilder();
        for (Question question : List.of(Question.CALL, Question.SLOW, Question.stream(Streams.RATE, Streams.TOKENS))) {
            for (String id : List.of(question.policy(), question.wholePolicy())) {
                models.append(
                        ("    %s: {base-url: \"http://127.0.0.1:%d/v1\", api-key: bench, name: %s, concurrency: 512,"
                                        + " stream-on-demand: %s}\n")
                                .formatted(id, provider, question.model(), id.equals(question.wholePolicy())));
                routes.append("    %1$s: {models: [%1$s]}\n".formatted(id));
                policies.append("    %1$s: {route: %1$s, streaming: live}\n".formatted(id));
            }
        }
        Path file = folder.resolve("belay.yaml");
        Files.writeString(
                file,
                "belay:\n  models:\n%s  routes:\n    default: {models: [call]}\n%s  policies:\n%s"
                        .formatted(models, routes, policies));
        Map<String, String> environment = new HashMap<>();
        if (!JVM.isBlank()) {
            environment.put("JAVA_TOOL_OPTIONS", JVM);
        }
        BelayProcess belay = BelayProcess.serve(folder, environment, "--config", file.toString());
        started.add(belay);
        int port = belay.uri("/").getPort();
        return new Way(
                Way.Kind.BELAY,
                port,
                Map.of(),
                Started.of(ProcessHandle.of(belay.pid()).orElseThrow(), port));
    }

    /// With the least that it can be told: one provider, without retries or fallbacks.
    private Way peer(int provider) {
        int port = Started.freePort();
        Started peer = begin(port, "peer", "node", PEER, "--port=" + port, "--headless");
        Map<String, String> headers = Map.of(
                "x-portkey-provider", "openai", "x-portkey-custom-host", "http://127.0.0.1:%d/v1".formatted(provider));
        return new Way(Way.Kind.PEER, port, headers, peer);
    }

    private Started begin(int port, String name, String... command) {
        Started process = Started.listening(port, scratch.resolve(name + ".log"), List.of(command));
        started.add(process);
        return process;
    }

    private static String jar() {
        return BelayProcess.jar().toString();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable process : started.reversed()) {
            process.close();
        }
    }
}
