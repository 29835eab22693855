package dev.belay.crash.airline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.airline.AirlineData;
import dev.belay.airline.AirlinePlugin;
import dev.belay.airline.Recording;
import dev.belay.crash.rig.OwnDatabase;
import dev.belay.crash.rig.Site;
import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.exchange.Cancellation;
import dev.belay.platform.Pause;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recorded conversations on the packaged application, which is killed while each of them stands in a tool call;
/// another process goes on. Every call has its expected result in the end, every effect happened once, and the airline
/// is left as without a kill.
///
/// `-Dcrash.airline=all` kills at every one of the 1,024 calls: all conversations stand at their first call, then all
/// at their second, and so on. Otherwise so many conversations are drawn, and killed `-Dcrash.airline.kills` times.
/// `-Dcrash.seed` decides what is drawn and where in a call each stands.
class AirlineKillIT {
    private static final String SIZE = System.getProperty("crash.airline", "24");
    private static final boolean ALL = SIZE.equals("all");
    private static final int KILLS = Integer.getInteger("crash.airline.kills", 1);
    private static final long SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final int LEASE = Integer.getInteger("crash.lease", 5);
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(5);
    /// PostgreSQL ends a transaction that stands still for five seconds.
    private static final Duration REACHED_WITHIN = Duration.ofSeconds(3);

    private static final Duration FINISHED_WITHIN = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    @TempDir
    Path scratch;

    private final Random random = new Random(SEED);
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    private final List<Customer> customers = new ArrayList<>();
    private final List<String> kills = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final Tally tally = new Tally();
    private volatile Site serving;
    private volatile Halts halts;

    @Test
    void everyCallHasItsResultAndEveryEffectHappensOnce() throws Exception {
        Recording.orSkip();
        System.out.println("airline: -Dcrash.seed=" + SEED + " -Dcrash.airline=" + SIZE);
        List<Recording> recordings = draw();
        List<List<Halt>> rounds = rounds(recordings);
        Path jar = AirlinePlugin.jar(scratch.resolve("airline.jar"));
        Path trajectories = Recording.folder().resolve("trajectories.jsonl");
        try (OwnDatabase database = new OwnDatabase(scratch.resolve("postgres"));
                StandIn provider = StandIn.start(StandInOptions.onAnyPort().withRecordings(trajectories));
                HttpClient http = HttpClient.newHttpClient()) {
            AirlineData data = AirlineData.in(database.source());
            var around = new Site.Surroundings(
                    database,
                    provider.port(),
                    provider.port(),
                    LEASE,
                    new AirlineTools(jar, recordings.stream().map(Play::well).toList()));
            try {
                play(around, recordings, rounds, http);
            } finally {
                if (serving != null) {
                    serving.close();
                }
                http.shutdownNow();
            }
            judge(database, data, rounds);
        }
    }

    private List<Recording> draw() {
        List<Recording> recordings = new ArrayList<>(Recording.withCalls(ALL ? 1 : KILLS));
        if (ALL) {
            return recordings;
        }
        Collections.shuffle(recordings, random);
        return recordings.subList(0, Math.min(Integer.parseInt(SIZE), recordings.size()));
    }

    /// Who stands where at each kill.
    private List<List<Halt>> rounds(List<Recording> recordings) {
        List<List<Halt>> rounds = new ArrayList<>();
        for (Recording recording : recordings) {
            List<Integer> calls = new ArrayList<>(
                    IntStream.range(0, recording.calls().size()).boxed().toList());
            if (!ALL) {
                Collections.shuffle(calls, random);
                calls = calls.stream().limit(KILLS).sorted().toList();
            }
            for (int round = 0; round < calls.size(); round++) {
                if (rounds.size() == round) {
                    rounds.add(new ArrayList<>());
                }
                rounds.get(round).add(halt(recording, calls.get(round)));
            }
        }
        return rounds;
    }

    private Halt halt(Recording recording, int index) {
        Expected expected = Expected.of(recording, index);
        List<Spot> spots = List.of(Spot.values()).stream()
                .filter(spot -> spot.occurs(expected.acts(), expected.refused()))
                .toList();
        Spot spot = spots.get(random.nextInt(spots.size()));
        boolean before = spot == Spot.MODEL_ASKED || random.nextBoolean();
        boolean late = before && random.nextBoolean();
        return new Halt(
                Play.well(recording).session(),
                index + 1,
                recording.turnsOfCalls().get(index),
                spot,
                before,
                late);
    }

    private void play(Site.Surroundings around, List<Recording> recordings, List<List<Halt>> rounds, HttpClient http) {
        Path logs = Path.of("target/crash/airline-" + SEED);
        halts = new Halts(sessions);
        halts.arm(rounds.getFirst());
        serving = Site.start(logs.resolve("process-0"), around, halts.watches());
        List<String> tools = AirlineTools.names();
        for (Recording recording : recordings) {
            Customer customer = new Customer(
                    Play.well(recording), tools, http, path -> serving.process().uri(path));
            customers.add(customer);
            Thread.ofVirtual().start(customer);
        }
        for (int round = 0; round < rounds.size(); round++) {
            List<Halt> now = rounds.get(round);
            within(STARTED_WITHIN, () -> now.stream().allMatch(halt -> halts.started(halt)));
            now.stream().filter(halt -> !halts.started(halt)).forEach(halt -> late.add(halt + " was not come to"));
            // Only now, for a machine that is busy with all of them might starve a lease while it starts another.
            Halts next = new Halts(sessions);
            Site standby = Site.start(logs.resolve("process-" + (round + 1)), around, next.watches());
            if (round + 1 < rounds.size()) {
                next.arm(rounds.get(round + 1));
            }
            kill(now, standby);
            kills.add(around.database().rows("select now()::text").getFirst().getFirst());
            halts = next;
        }
        within(FINISHED_WITHIN, () -> customers.stream().allMatch(customer -> customer.trouble() == null));
    }

    private void kill(List<Halt> round, Site standby) {
        halts.go(round);
        within(REACHED_WITHIN, () -> round.stream().allMatch(halts::reached));
        Site victim = serving;
        victim.kill();
        for (Halt halt : round) {
            tally.add(halt, halts.reached(halt));
        }
        serving = standby;
        halts.disarm();
        halts.release(round);
        victim.close();
    }

    private void judge(OwnDatabase database, AirlineData data, List<List<Halt>> rounds) throws Exception {
        List<String> wrong = new ArrayList<>(late);
        int calls = 0;
        for (Customer customer : customers) {
            calls += customer.play().recording().calls().size();
            if (customer.trouble() != null) {
                wrong.add(customer.play().session() + ": " + customer.trouble());
            } else {
                wrong.addAll(Expected.differences(customer.play(), database, data));
            }
        }
        String report = """
                Seed %d, lease %d s: %d conversations, %d calls; %d process kills, %d calls hit.
                Longest takeover %d ms.

                %s""".formatted(
                        SEED,
                        LEASE,
                        customers.size(),
                        calls,
                        rounds.size(),
                        rounds.stream().mapToInt(List::size).sum(),
                        takeover(database),
                        tally.table());
        System.out.println(report);
        late.forEach(System.out::println);
        Files.writeString(Path.of("target/airline-kill.md"), report);
        assertThat(wrong).isEmpty();
    }

    /// The longest from a kill until a run was carried on after it, in milliseconds.
    private long takeover(OwnDatabase database) {
        long longest = 0;
        for (int kill = 0; kill < kills.size(); kill++) {
            String until = kill + 1 < kills.size() ? kills.get(kill + 1) : "infinity";
            longest = Math.max(
                    longest,
                    Long.parseLong(database.rows("""
                            select coalesce(max(millis), 0)::bigint::text from (
                                select extract(epoch from min(at) - ?::timestamptz) * 1000 as millis from journal
                                where kind = 'resumed' and at > ?::timestamptz and at < ?::timestamptz
                                group by run_id) as takeover""", kills.get(kill), kills.get(kill), until)
                            .getFirst()
                            .getFirst()));
        }
        return longest;
    }

    private static boolean within(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Pause.REAL.await(BETWEEN_LOOKS, new Cancellation());
        }
        return true;
    }
}
