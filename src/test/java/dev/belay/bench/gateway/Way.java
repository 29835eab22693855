package dev.belay.bench.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One way to the provider: straight, or through a gateway.
///
/// @param port on loopback
/// @param headers that it wants besides
/// @param through the process in between, or `null`
record Way(Kind kind, int port, Map<String, String> headers, Started through) {

    enum Kind {
        DIRECT("direct"),
        FLOOR("nginx (floor)"),
        BELAY("Belay"),
        /// Asks the provider for a whole answer where the caller wants a whole one, as the others do.
        BELAY_WHOLE("Belay, whole answers"),
        PEER("peer");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /// The name by which a question is asked this way.
        String modelOf(Question question) {
            return switch (this) {
                case DIRECT, FLOOR, PEER -> question.model();
                case BELAY -> question.policy();
                case BELAY_WHOLE -> question.wholePolicy();
            };
        }
    }

    /// The request as it goes out, made once: what the caller itself takes is to be little.
    byte[] request(Question question) {
        byte[] body = question.body(kind).getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\n")
                .append("Host: 127.0.0.1:%d\r\n".formatted(port))
                .append("Content-Type: application/json\r\nAuthorization: Bearer bench\r\n")
                .append("Content-Length: %d\r\n".formatted(body.length));
        headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        text.append("\r\n").append(new String(body, StandardCharsets.UTF_8));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    Caller caller(Question question) {
        return new Caller(port, request(question), question.whole());
    }
}
