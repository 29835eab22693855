package dev.belay.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Cancellation;
import dev.belay.platform.Pause;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM under load: what was taken on is answered, and nothing new is taken on that would not be.
class DepartureIT {
    private static final int UNDER_WAY = 40;
    private static final String SLOW = "standin-rate-20x80"; // four seconds
    private static final String READY_NO_MORE = "quarkus:\n  shutdown:\n    delay: 2S\n";

    @TempDir
    Path scratch;

    @Test
    void whatIsUnderWayIsAnswered() throws Exception {
        try (Packaged belay = Packaged.start(scratch, "-Xmx512m", READY_NO_MORE, SLOW, "standin-ok")) {
            belay.chat("standin-ok", "Hello").join();
            assertThat(belay.ready()).isEqualTo(200);
            List<CompletableFuture<HttpResponse<String>>> accepted = new ArrayList<>();
            for (int i = 0; i < UNDER_WAY; i++) {
                accepted.add(belay.chat(SLOW, "Tell me"));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> belay.provider().log().size() > UNDER_WAY);

            ProcessHandle process = ProcessHandle.of(belay.process().pid()).orElseThrow();
            long told = System.nanoTime();
            process.destroy();
            Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> belay.ready() == 503);
            HttpResponse<String> meanwhile = belay.chat("standin-ok", "Hello").join();
            List<String> late = knock(belay, process);

            process.onExit().get(40, TimeUnit.SECONDS);
            Duration took = Duration.ofNanos(System.nanoTime() - told);
            long bad = accepted.stream()
                    .filter(one -> one.join().statusCode() != 200)
                    .count();
            System.out.printf(
                    "SIGTERM with %d under way: %d not answered with 200; after the delay: %s; gone after %d ms%n",
                    UNDER_WAY, bad, late.stream().distinct().toList(), took.toMillis());
            assertThat(meanwhile.statusCode())
                    .as("while it only says that it is not ready")
                    .isEqualTo(200);
            assertThat(bad).isZero();
            assertThat(late).isSubsetOf("200", "503 Retry-After 1", "closed").contains("503 Retry-After 1");
            assertThat(late.indexOf("503 Retry-After 1"))
                    .as("nothing is taken on any more")
                    .isGreaterThanOrEqualTo(0);
            assertThat(late.subList(late.indexOf("503 Retry-After 1"), late.size()))
                    .doesNotContain("200");
            assertThat(took).isLessThan(Duration.ofSeconds(20));
        }
    }

    /// Asks again and again, as steady load does, until nobody is there.
    private static List<String> knock(Packaged belay, ProcessHandle process) {
        List<String> heard = new ArrayList<>();
        while (process.isAlive() && !heard.contains("closed")) {
            heard.add(once(belay));
            Pause.REAL.await(Duration.ofMillis(50), new Cancellation());
        }
        return heard;
    }

    private static String once(Packaged belay) {
        try {
            HttpResponse<String> response = belay.chat("standin-ok", "Hello").join();
            String retry = response.headers()
                    .firstValue("Retry-After")
                    .map(after -> " Retry-After " + after)
                    .orElse("");
            return response.statusCode() + retry;
        } catch (CompletionException e) {
            return "closed";
        }
    }
}
