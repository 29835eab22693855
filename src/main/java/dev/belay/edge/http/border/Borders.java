package dev.belay.edge.http.border;

import dev.belay.edge.http.ErrorReply;
import dev.belay.edge.http.Errors;
import dev.belay.gateway.load.LoadConfig;
import dev.belay.platform.memory.ByteBudget;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// What the framework would answer without a word, in the shape of the edge: a body over
/// `quarkus.http.limits.max-body-size`, and a path below an edge's root that nobody answers to. And what it would take
/// without a limit: bodies of many requests at once, and requests while the process ends.
@ApplicationScoped
class Borders {
    private static final int TOO_LARGE = 413;
    private static final int BUSY = 503;
    private static final int BEFORE_THE_FRAMEWORK = -3;
    private static final int AFTER_EVERYTHING = 30_000;

    /// How long what is still sent after a refusal is thrown away, in milliseconds. Closing at once would reset the
    /// connection, and a client that is still sending would never read why.
    private static final long PATIENCE = 10_000;

    private static final String SHARE = Borders.class.getName();

    private final List<Errors> edges;
    private final long limit;
    private final ByteBudget budget;
    private final long within;
    private final Departure departure;

    Borders(@All List<Errors> edges, VertxHttpConfig http, ByteBudget budget, LoadConfig load, Departure departure) {
        this.edges = edges;
        this.limit = http.limits().maxBodySize().map(size -> size.asLongValue()).orElse(Long.MAX_VALUE);
        this.budget = budget;
        this.within = load.bodyWithin().toMillis();
        this.departure = departure;
    }

    void install(@Observes Router router) {
        BodyHandler counted = BodyHandler.create(false).setBodyLimit(limit == Long.MAX_VALUE ? -1 : limit);
        for (Errors edge : edges) {
            String below = edge.root() + "/*";
            router.route(below)
                    .order(BEFORE_THE_FRAMEWORK)
                    .handler(exchange -> check(exchange, edge, counted))
                    .handler(Borders::measured)
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
        long bytes = most(request, length);
        if (bytes > limit) {
            refuse(exchange, edge, TOO_LARGE);
        } else if (departure.over() || !mayRead(exchange, bytes)) {
            refuse(exchange, edge, BUSY);
        } else if (length == null && request.version() != HttpVersion.HTTP_2) {
            counted.handle(exchange);
        } else {
            exchange.next();
        }
    }

    /// The most bytes that the body can have, as far as its head says.
    private long most(HttpServerRequest request, String length) {
        if (length != null) {
            return length.length() < 19 ? Long.parseLong(length) : Long.MAX_VALUE;
        }
        boolean bodiless = request.version() == HttpVersion.HTTP_2
                ? request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD
                : request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        return bodiless ? 0 : Math.min(limit, budget.most());
    }

    /// Bodies are held until their requests are answered. One that does not come in time gives up its place and its
    /// connection: else a few that never come would keep everybody out.
    private boolean mayRead(RoutingContext exchange, long bytes) {
        if (bytes == 0) {
            return true;
        }
        ByteBudget.Share share = budget.take(bytes);
        if (share == null) {
            return false;
        }
        exchange.put(SHARE, share);
        HttpServerRequest request = exchange.request();
        long timer = exchange.vertx().setTimer(within, _ -> {
            if (!request.isEnded()) {
                giveUp(exchange);
            }
        });
        exchange.addEndHandler(_ -> {
            exchange.vertx().cancelTimer(timer);
            share.release();
        });
        return true;
    }

    private static void giveUp(RoutingContext exchange) {
        if (exchange.request().version() == HttpVersion.HTTP_2) {
            exchange.response().reset();
        } else {
            exchange.request().connection().close();
        }
    }

    /// A body that was read here is as long as it is.
    private static void measured(RoutingContext exchange) {
        if (exchange.get(SHARE) instanceof ByteBudget.Share share
                && exchange.body().length() >= 0) {
            share.shrinkTo(exchange.body().length());
        }
        exchange.next();
    }

    private static void failed(RoutingContext exchange, Errors edge) {
        if (exchange.statusCode() == TOO_LARGE && !exchange.response().headWritten()) {
            refuse(exchange, edge, TOO_LARGE);
        } else {
            exchange.next();
        }
    }

    private static void refuse(RoutingContext exchange, Errors edge, int status) {
        HttpServerRequest request = exchange.request();
        if (request.version() == HttpVersion.HTTP_2) {
            answer(exchange, edge, status); // other requests share the connection
            return;
        }
        HttpConnection connection = request.connection();
        exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
        Future<Void> answered = answer(exchange, edge, status);
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
        if (reply.retryAfter() > 0) {
            exchange.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(reply.retryAfter()));
        }
        return exchange.response()
                .setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, reply.mediaType())
                .end(reply.body());
    }
}
