package dev.belay.edge.rest;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// What the framework would answer without a word, as problem details: a body over `quarkus.http.limits.max-body-size`,
/// and a path below `/api/v1` that nobody answers to.
@ApplicationScoped
class Borders {
    private static final int BEFORE_THE_FRAMEWORK = -3;
    private static final int AFTER_EVERYTHING = 30_000;

    private final long limit;

    Borders(VertxHttpConfig http) {
        this.limit = http.limits().maxBodySize().map(size -> size.asLongValue()).orElse(Long.MAX_VALUE);
    }

    void install(@Observes Router router) {
        router.route("/api/v1/*").order(BEFORE_THE_FRAMEWORK).handler(this::check);
        router.route("/api/v1/*").order(AFTER_EVERYTHING).handler(exchange -> answer(exchange, 404));
    }

    private void check(RoutingContext exchange) {
        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || length.length() < 19 && Long.parseLong(length) <= limit) {
            exchange.next();
            return;
        }
        exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
        answer(exchange, 413).onComplete(_ -> exchange.request().connection().close());
    }

    private static Future<Void> answer(RoutingContext exchange, int status) {
        return exchange.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Problem.of(status).json().toString());
    }
}
