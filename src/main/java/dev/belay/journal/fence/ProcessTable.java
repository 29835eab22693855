package dev.belay.journal.fence;

import dev.belay.platform.Database;
import java.sql.SQLException;
import java.time.Duration;

/// The table `process`. Every method is one statement; all times are the database's.
final class ProcessTable {
    private static final String BEGIN =
            "insert into process (name, expires_at) values (?, now() + ? * interval '1 millisecond') returning fence";
    private static final String RENEW = """
            update process set expires_at = now() + ? * interval '1 millisecond'
            where fence = ? and ended_at is null""";
    private static final String END = "update process set ended_at = now() where fence = ? and ended_at is null";
    private static final String END_OVERDUE =
            "update process set ended_at = now() where ended_at is null and expires_at < now()";

    private final Database database;

    ProcessTable(Database database) {
        this.database = database;
    }

    long begin(String name, Duration lease) throws SQLException {
        return database.query(BEGIN, row -> row.getLong(1), name, lease.toMillis())
                .getFirst();
    }

    /// @return false if the lease was ended
    boolean renew(long fence, Duration lease) throws SQLException {
        return database.update(RENEW, lease.toMillis(), fence) == 1;
    }

    void end(long fence) throws SQLException {
        database.update(END, fence);
    }

    void endOverdue() throws SQLException {
        database.update(END_OVERDUE);
    }
}
