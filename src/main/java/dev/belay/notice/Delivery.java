package dev.belay.notice;

import dev.belay.platform.Database;
import dev.belay.platform.timer.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// Delivers notices on every way that is configured, and tries again what failed. Each arrives at least once; a
/// receiver that saw it and could not say so sees it again, under the same id.
final class Delivery implements Timer {
    private static final Logger LOG = Logger.getLogger(Delivery.class);
    /// Deadlines of decisions go off on the same threads, and must not wait for a receiver that is slow.
    private static final int AT_ONCE = 3;
    private static final Duration BUSY = Duration.ofSeconds(2);

    private final NoticeConfig config;
    private final List<Way> ways;
    private final NoticeTable table;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Delivery(NoticeConfig config, List<Way> ways, Database database) {
        this.config = config;
        this.ways = List.copyOf(ways);
        this.table = new NoticeTable(database);
    }

    /// Stands in `V6__notices.sql`.
    @Override
    public String name() {
        return "notice";
    }

    @Override
    public Optional<Instant> due(String id) {
        try {
            Notice notice = table.find(id).orElse(null);
            if (notice == null) {
                return Optional.empty();
            }
            if (ways.isEmpty() || !config.types().contains(notice.type())) {
                table.delete(id);
                return Optional.empty();
            }
            if (!places.tryAcquire()) {
                return Optional.of(table.soon(BUSY));
            }
            try {
                return delivered(notice);
            } finally {
                places.release();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("notice " + id + " could not be looked at: " + e.getMessage(), e);
        }
    }

    private Optional<Instant> delivered(Notice notice) throws SQLException {
        List<String> done = new ArrayList<>(notice.done());
        for (Way way : ways) {
            if (!done.contains(way.name()) && over(way, notice)) {
                done.add(way.name());
            }
        }
        if (ways.stream().allMatch(way -> done.contains(way.name()))) {
            table.delete(notice.id());
            return Optional.empty();
        }
        return table.again(notice.id(), done, wait(notice.attempts()));
    }

    /// Whether nothing is left to do on this way: it arrived, or is given up.
    private boolean over(Way way, Notice notice) throws SQLException {
        try {
            way.send(notice);
            return true;
        } catch (Way.Failed e) {
            boolean over = e.hopeless() || table.age(notice.id()).compareTo(config.giveUpAfter()) > 0;
            LOG.warnf(
                    "%s %s by %s %s: %s",
                    notice.type(),
                    notice.id(),
                    way.name(),
                    over ? "is given up" : "will be tried again",
                    e.getMessage());
            return over;
        }
    }

    private Duration wait(int attempts) {
        Duration wait = config.firstRetry();
        for (int i = 0; i < attempts && wait.compareTo(config.longestRetry()) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(config.longestRetry()) < 0 ? wait : config.longestRetry();
    }
}
