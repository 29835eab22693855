package dev.belay.gateway.load;

import dev.belay.platform.memory.ByteBudget;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires what is taken on at once.
@ApplicationScoped
class LoadBeans {
    private final LoadConfig config;

    LoadBeans(LoadConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    ByteBudget bodies(VertxHttpConfig http) {
        long one = http.limits().maxBodySize().map(size -> size.asLongValue()).orElse(0L);
        return new ByteBudget(Math.max(one, config.maxBodyBytes().orElseGet(() -> ByteBudget.ofHeap(8))));
    }
}
