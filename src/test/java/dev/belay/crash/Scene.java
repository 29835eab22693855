package dev.belay.crash;

import dev.belay.crash.rig.CounterProcess;
import dev.belay.crash.rig.OwnDatabase;
import dev.belay.crash.rig.PluginJar;
import dev.belay.crash.rig.Site;
import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.script.Script;
import dev.belay.exchange.Cancellation;
import dev.belay.platform.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A database, a provider, a destination of tools that counts, and a client; around processes of Belay.
final class Scene implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    /// What may still happen to a run.
    private static final String OPEN = "RUNNING";

    private static final int AT_ONCE = 20;
    private static final Duration ACCEPTED_WITHIN = Duration.ofSeconds(30);
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(30);

    private static final String TAKEOVERS = """
            select (extract(epoch from min(at) - ?::timestamptz) * 1000)::bigint::text from journal
            where kind = 'resumed' and at > ?::timestamptz %s group by run_id""";

    private final Path logs;
    private final OwnDatabase database;
    private final CounterProcess counter = CounterProcess.start();
    private final StandIn provider;
    private final Client client = new Client();
    private final Site.Surroundings around;

    /// @param scratch for data
    /// @param logs what processes print, and their configuration
    /// @param lease in seconds
    Scene(Path scratch, Path logs, Script conversations, int lease) {
        this(scratch, logs, conversations, lease, CountingTools::free);
    }

    /// @param setting by the folder of the jar with the transactional tool
    Scene(Path scratch, Path logs, Script conversations, int lease, Function<Path, Site.Setting> setting) {
        this.logs = logs;
        database = new OwnDatabase(scratch.resolve("postgres"));
        database.rows("create schema counted");
        database.rows("create table counted.effect (mark text not null)");
        provider = StandIn.start(StandInOptions.onAnyPort().with(conversations));
        Path plugins = PluginJar.in(scratch.resolve("plugins"));
        around = new Site.Surroundings(database, counter.port(), provider.port(), lease, setting.apply(plugins));
    }

    Site site(String name, Site.Watches watches) {
        return Site.start(logs.resolve(name), around, watches);
    }

    OwnDatabase database() {
        return database;
    }

    Client client() {
        return client;
    }

    /// How often each effect happened, by mark.
    Map<String, Integer> effects() {
        Map<String, Integer> effects = new HashMap<>(counter.effects());
        database.map("select mark, count(*)::text from counted.effect group by mark")
                .forEach((mark, count) -> effects.merge(mark, Integer.parseInt(count), Integer::sum));
        return effects;
    }

    /// What is known of each run, by the mark of its case.
    Map<String, Known> runs() {
        return database.rows("""
                        select idempotency_key, id::text, state,
                            (select string_agg(e.state, ',' order by e.started_at)
                                from effect e where e.root_run = r.root_id),
                            (select string_agg(e.result, '; ') from effect e
                                where e.root_run = r.root_id and e.state <> 'DONE'),
                            (select count(*)::text from journal j where j.run_id = r.id and j.kind = 'resumed')
                        from run r where idempotency_key like 'mark-%'""").stream()
                .collect(Collectors.toMap(
                        List::getFirst,
                        row -> new Known(
                                row.get(1), row.get(2), row.get(3), row.get(4), Integer.parseInt(row.get(5)))));
    }

    /// @param effects states of its effects, oldest first, separated by commas; or `null`
    /// @param why what is known of those that are not done, or `null`
    /// @param resumed how often somebody carried it on
    record Known(String id, String state, String effects, String why, int resumed) {
        boolean open() {
            return state.equals(OPEN);
        }
    }

    /// By the database's clock.
    String now() {
        return database.rows("select now()::text").getFirst().getFirst();
    }

    /// From this moment on, by the database's clock, until each run was carried on; in milliseconds.
    List<Long> takeovers(String since) {
        return database.rows(TAKEOVERS.formatted(""), since, since).stream()
                .map(row -> Long.parseLong(row.getFirst()))
                .toList();
    }

    /// Waits until each of these runs was carried on, or is over.
    List<Long> takeovers(String since, List<String> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        String among = "and run_id in ('" + String.join("','", runs) + "')";
        within(
                TAKEN_OVER_WITHIN,
                () -> database.rows(TAKEOVERS.formatted(among), since, since).size() >= runs.size() - over(runs));
        return database.rows(TAKEOVERS.formatted(among), since, since).stream()
                .map(row -> Long.parseLong(row.getFirst()))
                .toList();
    }

    /// Runs that were over before they could be taken over.
    private int over(List<String> runs) {
        return database.rows("select id from run where state <> 'RUNNING' and id in ('" + String.join("','", runs)
                        + "') and not exists (select 1 from journal where run_id = id and kind = 'resumed')")
                .size();
    }

    /// Runs that the process works on.
    List<String> ownedBy(Site site) {
        return database
                .rows(
                        "select r.id::text from run r join process p on p.fence = r.owner where r.state = 'RUNNING'"
                                + " and p.ended_at is null and p.name ~ ('\\y' || ? || '\\y')",
                        Long.toString(site.process().pid()))
                .stream()
                .map(List::getFirst)
                .toList();
    }

    /// Stale writes that the process was refused, as its metrics say.
    long refusedBy(Site site) {
        return client.text(site.process(), "/q/metrics")
                .lines()
                .filter(line -> line.startsWith("belay_writes_refused_total"))
                // An exemplar may follow, with a value and a time of its own.
                .map(line -> line.replaceFirst(" # .*", ""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// How many runs are in which state.
    String states() {
        return database.map("select state, count(*)::text from run where idempotency_key like 'mark-%' group by state")
                .toString();
    }

    /// Submits until all are accepted, some at a time: a process that has just started takes its time for the first.
    boolean accepted(Site site, List<Case> cases) {
        for (int from = 0; from < cases.size(); from += AT_ONCE) {
            List<Case> some = cases.subList(from, Math.min(cases.size(), from + AT_ONCE));
            boolean accepted = within(ACCEPTED_WITHIN, () -> {
                client.submitAgain(site.process(), some).join();
                return some.stream().allMatch(client::accepted);
            });
            if (!accepted) {
                return false;
            }
        }
        return true;
    }

    /// @return whether every run is there, and in a final or resting state, within the time
    boolean settled(List<Case> cases, Duration within) {
        return within(within, () -> {
            Map<String, Known> runs = runs();
            return cases.stream().map(one -> runs.get(one.mark())).allMatch(run -> run != null && !run.open());
        });
    }

    static boolean within(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Pause.REAL.await(BETWEEN_LOOKS, new Cancellation());
        }
        return true;
    }

    @Override
    public void close() {
        client.close();
        provider.close();
        counter.close();
        database.close();
    }
}
