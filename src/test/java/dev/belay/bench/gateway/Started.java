package dev.belay.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A process that listens on a port of loopback; ends with this JVM at the latest.
///
/// @param port on which it listens
record Started(ProcessHandle process, int port) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Starts it and waits until it listens.
    ///
    /// @param output where it writes what it says
    static Started listening(int port, Path output, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            Started started = of(process.toHandle(), port);
            long begun = System.nanoTime();
            while (!listens(port)) {
                if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    started.close();
                    throw new IllegalStateException("did not start: " + command + "; see " + output);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A process that somebody else started and waits for.
    static Started of(ProcessHandle process, int port) {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Started(process, port);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Processor time that it and the processes below it have taken, as far as the system tells.
    Duration processorTime() {
        return Stream.concat(Stream.of(process), process.descendants())
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (Exception _) {
            process.destroyForcibly();
        }
    }
}
