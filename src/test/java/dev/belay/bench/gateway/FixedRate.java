package dev.belay.bench.gateway;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Calls that begin at a fixed rate, whether or not earlier ones are over. Time counts from when a call was due: one
/// that could not begin because the others were not answered waits, too.
final class FixedRate {
    private static final int RATE = Integer.getInteger("belay.bench.gateway.rate", 200);
    private static final int SECONDS = Integer.getInteger("belay.bench.gateway.rate-seconds", 10);
    private static final int ROUNDS = Integer.getInteger("belay.bench.gateway.rounds", 3);
    private static final int CALLERS = 128;

    private FixedRate() {}

    static String title() {
        return "%d calls per second, %d s each way".formatted(RATE, ROUNDS * SECONDS);
    }

    static Map<Way, Taken> measure(List<Way> ways) throws Exception {
        Map<Way, Taken> taken = new LinkedHashMap<>();
        ways.forEach(way -> taken.put(way, new Taken()));
        for (int round = 0; round < ROUNDS; round++) {
            for (Way way : ways) {
                round(way, taken.get(way));
            }
        }
        return taken;
    }

    private static void round(Way way, Taken taken) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        long begun = System.nanoTime() + 100_000_000;
        Callers.all(CALLERS, () -> {
            try (Caller caller = way.caller(Question.CALL)) {
                for (int call = calls.getAndIncrement(); call < RATE * SECONDS; call = calls.getAndIncrement()) {
                    long due = begun + call * 1_000_000_000L / RATE;
                    await(due);
                    try {
                        taken.took(caller.ask() - due);
                    } catch (IOException e) {
                        taken.missed(e);
                    }
                }
            }
        });
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
