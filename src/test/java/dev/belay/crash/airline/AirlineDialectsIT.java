package dev.belay.crash.airline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.airline.AirlineData;
import dev.belay.airline.AirlinePlugin;
import dev.belay.airline.Recording;
import dev.belay.airline.spoken.SpeakingProvider;
import dev.belay.airline.spoken.Spoken;
import dev.belay.crash.rig.OwnDatabase;
import dev.belay.crash.rig.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recorded conversations of models that write their calls as text, in every dialect, by the `loop` tier of the
/// packaged application: every call has the result, and the airline is left as, where the models called
/// natively.
///
/// `-Dcrash.dialects=all` plays every conversation in every dialect; otherwise so many are drawn for each
/// dialect. `-Dcrash.seed` decides which.
class AirlineDialectsIT {
    private static final String SIZE = System.getProperty("crash.dialects", "1");
    private static final long SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final int AT_ONCE = 24;
    private static final int LEASE = 10;
    /// Nine of the conversations take more than ten decisions to answer something, and one makes the same call
    /// in vain four times, where natively another tier goes on.
    private static final String LOOP_ALONE = "tiers: {order: loop, agent: {max-loop-turns: 40, max-same-calls: 10}}\n";

    @TempDir
    Path scratch;

    @Test
    void everyDialectComesToTheSameEnd() throws Exception {
        Recording.orSkip();
        System.out.println("airline dialects: -Dcrash.seed=" + SEED + " -Dcrash.dialects=" + SIZE);
        List<Play> plays = draw();
        Path jar = AirlinePlugin.jar(scratch.resolve("airline.jar"));
        try (OwnDatabase database = new OwnDatabase(scratch.resolve("postgres"));
                SpeakingProvider provider = new SpeakingProvider()) {
            AirlineData data = AirlineData.in(database.source());
            var around = new Site.Surroundings(
                    database, provider.port(), provider.port(), LEASE, new AirlineTools(jar, plays, LOOP_ALONE));
            try (Site site = Site.start(Path.of("target/crash/dialects-" + SEED), around, Site.Watches.NONE)) {
                long start = System.nanoTime();
                List<Customer> customers = Customer.all(plays, site, AT_ONCE);
                judge(customers, database, data, System.nanoTime() - start);
            }
            assertThat(provider.complaints()).isEmpty();
        }
    }

    private static List<Play> draw() {
        Random random = new Random(SEED);
        List<Recording> recordings = new ArrayList<>(Recording.withCalls(1));
        List<Play> plays = new ArrayList<>();
        for (Spoken spoken : Spoken.values()) {
            Collections.shuffle(recordings, random);
            recordings.stream()
                    .limit(SIZE.equals("all") ? recordings.size() : Integer.parseInt(SIZE))
                    .forEach(recording -> plays.add(Play.spoken(recording, spoken)));
        }
        return plays;
    }

    private static void judge(List<Customer> customers, OwnDatabase database, AirlineData data, long nanos)
            throws IOException {
        Map<Spoken, Score> scores = new EnumMap<>(Spoken.class);
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> corrections = corrections(database);
        for (Customer customer : customers) {
            Play play = customer.play();
            List<String> differences = customer.trouble() == null
                    ? Expected.differences(play, database, data)
                    : List.of(play.session() + ": " + customer.trouble());
            wrong.addAll(differences);
            scores.merge(
                    play.spoken(),
                    Score.of(play, differences.isEmpty(), corrections.getOrDefault(play.session(), 0)),
                    Score::plus);
        }
        StringBuilder report = new StringBuilder("Seed %d: %d conversations in %d s.%n%n"
                .formatted(SEED, customers.size(), TimeUnit.NANOSECONDS.toSeconds(nanos)));
        report.append("| dialect | conversations | calls | as natively | corrected turns |\n|---|--:|--:|--:|--:|\n");
        scores.forEach((spoken, score) -> report.append("| %s | %d | %d | %d | %d |%n"
                .formatted(spoken.id(), score.plays(), score.calls(), score.right(), score.corrections())));
        System.out.println(report);
        Files.writeString(Path.of("target/airline-dialects.md"), report);
        assertThat(wrong).isEmpty();
    }

    /// By session.
    private static Map<String, Integer> corrections(OwnDatabase database) {
        return database.rows("""
                        select r.session, count(*)::text from journal j join run r on r.id = j.run_id
                        where j.kind = 'correction' group by r.session""").stream()
                .collect(Collectors.toMap(List::getFirst, row -> Integer.valueOf(row.getLast())));
    }

    private record Score(int plays, int calls, int right, int corrections) {
        static Score of(Play play, boolean right, int corrections) {
            return new Score(1, play.recording().calls().size(), right ? 1 : 0, corrections);
        }

        Score plus(Score other) {
            return new Score(
                    plays + other.plays, calls + other.calls, right + other.right, corrections + other.corrections);
        }
    }
}
