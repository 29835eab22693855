package dev.belay.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Callers at the same time, each on a thread of the platform: they are woken by the system, not by one another.
final class Callers {
    private Callers() {}

    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /// Returns when all are done.
    static void all(int callers, Work work) throws Exception {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<Void>> ends = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                ends.add(threads.submit((Callable<Void>) () -> {
                    work.run();
                    return null;
                }));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
        }
    }
}
