package dev.belay.platform.timer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.belay.platform.Database;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Lets timers go off, on virtual threads, by the database's clock. Several processes share the table; a timer that a
/// dead one held goes off in another within a minute.
final class Timers implements AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Scheduler scheduler;

    /// @param process names this process in the table
    Timers(Database database, Time time, List<Timer> timers, List<Recurring> recurring, String process, Duration poll) {
        List<Task<?>> tasks = timers.stream().<Task<?>>map(Timers::task).toList();
        List<RecurringTask<Void>> calendar =
                recurring.stream().map(Timers::task).toList();
        this.scheduler = Scheduler.create(database.source(), tasks)
                .startTasks(calendar)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .serializer(new JacksonSerializer(Json.mapper()))
                .schedulerName(new SchedulerName.Fixed(process))
                .clock(new DatabaseClock(database, time))
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("belay-timer-", 0).factory()))
                .threads(AT_ONCE)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(poll)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(PATIENCE)
                .build();
    }

    void start() {
        scheduler.start();
    }

    /// Waits a little for what has gone off; what does not end goes off again elsewhere.
    @Override
    public void close() {
        scheduler.stop();
    }

    private static Task<Void> task(Timer timer) {
        return Tasks.custom(timer.name(), Void.class)
                .onFailureReschedule(Schedules.fixedDelay(AFTER_FAILURE))
                .onDeadExecutionRevive()
                .execute((instance, _) -> {
                    Optional<Instant> next = timer.due(instance.getId());
                    return next.<CompletionHandler<Void>>map(
                                    at -> (complete, operations) -> operations.reschedule(complete, at))
                            .orElseGet(CompletionHandler.OnCompleteRemove::new);
                });
    }

    private static RecurringTask<Void> task(Recurring recurring) {
        return Tasks.recurring(recurring.name(), Schedules.cron(recurring.cron(), ZoneOffset.UTC))
                .execute((_, _) -> recurring.run());
    }
}
