package dev.belay.edge.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A server's native API, over `HttpURLConnection`: the JDK's newer client takes longer to load than a whole command
/// may. Redirects are not followed, so that the key goes to nobody else.
public final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 30_000;
    private static final int LARGEST = 32 * 1024 * 1024;

    private final URI server;
    private final String key;

    /// @param key the caller's API key, or `null` where the server wants none
    public Api(URI server, String key) {
        this.server = server;
        this.key = key;
    }

    /// What a user typed, as one segment of a path or one value of a query.
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// @throws ApiFailed if the server cannot be reached or answers with an error
    public JsonNode get(String path) {
        return exchange("GET", path, null);
    }

    /// @param body JSON, or `null` for none
    /// @throws ApiFailed if the server cannot be reached or answers with an error
    public JsonNode post(String path, JsonNode body) {
        return exchange("POST", path, body);
    }

    /// @throws ApiFailed if the server cannot be reached or answers with an error
    public void delete(String path) {
        exchange("DELETE", path, null);
    }

    /// Server-sent events of a path, after the one with id `after`.
    ///
    /// @param after id of the last event that is known, or `null`
    /// @param silence how long the server may say nothing, not even that it is still there
    /// @throws ApiFailed if the server cannot be reached or answers with an error
    public ServerSentEvents events(String path, String after, Duration silence) {
        try {
            HttpURLConnection connection = open("GET", path, (int) silence.toMillis());
            connection.setRequestProperty("Accept", "text/event-stream");
            if (after != null) {
                connection.setRequestProperty("Last-Event-ID", after);
            }
            check(connection);
            return new ServerSentEvents(connection.getInputStream());
        } catch (IOException e) {
            throw ApiFailed.unreachable(server, e);
        }
    }

    private JsonNode exchange(String method, String path, JsonNode body) {
        try {
            HttpURLConnection connection = open(method, path, READ_MILLIS);
            connection.setRequestProperty("Accept", "application/json, application/problem+json");
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (var out = connection.getOutputStream()) {
                    JSON.writeValue(out, body);
                }
            }
            check(connection);
            return read(connection.getInputStream());
        } catch (JsonProcessingException _) {
            throw new ApiFailed(0, server + " answers with something that is not JSON; is it a Belay server?", null);
        } catch (IOException e) {
            throw ApiFailed.unreachable(server, e);
        }
    }

    private HttpURLConnection open(String method, String path, int readMillis) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(server + path).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(readMillis);
        if (key != null) {
            connection.setRequestProperty("Authorization", "Bearer " + key);
        }
        return connection;
    }

    private void check(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status / 100 == 2) {
            return;
        }
        JsonNode problem;
        try (InputStream error = connection.getErrorStream()) {
            problem = error == null ? MissingNode.getInstance() : read(error);
        } catch (JsonProcessingException _) {
            problem = MissingNode.getInstance();
        }
        throw ApiFailed.of(status, server, problem);
    }

    private static JsonNode read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("more than " + LARGEST + " bytes");
        }
        return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    }
}
