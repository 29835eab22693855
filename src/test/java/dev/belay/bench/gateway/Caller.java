package dev.belay.bench.gateway;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongConsumer;

/// One connection on which the same question is asked again and again, of one thread at a time.
///
/// Reads HTTP/1.1 by itself: a client for everything takes more time than an nginx proxy, and as much of the processors
/// as what is measured.
final class Caller implements AutoCloseable {
    private static final int SILENCE_MILLIS = 60_000;

    private final int port;
    private final byte[] request;
    private final String whole;
    private final byte[] buffer = new byte[64 * 1024];
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(64 * 1024);
    private Socket socket;
    private int next;
    private int filled;
    private long arrived;

    Caller(int port, byte[] request, String whole) {
        this.port = port;
        this.request = request;
        this.whole = whole;
    }

    /// @return when the last byte of the answer was there, by [System#nanoTime()]
    /// @throws IOException if it is not a whole answer
    long ask() throws IOException {
        return ask(_ -> {});
    }

    /// @param events hears when some events of a stream came
    long ask(LongConsumer events) throws IOException {
        try {
            if (socket == null) {
                connect();
            }
            socket.getOutputStream().write(request);
            Head head = head();
            body.reset();
            read(head, new Pieces(events));
            String text = body.toString(StandardCharsets.UTF_8);
            if (head.status != 200 || !text.contains(whole)) {
                throw new IOException("not a whole answer: " + head.status + " " + cut(text));
            }
            if (head.close) {
                close();
            }
            return arrived;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void connect() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MILLIS);
        next = 0;
        filled = 0;
    }

    /// @param length of the body, or -1 if it is in chunks
    private record Head(int status, int length, boolean close) {}

    private Head head() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean close = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                length = -1;
            } else if (header.startsWith("connection:")) {
                close = header.contains("close");
            }
        }
        return new Head(status, length, close);
    }

    private void read(Head head, Pieces pieces) throws IOException {
        if (head.length >= 0) {
            take(head.length, pieces);
            return;
        }
        for (int size = size(); size > 0; size = size()) {
            take(size, pieces);
            line();
        }
        line();
    }

    private int size() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private void take(int size, Pieces pieces) throws IOException {
        for (int left = size; left > 0; ) {
            if (next == filled) {
                fill();
            }
            int some = Math.min(left, filled - next);
            body.write(buffer, next, some);
            pieces.came(buffer, next, some, arrived);
            next += some;
            left -= some;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (next == filled) {
                fill();
            }
            char character = (char) buffer[next++];
            if (character == '\n') {
                return line.toString();
            }
            if (character != '\r') {
                line.append(character);
            }
        }
    }

    private void fill() throws IOException {
        filled = Math.max(0, socket.getInputStream().read(buffer));
        arrived = System.nanoTime();
        next = 0;
        if (filled == 0) {
            throw new EOFException("the connection ended within an answer");
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(300, text.length()));
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
