package dev.belay.edge.rest;

import dev.belay.run.follow.Happening;
import dev.belay.run.follow.Happenings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;

/// Writes a run's happenings as server-sent events: `id`, `event`, `data`, and a comment where nothing happens for a
/// while, so that proxies keep the connection.
final class EventFrames {
    private final Happenings happenings;
    private final BooleanSupplier gone;
    private final Duration silence;

    /// @param gone whether the caller has hung up
    /// @param silence after which a comment is sent
    EventFrames(Happenings happenings, BooleanSupplier gone, Duration silence) {
        this.silence = silence;
        this.happenings = happenings;
        this.gone = gone;
    }

    /// Returns when the run is no longer live, or nobody listens.
    void write(OutputStream out) throws IOException {
        try (happenings) {
            send(out, ": here\n\n");
            while (!gone.getAsBoolean()) {
                Happening next = happenings.next(silence);
                send(out, next == null ? ": still here\n\n" : frame(next));
            }
        } catch (NoSuchElementException _) {
            // The run is no longer live and everything has been told.
        }
    }

    static String frame(Happening happening) {
        StringBuilder frame = new StringBuilder();
        frame.append("id: ").append(happening.seq()).append('\n');
        frame.append("event: ").append(happening.kind()).append('\n');
        happening.data().lines().forEach(line -> frame.append("data: ")
                .append(line)
                .append('\n'));
        return frame.append('\n').toString();
    }

    private static void send(OutputStream out, String frame) throws IOException {
        out.write(frame.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
