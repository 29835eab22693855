package dev.belay.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/// Hands the real clock, threads and ids to whoever asks.
@ApplicationScoped
class Foundation {

    @Produces
    @jakarta.inject.Singleton
    Time time() {
        return Time.SYSTEM;
    }

    @Produces
    @jakarta.inject.Singleton
    Ids ids(Time time) {
        return new Ids(time.wall());
    }

    @Produces
    @jakarta.inject.Singleton
    Workers workers() {
        return new Workers();
    }

    void close(@Disposes Workers workers) {
        workers.close();
    }

    @Produces
    @jakarta.inject.Singleton
    Database database(DataSource source) {
        return new Database(source);
    }

    @Produces
    @jakarta.inject.Singleton
    Pause pause() {
        return Pause.REAL;
    }
}
