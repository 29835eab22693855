package dev.belay.platform.transaction;

import io.quarkus.runtime.annotations.RegisterForProxy;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/// A connection that somebody else ends. Its statements are cancelled after a limit.
@RegisterForProxy(targets = Connection.class)
final class LentConnection implements InvocationHandler {
    private static final Set<String> FORBIDDEN =
            Set.of("commit", "setAutoCommit", "abort", "unwrap", "setTransactionIsolation", "setReadOnly");

    private final Connection connection;
    private final int limitSeconds;

    private LentConnection(Connection connection, int limitSeconds) {
        this.connection = connection;
        this.limitSeconds = limitSeconds;
    }

    static Connection of(Connection connection, Duration limit) {
        int seconds = Math.toIntExact(Math.clamp(limit.plusMillis(999).toSeconds(), 1, Integer.MAX_VALUE));
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new LentConnection(connection, seconds));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("close")) {
            return null;
        }
        // A rollback to a savepoint stays inside the transaction; a whole one would end it.
        if (FORBIDDEN.contains(name) || name.equals("rollback") && arguments == null) {
            throw new SQLException("the transaction is ended by the effect ledger, not by who acts in it");
        }
        try {
            Object result = method.invoke(connection, arguments);
            if (result instanceof Statement statement) {
                statement.setQueryTimeout(limitSeconds);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
