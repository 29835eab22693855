package dev.belay.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The packaged application as a process of its own, as a user starts it.
public final class BelayProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final Path output;
    private final Duration startup;

    private BelayProcess(Process process, int port, Path output, Duration startup) {
        this.process = process;
        this.port = port;
        this.output = output;
        this.startup = startup;
    }

    /// Starts `serve` on a free port and waits until it listens.
    ///
    /// @param scratch holds its state and its output
    public static BelayProcess serve(Path scratch, Map<String, String> environment, String... more) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar().toString(), "serve", "--port", "" + port));
        command.addAll(List.of(more));
        Path output = scratch.resolve("belay-" + port + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("BELAY_STATE", scratch.resolve("state").toString());
        builder.environment().putAll(environment);
        long begun = System.nanoTime();
        try {
            Process process = builder.start();
            CompletableFuture<Void> listening = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> copy(process, output, listening));
            listening.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new BelayProcess(process, port, output, Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("belay did not start; see " + output, e);
        }
    }

    private static void copy(Process process, Path output, CompletableFuture<Void> listening) {
        try (BufferedReader lines = process.inputReader();
                var copy = Files.newBufferedWriter(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line);
                copy.newLine();
                copy.flush();
                if (line.contains("Listening on") || line.contains("listening on")) {
                    listening.complete(null);
                }
            }
            listening.completeExceptionally(new IllegalStateException("the process ended"));
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public long pid() {
        return process.pid();
    }

    /// From the start of the process until it listened.
    public Duration startup() {
        return startup;
    }

    /// Everything it printed so far.
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGKILL.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
    }

    public static Path jar() {
        return Path.of(System.getProperty("belay.jar", "target/quarkus-app/quarkus-run.jar"));
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
