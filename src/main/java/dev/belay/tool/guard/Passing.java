package dev.belay.tool.guard;

import com.fasterxml.jackson.core.JacksonException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/// Tells what may pass from what will not: a lost connection from a file that is not there.
public final class Passing {
    /// PostgreSQL: serialization failure and deadlock; a connection that was ended for being idle in a transaction
    /// (as that of a process that stood still), by an administrator, a crash or a start. The transaction was rolled
    /// back, and is worth another try.
    private static final Set<String> SQL_STATES =
            Set.of("40001", "40P01", "25P03", "25P04", "57P01", "57P02", "57P03", "57P05");
    /// Connections: lost, or too many.
    private static final Set<String> SQL_CLASSES = Set.of("08", "53");
    private static final int DEEPEST = 10;

    private Passing() {}

    /// Whether the same call may succeed a little later.
    public static boolean is(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            boolean passes =
                    switch (cause) {
                        case SQLException sql -> passes(sql);
                        case FileSystemException _, FileNotFoundException _ -> false;
                        case CharacterCodingException _, JacksonException _ -> false;
                        case IOException _, TimeoutException _ -> true;
                        default -> false;
                    };
            if (passes) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean passes(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        return SQL_STATES.contains(state)
                || state.length() == 5 && SQL_CLASSES.contains(state.substring(0, 2))
                || sql instanceof SQLTransientException
                || sql instanceof SQLRecoverableException;
    }
}
