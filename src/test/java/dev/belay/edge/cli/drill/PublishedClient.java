package dev.belay.edge.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.score.caller.Caller;
import dev.belay.drill.score.caller.Client;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.caller.Question;
import dev.belay.drill.score.caller.Said;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.NodeClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Asks with a client that is not ours, in a Node process of its own (`src/test/node/drill.mjs`). What it makes of a
/// response is all that is heard: an answer, an error of its own types, or something it could not read.
final class PublishedClient implements Client {
    private final Caller pages;
    private final Process process;
    private final Writer questions;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();

    /// @param name `openai` or `ai-sdk`
    PublishedClient(String name, URI base, Workers workers) {
        pages = new Caller(base, null, workers);
        process = NodeClients.start(
                List.of("node", "drill.mjs", name, base.toString()),
                builder -> builder.redirectError(
                        NodeClients.FOLDER.resolve(name + ".log").toFile()));
        questions = process.outputWriter();
        workers.start(this::listen);
    }

    private void listen() {
        try (BufferedReader answers = process.inputReader()) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                JsonNode answer = Json.tree(line);
                open.remove(answer.path("id").asLong()).complete(answer);
            }
        } catch (IOException _) {
            // it was closed
        } finally {
            open.values().forEach(waiting -> waiting.completeExceptionally(new IOException("the client has gone")));
        }
    }

    @Override
    public Heard ask(Question question) {
        long start = Time.SYSTEM.nanos();
        long id = last.incrementAndGet();
        try {
            JsonNode answer = send(id, question).get(question.patience().toMillis(), TimeUnit.MILLISECONDS);
            return heard(question, answer, Heard.Ending.CLEAN, Time.SYSTEM.since(start));
        } catch (TimeoutException _) {
            leave(id);
            return heard(question, Json.object(), Heard.Ending.HUNG, Time.SYSTEM.since(start));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Instant leave(Question question, Runnable meanwhile) {
        long id = last.incrementAndGet();
        send(id, question);
        meanwhile.run();
        Instant left = Time.SYSTEM.now();
        leave(id);
        return left;
    }

    private CompletableFuture<JsonNode> send(long id, Question question) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(id, answer);
        ObjectNode asked = Json.object().put("id", id).put("model", question.model());
        question.headers().forEach(asked.putObject("headers")::put);
        asked.put("stream", question.stream()).put("text", question.text()).put("limit", question.limit());
        if (!question.tools().isEmpty()) {
            asked.set("tools", Json.tree(question.tools()));
        }
        write(asked);
        return answer;
    }

    private void leave(long id) {
        write(Json.object().put("id", id).put("leave", true));
    }

    private void write(ObjectNode line) {
        synchronized (questions) {
            try {
                questions.write(line + "\n");
                questions.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A client that neither throws nor says anything amiss takes the answer for whole, whatever is in it.
    private static Heard heard(Question question, JsonNode answer, Heard.Ending ending, Duration took) {
        JsonNode error = answer.path("error");
        String unreadable = answer.path("unreadable").asText("");
        boolean whole = ending == Heard.Ending.CLEAN && !error.isObject() && unreadable.isEmpty();
        Said.Told told = new Said.Told(
                answer.path("model").asText(""),
                error.path("message").asText(""),
                error.path("code").asText(""),
                answer.path("usage").isObject() ? answer.path("usage") : null,
                error.path("belay").isObject() ? error.path("belay") : answer.path("belay"));
        List<String> calls = new ArrayList<>();
        answer.path("calls").forEach(call -> calls.add(call.asText()));
        Said said = new Said(
                answer.path("text").asText(""),
                answer.path("refusal").asText(""),
                calls,
                answer.path("finish").asText(""),
                told,
                new Said.Form(whole, whole, unreadable.isEmpty() ? List.of() : List.of(unreadable), List.of()));
        Map<String, String> headers = new TreeMap<>();
        answer.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new Heard(
                question.stream(), answer.path("status").asInt(), headers, answer.toString(), ending, took, said);
    }

    @Override
    public String page(String path) {
        return pages.page(path);
    }

    @Override
    public void close() {
        pages.close();
        process.destroy();
    }
}
