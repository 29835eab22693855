package dev.belay.edge.openai;

import dev.belay.gateway.Gateway;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.Said;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Tells a caller an answer while it comes. A stream that has begun ends with `[DONE]` after a whole answer, and in any
/// other case with an error and a connection that is closed in the middle: nobody can take it for whole.
///
/// @param silence how long nothing may be said before a comment is sent; until then the status is open
/// @param rendering of the end
/// @param line the caller's connection
record Telling(
        Gateway.Ticket ticket,
        Chunks chunks,
        Duration silence,
        Function<Gateway.Report, Rendering> rendering,
        Line line) {
    private static final Logger LOG = Logger.getLogger(Telling.class);

    /// How often it is looked whether the caller is still there.
    private static final Duration LOOK = Duration.ofMillis(50);

    /// The same where looking may mean to ask the database.
    private static final Duration FAR_LOOK = Duration.ofSeconds(1);

    /// @param begin called before anything is written
    /// @param gone whether the caller has hung up; stops the run then
    /// @param breakOff ends the response in the middle, once what was written has gone out
    record Line(Runnable begin, BooleanSupplier gone, Runnable breakOff) {}

    static Telling of(
            ChatRequest chat,
            Gateway.Ticket ticket,
            Duration silence,
            Instant created,
            Function<Gateway.Report, Rendering> rendering,
            Line line) {
        Chunks chunks = new Chunks(ticket.runId(), created, chat.stream().usage());
        return new Telling(ticket, chunks, silence, rendering, line);
    }

    Response response() {
        Optional<Said> first = ticket.hear(silence);
        if (first.orElse(null) instanceof Said.Ended ended) {
            Rendering end = rendering.apply(ended.report());
            if (end.completion(ended.heard()).isEmpty()) {
                return end.response();
            }
        }
        return Response.ok((StreamingOutput) out -> write(first, out))
                .type("text/event-stream; charset=utf-8")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no")
                .header("Belay-Run", ticket.runId())
                .build();
    }

    private void write(Optional<Said> first, OutputStream out) throws IOException {
        line.begin().run();
        try {
            tell(first, out);
        } catch (Refusal late) {
            breakOff(ErrorBody.of(late), out);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "the answer of run %s could not be told on: %s",
                    ticket.runId(), e.getClass().getName());
            breakOff(ErrorBody.of(500), out);
        }
    }

    private void breakOff(ErrorBody why, OutputStream out) throws IOException {
        send(out, List.of(Chunks.error(why.reply().body())));
        line.breakOff().run();
    }

    private void tell(Optional<Said> first, OutputStream out) throws IOException {
        Optional<Said> next = first;
        Duration look = silence;
        Duration silent = Duration.ZERO;
        while (!line.gone().getAsBoolean()) {
            switch (next.orElse(null)) {
                case null -> silent = silent.plus(look);
                case Said.Words(String text, String model) -> {
                    send(out, chunks.words(text, model));
                    silent = Duration.ZERO;
                }
                case Said.Ended ended -> {
                    end(ended, out);
                    return;
                }
            }
            if (silent.compareTo(silence) >= 0) {
                send(out, List.of(Chunks.SILENCE));
                silent = Duration.ZERO;
            }
            look = ticket.far() ? shorter(FAR_LOOK, silence) : LOOK;
            next = ticket.hear(look);
        }
    }

    private void end(Said.Ended ended, OutputStream out) throws IOException {
        Rendering end = rendering.apply(ended.report());
        Optional<Completion> completion = end.completion(ended.heard());
        if (completion.isPresent()) {
            send(out, chunks.rest(completion.get(), ended.heard(), ended.apart()));
        } else {
            send(out, List.of(Chunks.error(end.brokenOff())));
            line.breakOff().run();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void send(OutputStream out, List<String> frames) throws IOException {
        for (String frame : frames) {
            out.write(frame.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
