package dev.belay.sandbox;

import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Opens sandboxes, as many as there may be. Called from many threads at once.
@ApplicationScoped
public class Sandboxes {
    private static final Logger LOG = Logger.getLogger(Sandboxes.class);

    private final SandboxConfig config;
    private final Workers workers;
    private final Time time;
    private final Semaphore open;
    private final Semaphore running;

    public Sandboxes(SandboxConfig config, Workers workers, Time time) {
        this.config = config;
        this.workers = workers;
        this.time = time;
        this.open = new Semaphore(config.open(), true);
        this.running = new Semaphore(config.running(), true);
    }

    /// Opens a sandbox, which is to be closed. Waits if there are too many.
    ///
    /// @param functions what programs may call
    /// @param seed of `Math.random`, so that a program that is run again comes to the same
    /// @throws SandboxBusy if none was closed in time
    public Sandbox open(List<Sandbox.Function> functions, long seed) {
        return open(functions, seed, config.time());
    }

    /// The same with less time for each program than configured.
    public Sandbox open(List<Sandbox.Function> functions, long seed, Duration most) {
        try {
            if (!open.tryAcquire(config.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SandboxBusy(config.open());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxBusy(config.open());
        }
        Duration allowed = most.compareTo(config.time()) < 0 ? most : config.time();
        var limits = new Sandbox.Limits(config.memory(), allowed, config.output(), config.calls(), config.source());
        var setting = new Sandbox.Setting(List.copyOf(functions), seed, limits);
        return new Sandbox(setting, new Stage(workers, time, running), open::release);
    }

    /// Loads the interpreter, which takes about a second the first time, on a thread of its own.
    public void warm() {
        workers.start(() -> {
            try (Sandbox sandbox = open(List.of(), 0)) {
                sandbox.run("1", Instant.EPOCH, (_, _) -> Sandbox.Reply.error("not now"));
            } catch (RuntimeException e) {
                LOG.warnf("the sandbox could not be tried: %s", e.getClass().getSimpleName());
            }
        });
    }
}
