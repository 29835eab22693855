package dev.belay.support;

import dev.belay.platform.Database;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
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

    /// A pool of connections, such as a process has. To be closed.
    public static AgroalDataSource pooled(int connections) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(
                            pool -> pool.maxSize(connections).connectionFactoryConfiguration(factory -> factory.jdbcUrl(
                                            SERVER.getJdbcUrl("postgres", "postgres"))
                                    .principal(new NamePrincipal("postgres"))
                                    .credential(new SimplePassword("postgres")))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A database of its own on the same server, without tables.
    public static DataSource empty() {
        String name = "d" + UUID.randomUUID().toString().replace("-", "");
        write("create database " + name);
        return SERVER.getDatabase("postgres", name);
    }

    public static int port() {
        return SERVER.getPort();
    }

    public static Database database() {
        return new Database(source());
    }

    /// A process that never dies, with its row and number.
    public static long process() {
        try {
            return database()
                    .query(
                            "insert into process (name, expires_at) values ('test', 'infinity') returning fence",
                            row -> row.getLong(1))
                    .getFirst();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends the lease of a process.
    public static void dies(long fence) {
        write("update process set ended_at = now() where fence = ?", fence);
    }

    /// A run that is worked on under the number of a living process.
    ///
    /// @return the number
    public static long run(String runId) {
        long fence = process();
        run(runId, fence);
        return fence;
    }

    public static void run(String runId, long fence) {
        write(
                "insert into run (id, root_id, caller_id, strategy, state, owner) values (?, ?, 'test', 'sequential',"
                        + " 'RUNNING', ?)",
                UUID.fromString(runId),
                UUID.fromString(runId),
                fence);
    }

    /// Another process takes the run.
    public static void taken(String runId, long fence) {
        write("update run set owner = ? where id = ?", fence, UUID.fromString(runId));
    }

    private static void write(String sql, Object... values) {
        try {
            database().update(sql, values);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
