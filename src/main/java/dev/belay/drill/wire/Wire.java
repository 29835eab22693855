package dev.belay.drill.wire;

import dev.belay.exchange.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The answering side of one exchange, with a hand on every byte. Used by one thread.
///
/// Everything is sent at once, in as many segments as there are calls. A client that has gone shows as an
/// [IOException] on the next write, or as the cancelled [#client()] while nothing is written.
public final class Wire {
    private final Socket socket;
    private final OutputStream out;
    private final Cancellation client;
    private final Listener listener;
    private boolean keepAlive;

    /// Hears how the exchange goes, always before the bytes that tell the client.
    public interface Listener {
        default void status(int status) {}

        /// So many bytes go out now, head and framing included.
        default void sending(int bytes) {}

        /// Nothing more will be sent; a client that leaves from now on leaves after the end.
        default void ending() {}
    }

    /// @param client cancelled when the client has closed its connection, or the server stops
    public Wire(Socket socket, boolean keepAlive, Listener listener, Cancellation client) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.keepAlive = keepAlive;
        this.listener = listener;
        this.client = client;
    }

    public Cancellation client() {
        return client;
    }

    /// True if another request may come on this connection.
    public boolean reusable() {
        return keepAlive && !socket.isClosed();
    }

    /// A whole response with a known length; 204 has none (RFC 9110, section 8.6).
    public void respond(int status, Map<String, String> headers, byte[] body) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (status != 204) {
            all.put("Content-Length", Integer.toString(body.length));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(head(status, all));
        bytes.write(body);
        listener.ending();
        write(bytes.toByteArray());
    }

    /// The head of a response whose body follows in chunks.
    public void open(int status, Map<String, String> headers) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Transfer-Encoding", "chunked");
        write(head(status, all));
    }

    public void chunk(byte[] bytes) throws IOException {
        ByteArrayOutputStream framed = new ByteArrayOutputStream(bytes.length + 16);
        framed.write(ascii(Integer.toHexString(bytes.length) + "\r\n"));
        framed.write(bytes);
        framed.write(ascii("\r\n"));
        write(framed.toByteArray());
    }

    /// Ends the body as HTTP wants it ended.
    public void end() throws IOException {
        listener.ending();
        write(ascii("0\r\n\r\n"));
    }

    /// Closes the connection in the middle of whatever was being sent: the client sees an end of file.
    public void hangUp() throws IOException {
        listener.ending();
        keepAlive = false;
        socket.close();
    }

    /// Breaks the connection: the client sees a reset.
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        hangUp();
    }

    /// Says nothing until the client closes the connection.
    public void hold() throws IOException {
        CountDownLatch gone = new CountDownLatch(1);
        try (var _ = client.onCancel(gone::countDown)) {
            gone.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("client left");
    }

    private byte[] head(int status, Map<String, String> headers) {
        listener.status(status);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason(status) + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Connection: ").append(keepAlive ? "keep-alive" : "close").append("\r\n\r\n");
        return ascii(head.toString());
    }

    private void write(byte[] bytes) throws IOException {
        if (client.cancelled()) {
            throw new IOException("client left");
        }
        listener.sending(bytes.length);
        out.write(bytes);
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }
}
