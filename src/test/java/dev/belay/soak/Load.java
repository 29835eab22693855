package dev.belay.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Callers that begin at a fixed rate, whatever becomes of those before them.
final class Load implements AutoCloseable {
    /// Beyond the deadline, before an answer counts as missing.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final String WRONG = "WRONG: ";

    private final Mixture mixture;
    private final URI server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final Map<String, Integer> endings = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();

    Load(Mixture mixture, URI server) {
        this.mixture = mixture;
        this.server = server;
    }

    /// Returns when the time is over; the last callers may still wait then.
    void run(double perSecond, Duration time) {
        long begun = System.nanoTime();
        int requests = (int) (perSecond * time.toMillis() / 1000);
        for (int i = 0; i < requests; i++) {
            long due = begun + (long) (i * 1e9 / perSecond);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            int number = i;
            underWay.incrementAndGet();
            threads.execute(() -> ask(number));
        }
    }

    int underWay() {
        return underWay.get();
    }

    /// How often each ending was seen.
    synchronized Map<String, Integer> endings() {
        return new TreeMap<>(endings);
    }

    /// Callers who were neither answered nor told why not.
    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    private void ask(int number) {
        Mixture.Asked asked = mixture.ask(server, number);
        Duration patience = asked.leaves() == null ? Mixture.DEADLINE.plus(GRACE) : asked.leaves();
        Future<String> call = threads.submit(() -> call(asked));
        try {
            ended(number, call.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            call.cancel(true);
            ended(number, asked.leaves() == null ? WRONG + "no end within " + patience : "the caller left");
        } catch (InterruptedException | ExecutionException e) {
            ended(number, WRONG + e);
        } finally {
            underWay.decrementAndGet();
        }
    }

    /// @return how it ended
    private String call(Mixture.Asked asked) throws InterruptedException {
        Hearing hearing = new Hearing();
        String broken = "";
        try {
            client.send(asked.request(), hearing);
        } catch (IOException e) {
            broken = String.valueOf(e.getMessage());
        }
        return ending(asked.stream(), hearing.status(), hearing.text(), broken);
    }

    /// A stream that breaks is to say so, and may then end as it likes; anything else is to be whole.
    private static String ending(boolean stream, int status, String heard, String broken) {
        boolean error = heard.contains("\"error\":{");
        if (stream && status == 200) {
            boolean whole = heard.endsWith("data: [DONE]\n\n") && broken.isEmpty();
            String torn = WRONG + "a stream without end or error: " + broken;
            return whole != error ? whole ? "whole stream" : "stream that ended with an error" : torn;
        }
        if (!broken.isEmpty() || status == 500 || error == (status == 200)) {
            return WRONG + "status " + status + ", " + heard.length() + " characters, " + broken;
        }
        return status == 200 ? "whole answer" : "error " + status;
    }

    private synchronized void ended(int number, String how) {
        endings.merge(how, 1, Integer::sum);
        if (how.startsWith(WRONG)) {
            wrong.add("request " + number + ": " + how.substring(WRONG.length()));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.close();
    }
}
