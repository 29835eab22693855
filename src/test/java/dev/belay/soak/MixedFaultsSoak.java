package dev.belay.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.crash.rig.OwnDatabase;
import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.Tempo;
import dev.belay.support.BelayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Mixed faults for a long time at a fixed rate: nothing may grow, and nothing may be left when the callers have gone.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what a process holds is read from /proc")
class MixedFaultsSoak {
    private static final double MINUTES = Double.parseDouble(System.getProperty("soak.minutes", "20"));
    private static final double RATE = Double.parseDouble(System.getProperty("soak.rate", "50"));
    private static final double SCALE = Double.parseDouble(System.getProperty("soak.time-scale", "0.1"));
    private static final long SEED = Long.getLong("soak.seed", System.currentTimeMillis() % 1_000_000);
    private static final Duration SAMPLE = Duration.ofSeconds(Integer.getInteger("soak.sample-seconds", 5));
    /// The heap has its size from the beginning, so that resident memory shows what is beside it.
    private static final String JVM = System.getProperty("soak.jvm", "-Xms384m -Xmx384m -XX:+AlwaysPreTouch");
    /// A collection of the whole heap with each of so many samples.
    private static final int COLLECT = 3;
    /// Kept connections to the provider are closed after half a minute.
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /// Threads that wait for a timer or for news all the time.
    private static final int SPARE_VIRTUAL_THREADS = 4;

    private final List<String> report = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Course course = new Course();

    @TempDir
    Path folder;

    @AfterEach
    void tell() throws Exception {
        String text = String.join("\n", report) + "\n";
        Files.writeString(Path.of("target/soak.md"), text);
        Files.write(Path.of("target/soak.csv"), course.csv());
        System.out.println(text);
    }

    @Test
    void nothingGrowsAndNothingIsLeft() throws Exception {
        report.add("java %s, %d processors, %s min at %s requests per second, seed %d, durations of faults × %s, %s"
                .formatted(
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors(),
                        MINUTES,
                        RATE,
                        SEED,
                        SCALE,
                        JVM));
        StandInOptions options = StandInOptions.onAnyPort().withSeed(SEED).with(Tempo.AT_ONCE.scale(SCALE));
        try (StandIn provider = StandIn.start(options);
                OwnDatabase database = new OwnDatabase(folder.resolve("postgres"))) {
            Mixture mixture = new Mixture(provider, SCALE, SEED);
            Path file = folder.resolve("belay.yaml");
            Files.writeString(file, mixture.configuration());
            BelayProcess belay = BelayProcess.serve(
                    folder, Mixture.environment(OwnDatabase.url(database.port()), JVM), "--config", file.toString());
            try (belay;
                    Inspection inspection = new Inspection(belay, provider, database);
                    Load load = new Load(mixture, belay.uri("/"))) {
                soak(load, inspection);
            } finally {
                Files.writeString(Path.of("target/soak.log"), belay.output());
            }
            none("connections to PostgreSQL after the process ended", connections(database));
        }
        report.add("\nGrows: " + (course.growing().isEmpty() ? "nothing" : course.growing()));
        report.add("\nLeft: " + (left.isEmpty() ? "nothing" : left));
        report.add("\nNeither answered nor told why not: " + wrong.size());
        wrong.stream().limit(20).forEach(report::add);
        assertThat(wrong).as("neither answered nor told why not").isEmpty();
        assertThat(course.growing()).isEmpty();
        assertThat(left).isEmpty();
    }

    private void soak(Load load, Inspection inspection) throws Exception {
        long virtualThreads = inspection.virtualThreads();
        long begun = System.nanoTime();
        Thread callers = Thread.ofPlatform().start(() -> load.run(RATE, Duration.ofMillis((long) (MINUTES * 60_000))));
        for (int number = 0; callers.isAlive(); number++) {
            course.add(Duration.ofNanos(System.nanoTime() - begun), inspection.look(number % COLLECT == 0));
            callers.join(SAMPLE);
        }
        long over = System.nanoTime();
        await(() -> load.underWay() == 0 && inspection.attempts() == 0 && inspection.connectionsAtProvider() == 0);
        report.addAll(course.report());
        report.add("\n| callers | |\n|---|--:|");
        load.endings().forEach((ending, count) -> report.add("| %s | %d |".formatted(ending, count)));
        wrong.addAll(load.wrong());
        remains(load, inspection, virtualThreads);
        report.add("\nQuiet %d s after the last request began; effects in doubt, which wait for a person: %d"
                .formatted(Duration.ofNanos(System.nanoTime() - over).toSeconds(), inspection.inDoubt()));
    }

    private void remains(Load load, Inspection inspection, long virtualThreads) throws Exception {
        none("callers who wait", load.underWay());
        none("attempts at the provider", inspection.attempts());
        none("connections to the provider", inspection.connectionsAtProvider());
        var seen = inspection.look(true);
        none("journaled runs that are not over", seen.get(Gauge.RUNS));
        none("effects without an outcome", seen.get(Gauge.EFFECTS));
        none("open transactions", inspection.transactions());
        none("leases beside that of the process", seen.get(Gauge.LEASES) - 1);
        none(
                "virtual threads beside those before",
                Math.max(0, inspection.virtualThreads() - virtualThreads - SPARE_VIRTUAL_THREADS));
    }

    private void none(String what, long count) {
        if (count != 0) {
            left.add(count + " " + what);
        }
    }

    private static long connections(OwnDatabase database) {
        return Long.parseLong(database.rows("select count(*)::text from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and backend_type = 'client backend'")
                .getFirst()
                .getFirst());
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void await(Check check) throws Exception {
        long begun = System.nanoTime();
        while (!check.holds() && System.nanoTime() - begun < PATIENCE.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
