package dev.belay.support;

import dev.belay.platform.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// One real PostgreSQL with Belay's tables for the plain tests of a JVM. Tests use run ids of their own and so do not
/// meet each other.
public final class TestDatabase {
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    public static DataSource source() {
        return SERVER.getPostgresDatabase();
    }

    public static Database database() {
        return new Database(source());
    }

    /// A source that counts the statements prepared on it, and can be switched off.
    public static Counting counting() {
        return new Counting();
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            Flyway.configure()
                    .dataSource(server.getPostgresDatabase())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static final class Counting {
        private final AtomicInteger statements = new AtomicInteger();
        private volatile Trouble trouble = Trouble.NONE;

        /// What goes wrong with the statements.
        public enum Trouble {
            NONE,
            /// The database does not answer.
            AWAY,
            /// A statement is executed, and its acknowledgement is lost.
            ANSWER_LOST
        }

        public int statements() {
            return statements.get();
        }

        public void trouble(Trouble kind) {
            trouble = kind;
        }

        public Database database() {
            DataSource real = source();
            return new Database((DataSource) proxy(DataSource.class, real, (method, result) -> {
                if (method.equals("getConnection") && trouble == Trouble.AWAY) {
                    throw new SQLException("away");
                }
                return result instanceof Connection connection ? counted(connection) : result;
            }));
        }

        private Object counted(Connection connection) {
            return proxy(Connection.class, connection, (method, result) -> {
                if (method.equals("prepareStatement")) {
                    statements.incrementAndGet();
                    return proxy(java.sql.PreparedStatement.class, result, (called, value) -> {
                        if (called.startsWith("execute") && trouble == Trouble.ANSWER_LOST) {
                            throw new SQLException("answer lost");
                        }
                        return value;
                    });
                }
                return result;
            });
        }

        private static Object proxy(Class<?> type, Object real, After after) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                try {
                    return after.apply(method.getName(), method.invoke(real, arguments));
                } catch (java.lang.reflect.InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }

        private interface After {
            Object apply(String method, Object result) throws SQLException;
        }
    }
}
