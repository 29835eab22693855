package dev.belay.whole;

import com.sun.net.httpserver.HttpExchange;
import dev.belay.tool.egress.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Where HTTP tools pay: counts what was really paid, by itself. A payment happens when it arrives, and while the till
/// is held its receipt waits. A payment with a key that was seen before is answered at once and not made again.
final class Till implements AutoCloseable {
    private final List<String> payments = new CopyOnWriteArrayList<>();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final TestServer server = new TestServer("127.0.0.1", this::answer);
    private final AtomicInteger broken = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    int port() {
        return server.port();
    }

    /// From now on receipts wait.
    void hold() {
        gate = new CountDownLatch(1);
    }

    /// The next requests are answered with 503, and nothing is paid.
    void breakFor(int requests) {
        broken.set(requests);
    }

    void release() {
        gate.countDown();
    }

    /// Forgets what was paid.
    void reset() {
        release();
        gate = new CountDownLatch(0);
        broken.set(0);
        payments.clear();
        keys.clear();
        server.seen.clear();
    }

    /// What was paid, e.g. `/pay/keyed/7 {"amount":5}`.
    List<String> payments() {
        return List.copyOf(payments);
    }

    /// How often somebody asked to be paid, repetitions under the same key included.
    long sent() {
        return server.seen.stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    /// How often it was asked anything at all.
    long requests() {
        return server.seen.size();
    }

    private void answer(HttpExchange exchange, String body) throws IOException, InterruptedException {
        if (broken.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            TestServer.reply(exchange, 503, "out of paper");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("GET")) {
            boolean paid =
                    path.contains("lookup") || payments.stream().anyMatch(payment -> payment.startsWith(path + " "));
            TestServer.reply(exchange, paid ? 200 : 404, "receipt");
            return;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key == null || keys.add(key)) {
            payments.add(path + " " + body);
            gate.await();
        }
        TestServer.reply(exchange, 200, "receipt");
    }

    @Override
    public void close() {
        release();
        server.close();
    }
}
