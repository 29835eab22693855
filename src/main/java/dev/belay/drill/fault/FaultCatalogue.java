package dev.belay.drill.fault;

import static java.time.Duration.ZERO;

import dev.belay.drill.fault.CutStream.Ending;
import dev.belay.drill.fault.Refusal.Text;
import dev.belay.drill.script.Reply;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The wire faults by id, in the catalogue's order: `w01` to `w28`, and variants of some after a hyphen.
public final class FaultCatalogue {
    private static final Map<String, Fault> FAULTS = Collections.unmodifiableMap(all());

    private FaultCatalogue() {}

    public static Map<String, Fault> faults() {
        return FAULTS;
    }

    public static Optional<Fault> find(String id) {
        return Optional.ofNullable(FAULTS.get(id));
    }

    private static Map<String, Fault> all() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        refusals(faults);
        silences(faults);
        cuts(faults);
        oddities(faults);
        return faults;
    }

    private static void refusals(Map<String, Fault> faults) {
        Refusal limited = Refusal.always("every attempt 429, no header", 429, Text.LIMITED);
        Refusal overloaded = Refusal.always("503 always", 503, Text.OVERLOADED);
        faults.put("w01", limited.retryAfter("2").first(1).called("first attempt 429 with Retry-After: 2, then fine"));
        faults.put("w02", limited);
        faults.put(
                "w03", Refusal.always("500 once, then fine", 500, Text.BROKEN).first(1));
        faults.put("w04", overloaded);
        faults.put("w05", new ConnectionReset("connection reset before any byte, once", 1));
        faults.put("w12", Refusal.always("400 context_length_exceeded", 400, Text.TOO_LONG));
        faults.put("w13", Refusal.always("400 content policy", 400, Text.POLICY));
        faults.put("w15", overloaded.during(Duration.ofSeconds(60)).called("503 for 60 s, then healthy"));
        faults.put("w16", overloaded.called("503 always, a fallback answers"));
        faults.put("w20", Refusal.always("401", 401, Text.BAD_KEY));
        faults.put("w26", limited.retryAfter("3600").called("429 with Retry-After: 3600"));
        faults.put("w26-date", limited.retryAfterDate(Duration.ofHours(1)).called("429, Retry-After as an HTTP date"));
        faults.put("w26-rubbish", limited.retryAfter("soon, perhaps").called("429 with rubbish in Retry-After"));
        faults.put("w27", overloaded.called("all models 503"));
        faults.put(
                "noprefill",
                Refusal.always("400 if the request ends with an assistant message", 400, Text.NO_PREFILL)
                        .when(cue -> cue.messages().getLast() instanceof Message.Assistant));
    }

    private static void silences(Map<String, Fault> faults) {
        faults.put("w06", new Silence("request accepted, silence"));
        faults.put("w07", new LateStart("headers at once, first token after 20 s", Duration.ofSeconds(20)));
        faults.put("w28", new Silence("all models silent"));
        faults.put("w21", slow("one token every 5 s", Duration.ofSeconds(5)));
    }

    private static void cuts(Map<String, Fault> faults) {
        String dies = "stream dies after 40 of 60 tokens";
        faults.put("w08", new CutStream(dies + ", no terminator", 40, ZERO, Ending.DROPPED));
        faults.put("w08-reset", new CutStream(dies + ", connection reset", 40, ZERO, Ending.RESET));
        faults.put("w08-clean", new CutStream(dies + ", body properly ended", 40, ZERO, Ending.CLEAN));
        faults.put(
                "w09",
                new CutStream("20 tokens, then silence 30 s, then close", 20, Duration.ofSeconds(30), Ending.DROPPED));
        faults.put("w14", new CutStream(dies + "; the fallback refuses a prefill", 40, ZERO, Ending.DROPPED));
        faults.put("w25", new EndlessStream("endless stream (100 MB)", 100_000_000));
    }

    private static void oddities(Map<String, Fault> faults) {
        faults.put("w10", new AlteredStream("tenth event is not JSON", AlteredStream::withGarbage));
        faults.put("w11", new AlteredStream("complete stream without [DONE]", AlteredStream::withoutDone));
        faults.put("w17", new WrongBody("200, one good event, then an error", null, WrongBody::errorInside));
        faults.put("w18", new WrongBody("200 with no choices", null, WrongBody::nothingChosen));
        faults.put("w18-empty", new AlteredReply("200 with an empty message", reply -> Reply.of("")
                .with(reply.pace())));
        faults.put("w19", new WrongBody("200 with an HTML page", "text/html; charset=utf-8", _ -> WrongBody.PAGE));
        faults.put("w22", new AlteredStream("tool-call deltas doubled and torn", AlteredStream::withClumsyCalls));
        faults.put("w23", new AlteredReply("finish_reason: length", reply -> reply.with(FinishReason.LENGTH)));
        faults.put("w24", new AlteredReply("refusal field set", FaultCatalogue::refused));
    }

    private static AlteredReply slow(String title, Duration delay) {
        return new AlteredReply(
                title, reply -> reply.with(new Reply.Pace(reply.pace().characters(), delay)));
    }

    private static Reply refused(Reply reply) {
        return new Reply(
                new Message.Assistant(""),
                "I cannot help with that request.",
                FinishReason.STOP,
                reply.tokens(),
                reply.pace());
    }
}
