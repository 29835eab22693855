package dev.belay.notice;

import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.platform.timer.Timer;
import dev.belay.tool.egress.Egress;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/// Wires the ways that are configured.
@ApplicationScoped
class NoticeBeans {

    /// @param mailer only made if somebody is written to
    @Produces
    @Singleton
    Timer notices(
            NoticeConfig config,
            Database database,
            Egress egress,
            Time time,
            Instance<ReactiveMailer> mailer,
            Vertx vertx) {
        Wording wording = Wording.of(config);
        List<Way> ways = new ArrayList<>();
        if (config.webhook().url().isPresent()) {
            ways.add(new WebhookWay(config.webhook(), wording, egress, time));
        }
        if (config.email().to().isPresent()) {
            ways.add(new EmailWay(config.email(), wording, mailer.get(), vertx));
        }
        return new Delivery(config, ways, database);
    }
}
