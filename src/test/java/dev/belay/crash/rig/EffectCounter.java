package dev.belay.crash.rig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.platform.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// A destination of tools, as a process of its own, that counts what really happened. It knows nothing of Belay.
///
/// `POST /keyed` honours the header `Idempotency-Key`; `POST /reconcilable` does not, but `GET /reconcilable/{key}`
/// says whether something was done under a key; `POST /unsafe` just acts. Each takes `{"mark": …}`. `GET /counts` has
/// effects by mark.
final class EffectCounter {
    private final Map<String, String> doneByKey = new HashMap<>();
    private final Map<String, Integer> effects = new TreeMap<>();
    private final List<String> requests = new ArrayList<>();

    private EffectCounter() {}

    /// Prints its port and serves until it is killed or its standard input ends.
    public static void main(String[] arguments) throws IOException {
        EffectCounter counter = new EffectCounter();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", counter::answer);
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // whoever started it is alive
        }
        server.stop(0);
        System.exit(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            String reply =
                    switch (exchange.getRequestMethod() + " " + path) {
                        case "GET /counts" -> counts();
                        case "POST /keyed" -> keyed(key, mark(body));
                        case "POST /reconcilable" -> acted("reconcilable " + key, mark(body));
                        case "POST /unsafe" -> acted(null, mark(body));
                        default -> happened("reconcilable " + path.substring(path.lastIndexOf('/') + 1));
                    };
            byte[] bytes = (reply == null ? "not found" : reply).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(reply == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized String keyed(String key, String mark) {
        String known = doneByKey.get("keyed " + key);
        if (known != null) {
            requests.add(mark);
            return known;
        }
        return acted("keyed " + key, mark);
    }

    private synchronized String acted(String key, String mark) {
        requests.add(mark);
        effects.merge(mark, 1, Integer::sum);
        String result = "counted " + mark;
        doneByKey.put(key, result);
        return result;
    }

    private synchronized String happened(String key) {
        return doneByKey.get(key);
    }

    private synchronized String counts() {
        var json = Json.object().put("requests", requests.size());
        var marks = json.putObject("effects");
        effects.forEach(marks::put);
        return Json.write(json);
    }

    private static String mark(String body) {
        return Json.tree(body).path("mark").asText();
    }
}
