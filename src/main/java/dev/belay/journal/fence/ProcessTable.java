package dev.belay.journal.fence;

import dev.belay.platform.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/// The table `process`. Every method is one statement; all times are the database's.
final class ProcessTable {
    private static final String BEGIN =
            "insert into process (name, expires_at) values (?, now() + ? * interval '1 millisecond') returning fence";
    /// Never earlier than it was: of two that are under way at once, the one that was sent first may be written last.
    private static final String RENEW = """
            update process set expires_at = greatest(expires_at, now() + ? * interval '1 millisecond')
            where fence = ? and ended_at is null""";
    private static final String END = "update process set ended_at = now() where fence = ? and ended_at is null";
    private static final String END_OVERDUE =
            "update process set ended_at = now() where ended_at is null and expires_at < now() and fence <> ?";

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

    /// The same over a connection that belongs to no pool.
    static boolean renew(Connection connection, long fence, Duration lease) throws SQLException {
        try (PreparedStatement renew = connection.prepareStatement(RENEW)) {
            renew.setLong(1, lease.toMillis());
            renew.setLong(2, fence);
            return renew.executeUpdate() == 1;
        }
    }

    void end(long fence) throws SQLException {
        database.update(END, fence);
    }

    /// @param own number of this process, which is alive; 0 if it has none
    void endOverdue(long own) throws SQLException {
        database.update(END_OVERDUE, own);
    }
}
