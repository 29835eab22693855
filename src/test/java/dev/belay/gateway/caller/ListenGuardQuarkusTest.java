package dev.belay.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.edge.scripted.ScriptedProfile;
import dev.belay.exchange.Caller;
import dev.belay.platform.Time;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedProfile.class)
@QuarkusTestResource(PostgresResource.class)
class ListenGuardQuarkusTest {
    private static final String KEY = "belay_operator_0123456789abcdefghijklmnop";

    @Inject
    DataSource database;

    private KeyStore store;

    @BeforeEach
    void noKeys() throws SQLException {
        store = new KeyStore(database);
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from api_key");
        }
    }

    @Test
    void loopbackNeedsNoKey() {
        assertThatCode(() -> guard(AuthConfig.Required.AUTO, null).check("127.0.0.1"))
                .doesNotThrowAnyException();
    }

    @Test
    void anyOtherAddressNeedsOne() {
        assertThatThrownBy(() -> guard(AuthConfig.Required.AUTO, null).check("0.0.0.0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("belay keys create");
        assertThatThrownBy(() -> guard(AuthConfig.Required.ALWAYS, null).check("localhost"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theConfiguredKeyLetsItsHolderIn() {
        guard(AuthConfig.Required.AUTO, KEY).check("0.0.0.0");
        guard(AuthConfig.Required.AUTO, KEY).check("0.0.0.0");
        Callers callers = new Callers(store, true);
        assertThat(callers.resolve("Bearer " + KEY, "anywhere").may(Caller.Scope.ADMIN))
                .isTrue();
        assertThatThrownBy(() -> callers.resolve("Bearer " + KEY + "x", "anywhere"))
                .isInstanceOf(Unauthenticated.class)
                .hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> callers.resolve(null, "localhost")).isInstanceOf(Unauthenticated.class);
        assertThatThrownBy(() -> callers.resolve("Bearer sk-placeholder", "localhost"))
                .isInstanceOf(Unauthenticated.class);
    }

    @Test
    void anotherKeyOfTheSameIdIsRefused() {
        guard(AuthConfig.Required.AUTO, KEY).check("0.0.0.0");
        assertThatThrownBy(() -> guard(AuthConfig.Required.AUTO, KEY + "x").check("0.0.0.0"))
                .hasMessageContaining("belay.auth.admin-key")
                .hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> guard(AuthConfig.Required.AUTO, "secret").check("0.0.0.0"))
                .hasMessageContaining("belay.auth.admin-key");
    }

    private ListenGuard guard(AuthConfig.Required required, String key) {
        AuthConfig config = new AuthConfig() {
            @Override
            public Required required() {
                return required;
            }

            @Override
            public Optional<String> adminKey() {
                return Optional.ofNullable(key);
            }
        };
        return new ListenGuard(store, config, Time.SYSTEM);
    }
}
