package dev.belay.edge.cli.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// Reads a stream of server-sent events (WHATWG HTML, section 9.2). Used by one thread.
public final class ServerSentEvents implements AutoCloseable {
    private static final int LONGEST_LINE = 4 * 1024 * 1024;

    private final BufferedReader reader;

    ServerSentEvents(InputStream in) {
        this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /// @param id empty if the server gave none
    /// @param name `message` if the server gave none
    public record Event(String id, String name, String data) {}

    /// The next event that carries data, or `null` at the end of the stream.
    ///
    /// @throws IOException if the connection broke
    public Event next() throws IOException {
        String id = "";
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return new Event(id, name, data.substring(0, data.length() - 1));
                }
                name = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data.append(value).append('\n');
                default -> {
                    // comments and fields of the future
                }
            }
        }
        return null;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("an event is too long");
            }
            line.append((char) c);
        }
        return null;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException _) {
            // it is over either way
        }
    }
}
