package dev.belay.airline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/// The airline's systems: answers the calls of one recording at a time as the recording expects, and counts what was
/// really executed. It knows nothing of Belay's ledger.
final class AirlineServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Recording.Call> executed = new ArrayList<>();
    private final Map<String, String> lastResults = new HashMap<>();
    private List<Recording.Call> open = List.of();

    AirlineServer() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    synchronized void play(Recording recording) {
        open = new ArrayList<>(recording.calls());
        executed.clear();
        lastResults.clear();
    }

    /// Every call that was executed, in order.
    synchronized List<Recording.Call> executed() {
        return List.copyOf(executed);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String tool = exchange.getRequestURI().getPath().substring(1);
        String arguments = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] body = execute(tool, Recording.canonical(arguments.isBlank() ? "{}" : arguments))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized String execute(String tool, String arguments) {
        String name = tool + arguments;
        for (Recording.Call call : open) {
            if (call.tool().equals(tool) && call.arguments().equals(arguments)) {
                open.remove(call);
                executed.add(call);
                lastResults.put(name, call.result());
                return call.result();
            }
        }
        executed.add(new Recording.Call(tool, arguments, "not expected"));
        return lastResults.getOrDefault(name, "Error: not expected");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
