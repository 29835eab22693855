package dev.belay.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// More than a process with a small heap can hold at once.
class LoadIT {
    private static final String SMALL = "-Xmx256m -XX:+ExitOnOutOfMemoryError";
    private static final int CALLERS = 48;
    private static final int BODY = 10_000_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path scratch;

    @Test
    void largeBodiesOfManyCallersLeaveMemoryFlat() throws Exception {
        try (Packaged belay = Packaged.start(scratch, SMALL, "", "standin-ok")) {
            byte[] large = body("standin-ok");
            for (int round = 1; round <= 3; round++) {
                var statuses = statuses(many(() -> belay.post(BodyPublishers.ofByteArray(large))));
                System.out.printf(
                        "10 MB x %d, round %d: %s, resident %d MB, peak %d MB%n",
                        CALLERS, round, statuses, belay.residentMegabytes(), belay.peakMegabytes());
                assertThat(statuses.keySet()).isSubsetOf(200, 503).contains(200, 503);
            }
            HttpResponse<String> shed = many(() -> belay.post(BodyPublishers.ofByteArray(large))).stream()
                    .map(CompletableFuture::join)
                    .filter(response -> response.statusCode() == 503)
                    .findFirst()
                    .orElseThrow();
            assertThat(shed.headers().firstValue("Retry-After")).contains("1");
            assertThat(shed.body()).contains("\"overloaded\"");
            assertThat(belay.chat("standin-ok", "Hello").join().statusCode()).isEqualTo(200);
            assertThat(belay.process().output()).doesNotContain("Terminating", "java.lang.OutOfMemoryError");
        }
    }

    @Test
    void endlessAnswersLeaveMemoryFlat() throws Exception {
        try (Packaged belay = Packaged.start(scratch, SMALL, "", "standin-ok", "standin-w25")) {
            var endless = statuses(many(() -> belay.chat("standin-w25", "Is a@example.org a valid e-mail address?")));
            System.out.printf(
                    "100 MB streams x %d: %s, resident %d MB, peak %d MB%n",
                    CALLERS, endless, belay.residentMegabytes(), belay.peakMegabytes());
            assertThat(endless).containsOnlyKeys(200);
            assertThat(belay.chat("standin-ok", "Hello").join().statusCode()).isEqualTo(200);
            assertThat(belay.process().output()).doesNotContain("Terminating", "java.lang.OutOfMemoryError");
        }
    }

    /// How late the last one hears is printed here and judged by `SilenceBench`.
    @Test
    void everyCallerHearsWhileAllModelsAreSilent() throws Exception {
        System.out.println(Silence.of(scratch).told());
    }

    private static List<CompletableFuture<HttpResponse<String>>> many(
            java.util.function.Supplier<CompletableFuture<HttpResponse<String>>> one) {
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            all.add(one.get());
        }
        return all;
    }

    private static java.util.Map<Integer, Long> statuses(List<CompletableFuture<HttpResponse<String>>> all) {
        return all.stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
    }

    private static byte[] body(String model) {
        String head = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"";
        String tail = "\"}]}";
        return (head + "x".repeat(BODY - head.length() - tail.length()) + tail).getBytes(StandardCharsets.UTF_8);
    }
}
