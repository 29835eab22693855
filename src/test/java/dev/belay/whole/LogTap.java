package dev.belay.whole;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/// Keeps every line that is logged while it is open, as a console would show it with everything that a line can hold.
/// Belay's own loggers tell all they can meanwhile.
final class LogTap extends Handler implements AutoCloseable {
    private final PatternFormatter formatter = new PatternFormatter("%p %c %t %X %m%n%e");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Logger own = Logger.getLogger("dev.belay");
    private final Level ownLevel = own.getLevel();

    static LogTap open() {
        LogTap tap = new LogTap();
        tap.setLevel(Level.ALL);
        tap.own.setLevel(Level.ALL);
        tap.root.addHandler(tap);
        return tap;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord logged) {
        lines.add(formatter.format(ExtLogRecord.wrap(logged)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        own.setLevel(ownLevel);
    }
}
