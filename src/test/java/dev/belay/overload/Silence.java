package dev.belay.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A hundred callers with ten seconds each, while no model says a word. Each of them gets an answer that says that it
/// is less than what was asked for; how late is for a bench to judge, on a machine that does nothing else.
public final class Silence {
    private static final int CALLERS = 100;

    private Silence() {}

    /// @param millis until each caller had its answer, the shortest first
    public record Waits(long[] millis) {
        public long last() {
            return millis[millis.length - 1];
        }

        public String told() {
            return "all models silent, %d callers, 10 s: p50 %d ms, p99 %d ms, last %d ms"
                    .formatted(millis.length, at(0.5), at(0.98), last());
        }

        private long at(double part) {
            return millis[(int) (part * millis.length)];
        }
    }

    /// @param scratch folder of the application
    public static Waits of(Path scratch) throws IOException {
        try (Packaged belay = Packaged.start(scratch, "-Xmx512m", "", "standin-ok", "standin-w28")) {
            belay.chat("standin-ok", "Hello").join();
            long[] took = new long[CALLERS];
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < took.length; i++) {
                int number = i;
                long begun = System.nanoTime();
                all.add(belay.chat(
                                "standin-w28", "Is a@example.org a valid e-mail address?", "Belay-Deadline-Ms", "10000")
                        .whenComplete((_, _) -> took[number] = (System.nanoTime() - begun) / 1_000_000));
            }
            assertThat(all).allSatisfy(one -> {
                assertThat(one.join().statusCode()).isEqualTo(200);
                assertThat(one.join().headers().firstValue("Belay-Degraded")).isPresent();
            });
            Arrays.sort(took);
            return new Waits(took);
        }
    }
}
