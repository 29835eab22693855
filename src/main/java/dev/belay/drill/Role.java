package dev.belay.drill;

import dev.belay.drill.script.Script;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a model name asks the stand-in to be: `standin-<part>[+<part>…][@<setting>…][:<conversation>]`.
///
/// @param play `ok`, `call`, `rec`, or `rate-<tokens per second>[x<tokens>]`
/// @param mishap ids of faults joined by `+`, and when they are shown
/// @param percent of the requests that show the faults
/// @param tempo where the name says so, else nothing of it is set
/// @param conversation id of a recording, name of a script, `rec` for any recording, or `null`
record Role(String play, Script.Mishap mishap, int percent, Tempo tempo, String conversation) {
    static final String PREFIX = "standin-";

    /// What any other model is.
    static final Role PLAIN = new Role("ok", Script.Mishap.NONE, 100, Tempo.AT_ONCE, null);

    private static final Pattern NAME = Pattern.compile(
            PREFIX + "([a-z0-9-]+(?:\\+[a-z0-9-]+)*)((?:@[kxplr]\\d{1,6}(?:-\\d{1,6})?)*)(?::([\\w.:-]{1,100}))?");
    private static final Pattern SETTING = Pattern.compile("@(?<name>.)(?<value>\\d+)(?:-(?<to>\\d+))?");
    private static final Pattern PLAY = Pattern.compile("ok|call|rec|rate-.*");

    /// Empty if the name is not of this form. Without the prefix such models answer as `standin-ok`; with it,
    /// they are mistakes.
    static Optional<Role> of(String model) {
        Matcher name = NAME.matcher(model);
        if (!name.matches()) {
            return Optional.empty();
        }
        Set<String> parts = new LinkedHashSet<>(List.of(name.group(1).split("\\+")));
        List<String> plays =
                parts.stream().filter(part -> PLAY.matcher(part).matches()).toList();
        Map<String, int[]> settings = settings(name.group(2));
        if (plays.size() > 1 || settings == null) {
            return Optional.empty();
        }
        parts.removeAll(plays);
        String play = plays.isEmpty() ? "ok" : plays.getFirst();
        String conversation = name.group(3) == null && play.equals("rec") ? "rec" : name.group(3);
        Script.Mishap mishap = new Script.Mishap(
                String.join("+", parts), number(settings, "k", 0), number(settings, "x", Integer.MAX_VALUE));
        return Optional.of(new Role(play, mishap, number(settings, "p", 100), tempo(settings), conversation));
    }

    private static Tempo tempo(Map<String, int[]> settings) {
        int[] latency = settings.getOrDefault("l", new int[2]);
        return Tempo.AT_ONCE
                .latency(Duration.ofMillis(latency[0]), Duration.ofMillis(latency[1]))
                .tokensPerSecond(number(settings, "r", 0));
    }

    /// Each setting as a range; `null` if one is given twice, or as a range where it is none.
    private static Map<String, int[]> settings(String text) {
        Map<String, int[]> settings = new HashMap<>();
        Matcher setting = SETTING.matcher(text);
        while (setting.find()) {
            int from = Integer.parseInt(setting.group("value"));
            int to = setting.group("to") == null ? from : Integer.parseInt(setting.group("to"));
            boolean range = setting.group("to") != null;
            if (range && (!setting.group("name").equals("l") || to < from)
                    || settings.put(setting.group("name"), new int[] {from, to}) != null) {
                return null;
            }
        }
        return settings;
    }

    private static int number(Map<String, int[]> settings, String name, int otherwise) {
        return settings.containsKey(name) ? settings.get(name)[0] : otherwise;
    }
}
