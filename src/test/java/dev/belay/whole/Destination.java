package dev.belay.whole;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A talkative server on loopback, for tools and as a provider: whatever it answers holds the headers that it was
/// sent.
final class Destination implements AutoCloseable {
    private static final Map<String, Integer> STATUSES = Map.of(
            "/orders", 200, "/bookings", 201, "/refused", 403, "/unauthorized", 401, "/malformed", 400, "/broken", 503);

    private final HttpServer server;
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Map<String, String> traceparents = new ConcurrentHashMap<>();

    private Destination(HttpServer server) {
        this.server = server;
    }

    static Destination start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Destination destination = new Destination(server);
            STATUSES.forEach(
                    (path, status) -> server.createContext(path, exchange -> destination.echo(exchange, path, status)));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return destination;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /// Requests that came to `path` so far.
    int count(String path) {
        return requests.getOrDefault(path, new AtomicInteger()).get();
    }

    /// What the latest request to `path` said about its trace.
    String traceparent(String path) {
        return traceparents.get(path);
    }

    private void echo(HttpExchange exchange, String path, int status) throws IOException {
        try (exchange) {
            requests.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
            traceparents.put(path, String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            exchange.getRequestBody().readAllBytes();
            StringBuilder said = new StringBuilder(Canaries.RESULT);
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            said.append(", you sent ").append(name).append(' ').append(String.join(" ", values)));
            String json = "{\"error\":{\"message\":\"" + said.toString().replace("\"", "'") + "\"}}";
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
