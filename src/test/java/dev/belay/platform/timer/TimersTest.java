package dev.belay.platform.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import dev.belay.support.TestDatabase.Counting.Trouble;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TimersTest {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Database database = TestDatabase.database();
    private final String name = "test-" + new Ids(Time.SYSTEM.wall()).run();
    private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();

    @Test
    void goesOffOnceInOneOfTwoProcessesAndAgainWhenItSaysSo() throws Exception {
        AtomicInteger times = new AtomicInteger();
        Timer timer = timer(_ -> times.incrementAndGet() == 1 ? Optional.of(Instant.EPOCH) : Optional.empty());
        try (Timers one = timers(timer, List.of(), "one");
                Timers other = timers(timer, List.of(), "other")) {
            one.start();
            other.start();
            set("a");

            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> waiting()
                    .isEmpty());
        }
        assertThat(gone).containsExactly("a", "a");
    }

    @Test
    void isTriedAgainLaterWhenItFails() throws Exception {
        Timer timer = timer(_ -> {
            throw new IllegalStateException("not now");
        });
        try (Timers timers = timers(timer, List.of(), "failing")) {
            timers.start();
            set("a");

            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !database.query(
                            "select 1 from scheduled_tasks where task_name = ? and consecutive_failures = 1"
                                    + " and not picked and execution_time > now()",
                            row -> row.getInt(1),
                            name)
                    .isEmpty());
        }
        assertThat(gone).containsExactly("a");
    }

    @Test
    void doesNotGoOffBeforeItsTimeByTheDatabasesClock() throws Exception {
        Timer timer = timer(_ -> Optional.empty());
        // A machine that is a day ahead.
        Time ahead = new Time(() -> Time.SYSTEM.now().plus(Duration.ofDays(1)), System::nanoTime);
        try (Timers timers = new Timers(database, ahead, List.of(timer), List.of(), "ahead", POLL)) {
            timers.start();
            database.update(
                    "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                            + " values (?, 'later', now() + interval '1 hour', false, 1)",
                    name);
            set("now");

            assertThat(gone.poll(20, TimeUnit.SECONDS)).isEqualTo("now");
        }
        assertThat(gone).isEmpty();
        assertThat(database.query(
                        "select task_instance from scheduled_tasks where task_name = ?", row -> row.getString(1), name))
                .containsExactly("later");
    }

    @Test
    void runsWhatComesBackByTheCalendar() throws Exception {
        Recurring everySecond = recurring("* * * * * *");
        try (Timers timers = timers(timer(_ -> Optional.empty()), List.of(everySecond), "calendar")) {
            timers.start();

            assertThat(gone.poll(20, TimeUnit.SECONDS)).isEqualTo("calendar");
            assertThat(gone.poll(20, TimeUnit.SECONDS)).isEqualTo("calendar");
        }
    }

    @Test
    void keepsTheDatabasesTimeWhileItIsAwayAndWhenThisMachinesClockJumps() {
        TestDatabase.Counting counting = TestDatabase.counting();
        AtomicLong nanos = new AtomicLong();
        AtomicLong jump = new AtomicLong();
        Time time = new Time(() -> Time.SYSTEM.now().plusSeconds(jump.get()), nanos::get);
        DatabaseClock clock = new DatabaseClock(counting.database(), time);

        counting.trouble(Trouble.AWAY);
        assertThat(clock.now()).as("better than nothing").isBetween(soon(-5), soon(5));

        counting.trouble(Trouble.NONE);
        Instant read = clock.now();
        jump.set(3600);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(clock.now()).isEqualTo(read.plusSeconds(10));

        counting.trouble(Trouble.AWAY);
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(clock.now()).isEqualTo(read.plusSeconds(310));

        counting.trouble(Trouble.NONE);
        assertThat(clock.now()).as("read anew").isBetween(soon(-5), soon(5));
        assertThat(counting.statements()).as("not at every look").isEqualTo(2);
    }

    @Test
    void whoComesDuringTheFirstReadingWaitsForIt() throws Exception {
        CountDownLatch asks = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        Time ahead = new Time(() -> Time.SYSTEM.now().plus(Duration.ofDays(1)), () -> {
            asks.countDown();
            waitFor(goesOn);
            return System.nanoTime();
        });
        DatabaseClock clock = new DatabaseClock(database, ahead);
        AtomicReference<Instant> seen = new AtomicReference<>();
        Thread first = Thread.ofPlatform().start(clock::now);
        asks.await();
        Thread second = Thread.ofPlatform().start(() -> seen.set(clock.now()));

        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> second.getState() == Thread.State.WAITING || seen.get() != null);
        goesOn.countDown();
        first.join();
        second.join();

        assertThat(seen.get()).isBetween(soon(-30), soon(30));
    }

    private List<String> waiting() throws SQLException {
        return database.query(
                "select task_instance from scheduled_tasks where task_name = ?", row -> row.getString(1), name);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Instant soon(long seconds) {
        return Time.SYSTEM.now().plusSeconds(seconds);
    }

    private Timers timers(Timer timer, List<Recurring> recurring, String process) {
        return new Timers(database, Time.SYSTEM, List.of(timer), recurring, process, POLL);
    }

    private void set(String instance) throws Exception {
        database.update(
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " values (?, ?, now(), false, 1)",
                name,
                instance);
    }

    private Timer timer(java.util.function.Function<String, Optional<Instant>> due) {
        return new Timer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Instant> due(String instance) {
                gone.add(instance);
                return due.apply(instance);
            }
        };
    }

    private Recurring recurring(String cron) {
        return new Recurring() {
            @Override
            public String name() {
                return name + "-calendar";
            }

            @Override
            public String cron() {
                return cron;
            }

            @Override
            public void run() {
                gone.add("calendar");
            }
        };
    }
}
