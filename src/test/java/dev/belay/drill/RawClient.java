package dev.belay.drill;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that shows what really came over the socket.
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(StandIn provider) throws IOException {
        socket = new Socket("127.0.0.1", provider.port());
        socket.setSoTimeout(5_000);
    }

    RawClient send(Chat chat) throws IOException {
        byte[] body = chat.json().getBytes(StandardCharsets.UTF_8);
        return send("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length
                + "\r\n\r\n" + chat.json());
    }

    RawClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    RawClient patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
        return this;
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /// Everything until the server closes the connection.
    String toEnd() throws IOException {
        return new String(in().readAllBytes(), StandardCharsets.UTF_8);
    }

    /// Everything up to and including `mark`.
    String until(String mark) throws IOException {
        StringBuilder latin = new StringBuilder();
        while (latin.length() < mark.length() || latin.indexOf(mark, latin.length() - mark.length()) < 0) {
            int b = in().read();
            if (b < 0) {
                throw new IOException("ended before " + mark + ": " + latin);
            }
            latin.append((char) b);
        }
        return new String(latin.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
