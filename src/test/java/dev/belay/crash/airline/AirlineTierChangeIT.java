package dev.belay.crash.airline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.airline.AirlineData;
import dev.belay.airline.AirlinePlugin;
import dev.belay.airline.Recording;
import dev.belay.crash.rig.OwnDatabase;
import dev.belay.crash.rig.Site;
import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recorded conversations on the packaged application, whose provider breaks after a call's result: the next tier goes
/// on from there. Every call has its expected result in the end, every effect happened once, and the airline is left as
/// without a break.
///
/// Skipped unless `-Dcrash.airline` is set, since [dev.belay.airline.CarryOverQuarkusTest] draws a sample.
/// `-Dcrash.airline=all` breaks after every one of the 1,024 calls, in a conversation of its own each; otherwise so
/// many are drawn. `-Dcrash.seed` decides which.
class AirlineTierChangeIT {
    private static final String SIZE = System.getProperty("crash.airline", "none");
    private static final long SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final int AT_ONCE = 24;
    private static final int LEASE = 10;

    @TempDir
    Path scratch;

    @Test
    void theNextTierGoesOnFromTheResultsOfTheFirst() throws Exception {
        Assumptions.assumeFalse(SIZE.equals("none"), "skipped: -Dcrash.airline is not set");
        Recording.orSkip();
        System.out.println("airline tier changes: -Dcrash.seed=" + SEED + " -Dcrash.airline=" + SIZE);
        List<Play> plays = draw();
        Path jar = AirlinePlugin.jar(scratch.resolve("airline.jar"));
        Path trajectories = Recording.folder().resolve("trajectories.jsonl");
        try (OwnDatabase database = new OwnDatabase(scratch.resolve("postgres"));
                StandIn provider = StandIn.start(StandInOptions.onAnyPort().withRecordings(trajectories))) {
            AirlineData data = AirlineData.in(database.source());
            var around = new Site.Surroundings(
                    database, provider.port(), provider.port(), LEASE, new AirlineTools(jar, plays));
            try (Site site = Site.start(Path.of("target/crash/tiers-" + SEED), around, Site.Watches.NONE)) {
                judge(Customer.all(plays, site, AT_ONCE), database, data);
            }
        }
    }

    private static List<Play> draw() {
        List<Play> plays = new ArrayList<>();
        for (Recording recording : Recording.withCalls(1)) {
            for (int after = 1; after <= recording.calls().size(); after++) {
                plays.add(Play.breaking(recording, after));
            }
        }
        Collections.shuffle(plays, new Random(SEED));
        return SIZE.equals("all") ? plays : plays.subList(0, Integer.parseInt(SIZE));
    }

    private static void judge(List<Customer> customers, OwnDatabase database, AirlineData data) {
        List<String> wrong = new ArrayList<>();
        int fallen = 0;
        for (Customer customer : customers) {
            String session = customer.play().session();
            int fell = Integer.parseInt(database.rows("""
                    select count(*)::text from journal j join run r on r.id = j.run_id
                    where r.session = ? and j.kind = 'tier_fell'""", session).getFirst().getFirst());
            fallen += fell;
            if (customer.trouble() != null) {
                wrong.add(session + ": " + customer.trouble());
            } else if (fell == 0) {
                wrong.add(session + ": no tier fell");
            } else {
                wrong.addAll(Expected.differences(customer.play(), database, data));
            }
        }
        System.out.printf("airline tier changes: %d conversations, %d tiers fell%n", customers.size(), fallen);
        assertThat(wrong).isEmpty();
    }
}
