package dev.belay.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider on a raw socket, so that it can misbehave in every way bytes allow. Counts calls and connections. The
/// n-th request gets the n-th play; the last play repeats.
public final class RawProvider implements AutoCloseable {
    private final ServerSocket server;
    private final List<Play> plays;
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closedByClient = new CountDownLatch(1);

    /// What is done with one request.
    @FunctionalInterface
    public interface Play {
        void on(Received request, Line line) throws IOException;
    }

    public record Received(String target, Map<String, String> headers, String body) {}

    public RawProvider(Play... plays) {
        this.plays = List.of(plays);
        try {
            server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    public int calls() {
        return requests.size();
    }

    public int connections() {
        return connections.get();
    }

    public List<Received> requests() {
        return List.copyOf(requests);
    }

    public Received last() {
        return requests.getLast();
    }

    /// Whether the client closed a connection on which a play was waiting for that.
    public boolean sawClose(long seconds) throws InterruptedException {
        return closedByClient.await(seconds, TimeUnit.SECONDS);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Line line = new Line(socket, in);
            for (Received request = read(in); request != null; request = read(in)) {
                Play play;
                synchronized (requests) {
                    play = plays.get(Math.min(requests.size(), plays.size() - 1));
                    requests.add(request);
                }
                play.on(request, line);
                if (socket.isClosed()) {
                    return;
                }
            }
        } catch (IOException _) {
            closedByClient.countDown();
        }
    }

    private static Received read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Received(first.split(" ")[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /// The provider's end of one connection.
    public final class Line {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        private Line(Socket socket, InputStream in) throws IOException {
            this.socket = socket;
            this.in = in;
            this.out = socket.getOutputStream();
        }

        /// Begins a chunked stream of events.
        public Line stream() throws IOException {
            return raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        public Line event(String data) throws IOException {
            return chunk(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        }

        /// One chunk of the transfer encoding, which is at least one packet.
        public Line chunk(byte[] bytes) throws IOException {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return this;
        }

        public void end() throws IOException {
            raw("0\r\n\r\n");
        }

        public void whole(int status, String type, String body, String... headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Some\r\nContent-Type: " + type + "\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            raw(head.append("Content-Length: ")
                    .append(bytes.length)
                    .append("\r\n\r\n")
                    .toString());
            out.write(bytes);
            out.flush();
        }

        public Line raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        /// Cuts the connection with a reset, unsent bytes lost.
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        public void close() throws IOException {
            socket.close();
        }

        /// Says nothing more until the client closes.
        public void awaitClose() throws IOException {
            if (in.read() < 0) {
                closedByClient.countDown();
            }
            socket.close();
        }
    }
}
