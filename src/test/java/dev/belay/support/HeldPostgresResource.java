package dev.belay.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// A PostgreSQL behind a [TcpProxy], which tests get in a field of that type. The limits are those of the application
/// unless the URL says otherwise: here a statement may take two seconds.
public final class HeldPostgresResource implements QuarkusTestResourceLifecycleManager {
    private EmbeddedPostgres postgres;
    private TcpProxy proxy;

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        proxy = TcpProxy.to("127.0.0.1", postgres.getPort());
        return Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://" + proxy.host() + ":" + proxy.port() + "/postgres?socketTimeout=2&loginTimeout=2",
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres",
                "quarkus.datasource.jdbc.acquisition-timeout",
                "1S");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(proxy, new TestInjector.MatchesType(TcpProxy.class));
    }

    @Override
    public void stop() {
        try (EmbeddedPostgres _ = postgres;
                TcpProxy _ = proxy) {
            // the proxy is closed first
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
