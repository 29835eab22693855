package dev.belay.crash.rig;

import dev.belay.platform.Json;
import dev.belay.support.BelayProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The process that counts effects, which is never killed before the counting is over.
public final class CounterProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private CounterProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static CounterProcess start() {
        try {
            Process process = new ProcessBuilder(
                            BelayProcess.java(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            EffectCounter.class.getName())
                    .redirectError(Redirect.INHERIT)
                    .start();
            BufferedReader lines = process.inputReader();
            return new CounterProcess(process, Integer.parseInt(lines.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /// How often each effect happened, by its mark.
    public Map<String, Integer> effects() {
        Map<String, Integer> effects = new HashMap<>();
        try (var body =
                URI.create("http://127.0.0.1:" + port + "/counts").toURL().openStream()) {
            String json = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            Json.tree(json)
                    .path("effects")
                    .properties()
                    .forEach(mark -> effects.put(mark.getKey(), mark.getValue().asInt()));
            return effects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
