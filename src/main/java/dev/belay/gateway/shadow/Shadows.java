package dev.belay.gateway.shadow;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import dev.belay.gateway.RunBook;
import dev.belay.gateway.experiment.Shade;
import dev.belay.gateway.load.Places;
import dev.belay.platform.Workers;
import dev.belay.statistics.experiment.ShadowEnd;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// All shadows of this process. One that finds no room is dropped at once, and all are when the process stops: nobody
/// waits for a shadow. Thread-safe.
public final class Shadows {
    private static final Logger LOG = Logger.getLogger(Shadows.class);
    private static final Set<RunState> COMPARABLE = Set.of(RunState.SUCCEEDED, RunState.DEGRADED, RunState.FAILED);

    private final Shadow.Means means;
    private final Places places;
    private final Sums sums;
    private final Workers workers;
    private final Map<String, Semaphore> rooms = new ConcurrentHashMap<>();
    private final Set<Cancellation> atWork = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    /// Where it is counted what came of shadows.
    @FunctionalInterface
    interface Sums {
        void add(String variant, String end, Usage usage, Duration took);
    }

    /// @param places of runs: while none is free there are no shadows
    Shadows(Shadow.Means means, Places places, Sums sums, Workers workers) {
        this.means = means;
        this.places = places;
        this.sums = sums;
        this.workers = workers;
    }

    /// The run, with a shadow after its end.
    ///
    /// @param shade `null` for none
    public RunBook.Live beside(RunBook.Live run, Shade shade, Caller caller) {
        return shade == null ? run : new ShadowedRun(run, shade, caller, this);
    }

    /// Has the shadow work, on a thread of its own. A run that rests, or was stopped, has none. Nothing is thrown.
    void begin(Shadow.Original original, Shade shade) {
        if (leaving || !COMPARABLE.contains(original.outcome().state())) {
            return;
        }
        try {
            workers.start(() -> work(original, shade));
        } catch (RejectedExecutionException _) {
            LOG.debug("the process stops, so there are no shadows any more");
        }
    }

    private void work(Shadow.Original original, Shade shade) {
        Semaphore room = rooms.computeIfAbsent(
                shade.experiment(), _ -> new Semaphore(shade.bounds().most()));
        if (places.free() == 0 || !room.tryAcquire()) {
            Shadow.dropped(original, shade);
            sums.add(shade.variant(), ShadowEnd.DROPPED.word(), Usage.NONE, Duration.ZERO);
            return;
        }
        Cancellation cancellation = new Cancellation();
        atWork.add(cancellation);
        try {
            if (leaving) {
                cancellation.cancel("this process stops");
            }
            Shadow.Came came = new Shadow(original, shade, means, cancellation).work();
            sums.add(shade.variant(), came.end().word(), came.usage(), came.took());
        } finally {
            atWork.remove(cancellation);
            room.release();
        }
    }

    /// Gives all shadows up, and has no more.
    void leave() {
        leaving = true;
        atWork.forEach(cancellation -> cancellation.cancel("this process stops"));
    }
}
