package dev.belay.drill;

import dev.belay.drill.call.Ask;
import dev.belay.drill.call.Errand;
import dev.belay.drill.fault.Faults;
import dev.belay.drill.script.Conversation;
import dev.belay.drill.script.Recordings;
import dev.belay.drill.script.Reply;
import dev.belay.drill.script.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds the good reply to a request: by the conversation that is named, by the script that claims the model,
/// by any open script, or the default answer.
final class Repertoire {
    /// 60 tokens.
    static final String DEFAULT_ANSWER = """
            The stand-in provider is well and answers at once. It says the same sixty tokens to everybody who asks, so \
            that a test can tell a whole answer from a cut one by its last words, which are these: all sixty \
            tokens have been delivered. The end.""";

    private static final Pattern RATE = Pattern.compile("rate-(\\d{1,5})(?:x(\\d{1,6}))?");

    private final List<Script> scripts;
    private final Recordings recordings;

    /// @throws IllegalArgumentException if a script names a fault that the catalogue does not hold
    Repertoire(List<Script> scripts, Recordings recordings) {
        scripts.forEach(Repertoire::checkFaults);
        this.scripts = scripts;
        this.recordings = recordings;
    }

    private static void checkFaults(Script script) {
        script.models().forEach((model, mishap) -> {
            try {
                Faults.named(mishap.fault());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "script %s, model %s: %s".formatted(script.name(), model, e.getMessage()), e);
            }
        });
    }

    /// Names of the models that scripts claim.
    List<String> models() {
        return scripts.stream()
                .flatMap(script -> script.models().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    Optional<Script> claiming(String model) {
        return scripts.stream()
                .filter(script -> script.models().containsKey(model))
                .findFirst();
    }

    /// @param play as the model name says it; `call` for a model that calls a tool if nothing else is named
    /// @param named a conversation, or `null`
    /// @return empty if the named conversation, or the script that claims the model, does not go on from here
    Optional<Reply.Found> reply(String model, String play, String named, Ask ask) {
        Conversation asked = ask.conversation();
        Matcher rate = RATE.matcher(play);
        if (rate.matches()) {
            return Optional.of(paced(rate));
        }
        if (named != null) {
            return named(named, asked);
        }
        Optional<Script> claiming = claiming(model);
        if (claiming.isPresent()) {
            return claiming.get().next(asked);
        }
        return scripts.stream()
                .filter(script -> script.models().isEmpty())
                .flatMap(script -> script.next(asked).stream())
                .findFirst()
                .or(() -> Optional.of(unscripted(play, ask)));
    }

    private static Reply.Found unscripted(String play, Ask ask) {
        return Optional.of(play)
                .filter("call"::equals)
                .flatMap(_ -> Errand.next(ask))
                .map(reply -> new Reply.Found(reply, "call"))
                .orElseGet(() -> new Reply.Found(Reply.of(DEFAULT_ANSWER), "ok"));
    }

    private Optional<Reply.Found> named(String name, Conversation asked) {
        if (name.equals("rec")) {
            return recordings.next(asked);
        }
        if (recordings.has(name)) {
            return recordings.next(name, asked);
        }
        return scripts.stream()
                .filter(script -> script.name().equals(name))
                .findFirst()
                .flatMap(script -> script.next(asked));
    }

    /// Text of one token every so often: `001 002 003 …`.
    private static Reply.Found paced(Matcher rate) {
        int perSecond = Math.max(1, Integer.parseInt(rate.group(1)));
        int tokens = rate.group(2) == null ? 200 : Integer.parseInt(rate.group(2));
        String text = IntStream.rangeClosed(1, tokens)
                .mapToObj(i -> "%03d ".formatted(i % 1000))
                .collect(Collectors.joining());
        Duration gap = Duration.ofSeconds(1).dividedBy(perSecond);
        return new Reply.Found(Reply.of(text).with(new Reply.Pace(Reply.Pace.AT_ONCE.characters(), gap)), rate.group());
    }
}
