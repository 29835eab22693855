package dev.belay.edge.openai;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Refuses a body over `quarkus.http.limits.max-body-size` in OpenAI's shape, before the framework does it without a
/// word.
@ApplicationScoped
class BodyLimit {
    private static final int BEFORE_THE_FRAMEWORK = -3;

    private final long limit;

    BodyLimit(VertxHttpConfig http) {
        this.limit = http.limits().maxBodySize().map(size -> size.asLongValue()).orElse(Long.MAX_VALUE);
    }

    void install(@Observes Router router) {
        router.route("/v1/*").order(BEFORE_THE_FRAMEWORK).handler(this::check);
    }

    private void check(RoutingContext exchange) {
        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || length.length() < 19 && Long.parseLong(length) <= limit) {
            exchange.next();
            return;
        }
        exchange.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(ErrorBody.of(413).json(null))
                .onComplete(_ -> exchange.request().connection().close());
    }
}
