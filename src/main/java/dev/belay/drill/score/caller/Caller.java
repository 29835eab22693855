package dev.belay.drill.score.caller;

import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A client that never retries and notices everything. Thread-safe.
public final class Caller implements Client {
    /// Of one response; what is longer counts as endless.
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final URI base;
    private final String key;
    private final Workers workers;
    private final HttpClient client;

    /// @param base up to and with `/v1`
    /// @param key sent as the bearer token, or `null` for none
    public Caller(URI base, String key, Workers workers) {
        this.base = base;
        this.key = key;
        this.workers = workers;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(workers.executor())
                .build();
    }

    @Override
    public Heard ask(Question question) {
        long start = Time.SYSTEM.nanos();
        Part part = new Part();
        Future<?> work = workers.submit(() -> {
            listen(question, part);
            return null;
        });
        Heard.Ending ending = Heard.Ending.CLEAN;
        try {
            work.get(question.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            ending = Heard.Ending.HUNG;
            part.leave();
        } catch (ExecutionException _) {
            ending = Heard.Ending.BROKEN;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            ending = Heard.Ending.BROKEN;
            part.leave();
        }
        return part.heard(question.stream(), ending, Time.SYSTEM.since(start));
    }

    @Override
    public Instant leave(Question question, Runnable meanwhile) {
        Part part = new Part();
        workers.submit(() -> {
            listen(question, part);
            return null;
        });
        meanwhile.run();
        Instant left = Time.SYSTEM.now();
        part.leave();
        return left;
    }

    @Override
    public String page(String path) {
        try {
            HttpRequest request = request(base.resolve(path)).GET().build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : "";
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private void listen(Question question, Part part) throws Exception {
        HttpRequest.Builder request = request(URI.create(base + "/chat/completions"))
                .header("Content-Type", "application/json")
                .header("Accept", question.stream() ? "text/event-stream" : "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.body()));
        question.headers().forEach(request::setHeader);
        HttpResponse<InputStream> response = part.begun(client.sendAsync(request.build(), BodyHandlers.ofInputStream()))
                .get();
        part.read(response);
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /// A response as far as it has come.
    private static final class Part {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TreeMap<String, String> headers = new TreeMap<>();
        private int status;
        private boolean left;
        private CompletableFuture<HttpResponse<InputStream>> call;
        private InputStream stream;

        synchronized CompletableFuture<HttpResponse<InputStream>> begun(
                CompletableFuture<HttpResponse<InputStream>> begun) {
            call = begun;
            return begun;
        }

        void read(HttpResponse<InputStream> response) throws IOException {
            synchronized (this) {
                status = response.statusCode();
                response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
                stream = response.body();
            }
            byte[] buffer = new byte[16 * 1024];
            try (InputStream in = response.body()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    keep(buffer, read);
                }
            }
        }

        private synchronized void keep(byte[] buffer, int read) throws IOException {
            if (bytes.size() + read > MOST_BYTES) {
                throw new IOException("the response has no end");
            }
            bytes.write(buffer, 0, read);
        }

        void leave() {
            CompletableFuture<HttpResponse<InputStream>> open;
            InputStream reading;
            synchronized (this) {
                left = true;
                open = call;
                reading = stream;
            }
            if (open != null) {
                open.cancel(true);
            }
            if (reading != null) {
                try {
                    reading.close();
                } catch (IOException _) {
                    // it is closed as far as it can be
                }
            }
        }

        synchronized Heard heard(boolean stream, Heard.Ending ending, Duration took) {
            String body = bytes.toString(StandardCharsets.UTF_8);
            Heard.Ending how = left ? Heard.Ending.HUNG : ending;
            boolean events = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
            Said said = events ? Events.read(body) : Said.of(body);
            return new Heard(stream, status, new TreeMap<>(headers), body, how, took, said);
        }
    }
}
