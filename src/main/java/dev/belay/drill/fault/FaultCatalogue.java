package dev.belay.drill.fault;

import static java.time.Duration.ZERO;

import dev.belay.drill.call.Ask;
import dev.belay.drill.call.LooseJson.Style;
import dev.belay.drill.call.SpoiltArguments;
import dev.belay.drill.call.SpokenCalls;
import dev.belay.drill.call.Wording;
import dev.belay.drill.call.WrongCalls;
import dev.belay.drill.fault.CutStream.Ending;
import dev.belay.drill.fault.Refusal.Text;
import dev.belay.drill.script.Reply;
import dev.belay.drill.script.Tokens;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The faults by id: those of the wire, `w01` to `w28`, those of tool calls, `t01` to `t12`, and variants of
/// some after a hyphen.
public final class FaultCatalogue {
    /// Tokens of an answer that ran out of room where the caller set no limit.
    private static final int ROOM = 40;

    private static final Map<String, Fault> FAULTS = Collections.unmodifiableMap(all());

    private FaultCatalogue() {}

    /// In the order of their ids.
    public static Map<String, Fault> faults() {
        return FAULTS;
    }

    public static Optional<Fault> find(String id) {
        return Optional.ofNullable(FAULTS.get(id));
    }

    /// The ids of the wire's faults, without variants.
    static List<String> ofTheWire() {
        return FAULTS.keySet().stream().filter(id -> id.matches("w\\d\\d")).toList();
    }

    /// The fault itself and its variants; empty if the catalogue does not hold it.
    static List<String> variants(String id) {
        return FAULTS.keySet().stream()
                .filter(some -> some.equals(id) || some.startsWith(id + "-"))
                .toList();
    }

    private static Map<String, Fault> all() {
        Map<String, Fault> faults = new TreeMap<>();
        refusals(faults);
        silences(faults);
        cuts(faults);
        oddities(faults);
        arguments(faults);
        calls(faults);
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
        faults.put("w05", new NoAnswer("connection reset before any byte, once", true, 1));
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
                        .when(cue -> cue.ask().conversation().turns().getLast() instanceof Message.Assistant));
    }

    private static void silences(Map<String, Fault> faults) {
        faults.put("w06", NoAnswer.silence("request accepted, silence"));
        faults.put("w07", new Slow("headers at once, first token after 20 s", Duration.ofSeconds(20), ZERO));
        faults.put("w28", NoAnswer.silence("all models silent"));
        faults.put("w21", new Slow("one token every 5 s", ZERO, Duration.ofSeconds(5)));
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
        faults.put("w10", new AlteredStream("tenth event is not JSON", false, AlteredStream::withGarbage));
        faults.put("w11", new AlteredStream("complete stream without [DONE]", false, AlteredStream::withoutDone));
        faults.put("w17", new WrongBody("200, one good event, then an error", null, WrongBody::errorInside));
        faults.put("w18", new WrongBody("200 with no choices", null, WrongBody::nothingChosen));
        faults.put("w18-empty", saying("200 with an empty message", (reply, _) -> Reply.of("")
                .with(reply.pace())));
        faults.put("w19", new WrongBody("200 with an HTML page", "text/html; charset=utf-8", WrongBody::page));
        faults.put("w22", new AlteredStream("tool-call deltas doubled and torn", true, AlteredStream::withClumsyCalls));
        faults.put("w23", saying("finish_reason: length", FaultCatalogue::outOfRoom));
        faults.put("w24", saying("refusal field set", FaultCatalogue::refused));
    }

    private static void arguments(Map<String, Fault> faults) {
        String title = "arguments that are not quite JSON: ";
        faults.put("t01", calling(title + "all of it", SpoiltArguments.written(Style.ALL)));
        faults.put("t01-comma", calling(title + "trailing comma", SpoiltArguments.written(Style.COMMA)));
        faults.put("t01-quotes", calling(title + "single quotes", SpoiltArguments.written(Style.QUOTES)));
        faults.put("t01-comments", calling(title + "comments", SpoiltArguments.written(Style.COMMENTS)));
        faults.put("t01-keys", calling(title + "unquoted keys", SpoiltArguments.written(Style.NAMES)));
        faults.put("t01-python", calling(title + "True and None", SpoiltArguments.written(Style.PYTHON)));
        faults.put("t02", calling("arguments cut in the middle", SpoiltArguments::halved));
        faults.put("t02-length", calling("arguments cut by the token limit", SpoiltArguments::halvedByLength));
        faults.put("t04", calling("required argument missing", SpoiltArguments::missing));
        faults.put("t04-type", calling("argument of a wrong type", SpoiltArguments::mistyped));
        faults.put("t04-quoted", calling("number as text that says the same", SpoiltArguments::quoted));
        faults.put("t04-extra", calling("extra argument", SpoiltArguments::extra));
    }

    private static void calls(Map<String, Fault> faults) {
        faults.put("t03", calling("tool that was never offered", WrongCalls::strange));
        faults.put("t05", calling("the same call twice in one turn", WrongCalls::doubled));
        faults.put("t06", calling("the same call for ever", WrongCalls::again));
        faults.put("t07", calling("the call as text in tags", SpokenCalls::tagged));
        faults.put("t07-fence", calling("the call as text in a fence", SpokenCalls::fenced));
        faults.put("t07-function", calling("the call as text, <function=…>", SpokenCalls::function));
        faults.put("t07-list", calling("the call as text, [TOOL_CALLS]", SpokenCalls::listed));
        faults.put("t07-python", calling("the call as text, Python's", SpokenCalls::python));
        faults.put("t08", calling("prose that merely talks about a call", SpokenCalls::prose));
        faults.put("t08-example", calling("prose with an example of a call", SpokenCalls::example));
        Wording sound = (reply, _) -> reply;
        faults.put("t09", calling("a sound call; the tool /tools/t09 hangs", sound));
        faults.put("t10", calling("a sound call; the tools /tools/t10… fail or say too much", sound));
        faults.put("t11", calling("obeys the instructions in a tool's result", WrongCalls::obedient));
        faults.put("t12", calling("a sound call; the tool /tools/t12 answers in another shape", sound));
    }

    private static AlteredReply saying(String title, Wording wording) {
        return new AlteredReply(title, false, wording);
    }

    private static AlteredReply calling(String title, Wording wording) {
        return new AlteredReply(title, true, wording);
    }

    /// As many tokens as the caller allowed, else 40; a shorter reply only says that it was cut.
    private static Reply outOfRoom(Reply reply, Ask ask) {
        int characters = (ask.limit() == 0 ? ROOM : ask.limit()) * Tokens.CHARACTERS;
        String text = reply.message().text();
        String begun = text.codePoints()
                .limit(characters)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return reply.with(new Message.Assistant(begun, reply.message().toolCalls()))
                .with(FinishReason.LENGTH);
    }

    private static Reply refused(Reply reply, Ask ask) {
        return new Reply(
                new Message.Assistant(""),
                "I cannot help with that request.",
                FinishReason.STOP,
                reply.tokens(),
                reply.pace());
    }
}
