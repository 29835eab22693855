package dev.belay.drill.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One HTTP/1.1 request, read whole (RFC 9112, as much of it as clients use). Header names are in lower case.
public record HttpRequest(String method, String path, Map<String, String> headers, byte[] body) {
    private static final int MOST_HEADER_BYTES = 64 * 1024;
    private static final int MOST_BODY_BYTES = 32 * 1024 * 1024;

    /// @return empty if the client closed the connection instead of sending another request
    /// @throws Malformed if what came is no request, or too large
    public static Optional<HttpRequest> read(InputStream in) throws IOException {
        int[] budget = {MOST_HEADER_BYTES};
        String first = line(in, budget);
        if (first == null) {
            return Optional.empty();
        }
        String[] parts = first.split(" ");
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new Malformed(400, "not an HTTP/1.1 request");
        }
        Map<String, String> headers = headers(in, budget);
        String path = parts[1].split("\\?", 2)[0];
        return Optional.of(new HttpRequest(parts[0], path, headers, body(in, headers)));
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// False if the client asked for the connection to end with this exchange.
    public boolean keepAlive() {
        return !header("connection").toLowerCase(Locale.ROOT).contains("close");
    }

    private static Map<String, String> headers(InputStream in, int[] budget) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in, budget); !"".equals(line); line = line(in, budget)) {
            int colon = line == null ? -1 : line.indexOf(':');
            if (colon < 1) {
                throw new Malformed(400, "malformed header");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks(in);
        }
        int length = number(headers.getOrDefault("content-length", "0"), 10);
        return exactly(in, length);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int[] budget = {MOST_BODY_BYTES};
        while (true) {
            int size = number(need(line(in, budget)).split(";")[0].strip(), 16);
            if (body.size() + size > MOST_BODY_BYTES) {
                throw new Malformed(413, "body too large");
            }
            if (size == 0) {
                headers(in, budget);
                return body.toByteArray();
            }
            body.write(exactly(in, size));
            line(in, budget);
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("body cut");
        }
        return bytes;
    }

    private static int number(String text, int radix) throws Malformed {
        try {
            int value = Integer.parseInt(text, radix);
            if (value < 0 || value > MOST_BODY_BYTES) {
                throw new Malformed(413, "body too large");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new Malformed(400, "malformed length");
        }
    }

    private static String need(String line) throws IOException {
        if (line == null) {
            throw new EOFException("request cut");
        }
        return line;
    }

    /// @return the line without its end, or `null` at the end of the stream
    private static String line(InputStream in, int[] budget) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (--budget[0] < 0) {
                throw new Malformed(431, "headers too large");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /// Not a request that can be served.
    public static final class Malformed extends IOException {
        private final int status;

        Malformed(int status, String message) {
            super(message);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
