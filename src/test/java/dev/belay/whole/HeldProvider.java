package dev.belay.whole;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider that says nothing before it is released, and then the same to everybody.
final class HeldProvider implements AutoCloseable {
    static final String ANSWER = "I was held.";

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile CountDownLatch released = new CountDownLatch(1);

    HeldProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    int calls() {
        return calls.get();
    }

    /// Whoever waits is answered, and whoever comes.
    void release() {
        released.countDown();
    }

    /// Whoever comes waits again.
    void reset() {
        released.countDown();
        released = new CountDownLatch(1);
        calls.set(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        CountDownLatch until = released;
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            calls.incrementAndGet();
            until.await(60, TimeUnit.SECONDS);
            String told = chunk("{\"role\":\"assistant\",\"content\":\"" + ANSWER + "\"}", "null")
                    + chunk("{}", "\"stop\"")
                    + "data: [DONE]\n\n";
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(told.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String chunk(String delta, String finish) {
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"held\",\"choices\":"
                + "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    @Override
    public void close() {
        reset();
        server.stop(0);
    }
}
