package dev.belay.edge.http;

import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// What the framework would answer without a word, in the shape of the edge: a body over
/// `quarkus.http.limits.max-body-size`, and a path below an edge's root that nobody answers to.
@ApplicationScoped
class Borders {
    private static final int TOO_LARGE = 413;
    private static final int BEFORE_THE_FRAMEWORK = -3;
    private static final int AFTER_EVERYTHING = 30_000;

    /// How long what is still sent after a refusal is thrown away, in milliseconds. Closing at once would reset the
    /// connection, and a client that is still sending would never read why.
    private static final long PATIENCE = 2_000;

    private final List<Errors> edges;
    private final long limit;

    Borders(@All List<Errors> edges, VertxHttpConfig http) {
        this.edges = edges;
        this.limit = http.limits().maxBodySize().map(size -> size.asLongValue()).orElse(Long.MAX_VALUE);
    }

    void install(@Observes Router router) {
        BodyHandler counted = BodyHandler.create(false).setBodyLimit(limit == Long.MAX_VALUE ? -1 : limit);
        for (Errors edge : edges) {
            String below = edge.root() + "/*";
            router.route(below)
                    .order(BEFORE_THE_FRAMEWORK)
                    .handler(exchange -> check(exchange, edge, counted))
                    .failureHandler(exchange -> failed(exchange, edge));
            router.route(below).order(AFTER_EVERYTHING).handler(exchange -> answer(exchange, edge, 404));
        }
    }

    /// A body whose length is declared is judged by that. Any other is read here, to its end or to the limit: the
    /// framework would notice only while a resource reads it, and break off without a body of its own.
    /// Under HTTP/2 it is left to the framework all the same, which cannot take over a stream that has been read.
    private void check(RoutingContext exchange, Errors edge, BodyHandler counted) {
        HttpServerRequest request = exchange.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null && request.version() != HttpVersion.HTTP_2) {
            counted.handle(exchange);
        } else if (length == null || length.length() < 19 && Long.parseLong(length) <= limit) {
            exchange.next();
        } else {
            refuse(exchange, edge);
        }
    }

    private static void failed(RoutingContext exchange, Errors edge) {
        if (exchange.statusCode() == TOO_LARGE && !exchange.response().headWritten()) {
            refuse(exchange, edge);
        } else {
            exchange.next();
        }
    }

    private static void refuse(RoutingContext exchange, Errors edge) {
        HttpServerRequest request = exchange.request();
        if (request.version() == HttpVersion.HTTP_2) {
            answer(exchange, edge, TOO_LARGE); // other requests share the connection
            return;
        }
        HttpConnection connection = request.connection();
        exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
        Future<Void> answered = answer(exchange, edge, TOO_LARGE);
        if (request.isEnded()) {
            answered.onComplete(_ -> connection.close());
            return;
        }
        long timer = exchange.vertx().setTimer(PATIENCE, _ -> connection.close());
        connection.closeHandler(_ -> exchange.vertx().cancelTimer(timer));
        request.handler(_ -> {});
        request.endHandler(_ -> answered.onComplete(_ -> connection.close()));
        request.resume();
    }

    private static Future<Void> answer(RoutingContext exchange, Errors edge, int status) {
        ErrorReply reply = edge.of(status);
        return exchange.response()
                .setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, reply.mediaType())
                .end(reply.body());
    }
}
